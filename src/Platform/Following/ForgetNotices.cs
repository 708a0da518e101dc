using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Following;

/// <summary>Clears notices away: read ones after 30 days, all after a year.</summary>
internal sealed class ForgetNotices(Crm crm, TimeProvider clock) : ICleaning
{
    private const int Chunk = 1_000;

    public string Name => "notices";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var (read, any) = (clock.GetUtcNow().AddDays(-30), clock.GetUtcNow().AddDays(-365));
        for (long gone = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            var old = await db.Set<UserNotice>().Where(notice => notice.ReadAt < read || notice.At < any).OrderBy(notice => notice.Id).Take(Chunk).ToListAsync(stop);
            if (old.Count == 0) return gone;
            db.RemoveRange(old);
            await db.SaveChangesAsync(stop);
            gone += old.Count;
        }
    }
}
