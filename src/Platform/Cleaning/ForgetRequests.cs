using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Api;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>Forgets idempotency keys after a day: a client that repeats a request does so within minutes.</summary>
internal sealed class ForgetRequests(Crm crm, TimeProvider clock) : ICleaning
{
    private static readonly TimeSpan Keeps = TimeSpan.FromHours(24);

    private const int Chunk = 1000;

    public string Name => "requests";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Keeps;
        for (long forgotten = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            var old = await db.Set<IdempotentRequest>().Where(request => request.At < before).OrderBy(request => request.At).Take(Chunk)
                .Select(request => new IdempotentRequest { ActorId = request.ActorId, Key = request.Key, RequestHash = Array.Empty<byte>() }).ToListAsync(stop);
            if (old.Count == 0) return forgotten;
            db.RemoveRange(old);
            await db.SaveChangesAsync(stop);
            forgotten += old.Count;
        }
    }
}
