namespace Tandem.Platform.Api;

/// <summary>A request that is applied once: its row joins the first save of the request, whichever context makes it.</summary>
internal sealed class Once(IdempotentRequest request)
{
    public IdempotentRequest Request => request;

    /// <summary>Whether the row, and the work with it, is in the database for good.</summary>
    public bool Committed { get; set; }
}

/// <summary>The request was applied before, or is being applied, and its answer is not known: HTTP 409.</summary>
public sealed class AlreadyApplied() : Exception("The request was already applied.");
