namespace Tandem.Platform.Api;

/// <summary>
/// A POST that carried an <c>Idempotency-Key</c>. The row commits with the request's first write, so that a key that is here
/// means the request was applied, and one that is not means that nothing was.
/// </summary>
public sealed class IdempotentRequest
{
    public Guid ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is refused.</summary>
    public required byte[] RequestHash { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The answer, once it was given.</summary>
    public int? Status { get; set; }

    public string? Location { get; set; }

    public byte[]? Body { get; set; }
}
