using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records;

namespace Tandem.Platform.Webhooks;

/// <summary>Sends deliveries again: one, or as a job all dead letters of a webhook. Tries a webhook out. For administrators.</summary>
internal sealed class SendAgain(Crm crm, WebhookCaller caller, WebhookSecrets secrets, JobQueue jobs, TimeProvider clock)
{
    public async Task<WebhookDelivery> One(Actor actor, Guid deliveryId, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var delivery = await db.Set<WebhookDelivery>().FirstOrDefaultAsync(one => one.Id == deliveryId && db.Set<Webhook>().Any(webhook => webhook.Id == one.WebhookId && webhook.DeletedAt == null), stop) ?? throw new RecordNotFound();
        delivery.SendAgain(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return delivery;
    }

    public async Task AllDead(Actor actor, Guid webhookId, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var webhook = await db.Set<Webhook>().Where(one => one.DeletedAt == null).Get(webhookId, stop);
        jobs.Add(db, actor, SendDeadAgain.JobKind, new SendDeadAgain.Arguments(webhookId), "job.webhook-resend", webhook.Name);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Sends a test message at once, whether the webhook is on or not, and answers how it went.</summary>
    public async Task<WebhookDelivery> Test(Actor actor, Guid webhookId, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var webhook = await db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null).Get(webhookId, stop);
        var now = clock.GetUtcNow();
        var delivery = WebhookDelivery.Queue(webhookId, null, "webhook.test", null, null, WebhookMessage.Test(webhook.Name, now), now);
        delivery.Claim(now + WebhookLane.Turn);
        db.Add(delivery);
        await db.SaveChangesAsync(stop);
        return await new WebhookLane(crm.Database, webhookId, caller, secrets, clock).SendNow(webhook, delivery, stop);
    }
}

/// <summary>The job that puts the dead letters of a webhook back into its queue, a thousand at a time.</summary>
internal sealed class SendDeadAgain(Crm crm, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "webhook-resend";

    private const int Chunk = 1000;

    public sealed record Arguments(Guid WebhookId);

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var id = job.Arguments<Arguments>().WebhookId;
        // Those that die while this runs wait for the next time: else a receiver that refuses all would keep it going for ever.
        var until = job.Checkpoint<Until>() ?? new Until(clock.GetUtcNow(), 0);
        while (true)
        {
            await using var db = crm.Open(job.Actor);
            await using var write = await db.BeginWrite(stop);
            var dead = await db.Set<WebhookDelivery>().Where(one => one.WebhookId == id && one.State == DeliveryState.Dead && one.DueAt <= until.At && one.Sequence != null).OrderBy(one => one.DueAt).Take(Chunk).ToListAsync(stop);
            if (dead.Count == 0) return;
            foreach (var delivery in dead) delivery.SendAgain(clock.GetUtcNow());
            until = until with { Done = until.Done + dead.Count };
            await db.SaveChangesAsync(stop);
            await job.Reach(db, until, until.Done, null, stop);
            await write.Commit(stop);
        }
    }

    internal sealed record Until(DateTimeOffset At, long Done);
}
