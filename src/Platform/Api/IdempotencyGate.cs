using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;

namespace Tandem.Platform.Api;

/// <summary>
/// Honours <c>Idempotency-Key</c>: a POST that is repeated with the same key is answered as it was the first time, and applied once.
/// The key commits with the first write of the request; what was refused before it wrote anything is simply tried again.
/// </summary>
internal sealed class IdempotencyGate(RequestDelegate next, TimeProvider clock)
{
    public const int MaxKeyLength = 200;

    /// <summary>Answers larger than this are not kept: a repetition is told that the request was applied.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    public async Task Invoke(HttpContext http, Crm crm)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(http.Request.Method) || http.Features.Get<Actor>() is not { Id: { } actorId } actor)
        {
            await next(http);
            return;
        }

        if (key.Length > MaxKeyLength) throw new Refused(ApiRefusals.IdempotencyKeyTooLong);
        var hash = await HashOf(http);
        if (await Known(crm, actor, actorId, key, hash, http)) return;

        var once = new Once(new IdempotentRequest { ActorId = actorId, Key = key, RequestHash = hash, At = clock.GetUtcNow() });
        crm.Once = once;
        await Answer(http, crm, once);
    }

    private static async Task<bool> Known(Crm crm, Actor actor, Guid actorId, string key, byte[] hash, HttpContext http)
    {
        await using var db = crm.Open(actor);
        var earlier = await db.Set<IdempotentRequest>().AsNoTracking().FirstOrDefaultAsync(request => request.ActorId == actorId && request.Key == key, http.RequestAborted);
        if (earlier is null) return false;
        if (!earlier.RequestHash.AsSpan().SequenceEqual(hash)) throw new Refused(ApiRefusals.IdempotencyKeyReused);
        if (earlier.Status is not { } status) throw new AlreadyApplied();
        http.Response.StatusCode = status;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        if (earlier.Location is not null) http.Response.Headers.Location = earlier.Location;
        if (earlier.Body is { Length: > 0 } body)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }

        return true;
    }

    /// <summary>Runs the endpoint, keeps its answer with the key, and only then sends it.</summary>
    private async Task Answer(HttpContext http, Crm crm, Once once)
    {
        var sent = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        var buffered = new StreamResponseBodyFeature(kept, sent);
        http.Features.Set<IHttpResponseBodyFeature>(buffered);
        try
        {
            await next(http);
            await buffered.CompleteAsync();
        }
        finally
        {
            http.Features.Set(sent);
            crm.Once = null;
        }

        // Also when the caller has gone: it will repeat the request and should get this answer.
        if (once.Committed && kept.Length <= MaxAnswer) await Keep(crm, once.Request, http.Response, kept.ToArray());
        http.Response.ContentLength = kept.Length;
        if (kept.Length > 0)
        {
            kept.Position = 0;
            await kept.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }

    private static async Task Keep(Crm crm, IdempotentRequest request, HttpResponse response, byte[] body)
    {
        await using var db = crm.Open(Actor.System);
        var row = await db.Set<IdempotentRequest>().FirstAsync(one => one.ActorId == request.ActorId && one.Key == request.Key);
        row.Status = response.StatusCode;
        row.Location = response.Headers.Location;
        row.Body = body;
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static async Task<byte[]> HashOf(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) hash.AppendData(buffer, 0, read);
        http.Request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
