using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>Forgets jobs that ended 90 days ago; the files that came out of them go to the trash.</summary>
internal sealed class ForgetJobs(Crm crm, TimeProvider clock) : ICleaning
{
    private static readonly TimeSpan Keeps = TimeSpan.FromDays(90);

    private const int Chunk = 200;

    public string Name => "jobs";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        for (long forgotten = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            var old = await db.Set<Job>().Where(one => one.FinishedAt < now - Keeps).Take(Chunk).ToListAsync(stop);
            if (old.Count == 0) return forgotten;
            var files = old.Select(one => one.ResultFileId).OfType<Guid>().ToArray();
            foreach (var file in await db.Set<StoredFile>().Where(file => files.Contains(file.Id)).ToListAsync(stop)) file.Trash(now);
            db.RemoveRange(old);
            await db.SaveChangesAsync(stop);
            forgotten += old.Count;
        }
    }
}
