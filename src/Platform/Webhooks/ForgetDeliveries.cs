using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Webhooks;

/// <summary>
/// Forgets what was delivered a week ago, and dead letters after a month. What has waited longer than all of its tries, because its receiver was left
/// alone or the webhook switched off, becomes a dead letter.
/// </summary>
internal sealed class ForgetDeliveries(Crm crm, TimeProvider clock) : ICleaning
{
    public static readonly TimeSpan KeepsDelivered = TimeSpan.FromDays(7);
    public static readonly TimeSpan KeepsDead = TimeSpan.FromDays(30);

    private static readonly TimeSpan Waits = TimeSpan.FromDays(4);

    private const int Chunk = 1000;

    public string Name => "webhookDeliveries";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        while (await Each(job, db => db.Where(one => one.State == DeliveryState.Waiting && one.QueuedAt < now - Waits), one => one.Expire(now), stop) == Chunk)
        {
        }

        long forgotten = 0;
        for (int some; (some = await Each(job, db => db.Where(one => (one.State == DeliveryState.Delivered && one.QueuedAt < now - KeepsDelivered) || (one.State == DeliveryState.Dead && one.QueuedAt < now - KeepsDead)), null, stop)) > 0;) forgotten += some;
        return forgotten;
    }

    private async Task<int> Each(JobContext job, Func<IQueryable<WebhookDelivery>, IQueryable<WebhookDelivery>> which, Action<WebhookDelivery>? change, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        var rows = await which(db.Set<WebhookDelivery>()).OrderBy(one => one.QueuedAt).Take(Chunk).ToListAsync(stop);
        if (change is null) db.RemoveRange(rows);
        else rows.ForEach(change);
        await db.SaveChangesAsync(stop);
        return rows.Count;
    }
}
