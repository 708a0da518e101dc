using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Webhooks;

/// <summary>
/// Sends what is due to one receiver, a few messages at a time and those of one record one after the other. It takes a stretch of deliveries by moving
/// their due time on: when the process dies in between, they are due again after that, with the same ids.
/// </summary>
internal sealed class WebhookLane(WorkspaceDatabase home, Guid webhookId, WebhookCaller caller, WebhookSecrets secrets, TimeProvider clock)
{
    private const int AtOnce = 8;
    private const int Stretch = 32;

    /// <summary>Longer than a stretch can take.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>Sends until nothing is due, or the receiver is left alone for a while.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (webhook, claimed) = await Claim(stop);
            if (webhook is null || claimed.Count == 0) return;
            await Send(webhook, claimed, stop);
        }
    }

    /// <summary>Tries one delivery now, whatever its turn is; answers how it ended.</summary>
    public async Task<WebhookDelivery> SendNow(Webhook webhook, WebhookDelivery delivery, CancellationToken stop)
    {
        await Try(webhook, delivery, stop);
        return delivery;
    }

    private async Task<(Webhook? Webhook, List<WebhookDelivery> Claimed)> Claim(CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        var now = clock.GetUtcNow();
        var webhook = await db.Set<Webhook>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == webhookId && one.DeletedAt == null, stop);
        if (webhook is null || !webhook.IsOn || webhook.Rests(now)) return (null, []);
        // One that failed last is tried with a single message first.
        var most = webhook.Failures > 0 ? 1 : Stretch;
        var rows = db.Engine == DatabaseEngine.Sqlite
            ? await db.Set<WebhookDelivery>().Where(one => one.WebhookId == webhookId && one.State == DeliveryState.Waiting && one.DueAt <= now).OrderBy(one => one.DueAt).ThenBy(one => one.Sequence).Take(most).ToListAsync(stop)
            : await db.Set<WebhookDelivery>().FromSql(
                $"SELECT * FROM webhook_deliveries WHERE webhook_id = {webhookId} AND state = 'Waiting' AND due_at <= {now} ORDER BY due_at, sequence LIMIT {most} FOR UPDATE SKIP LOCKED").ToListAsync(stop);
        foreach (var row in rows) row.Claim(now + Turn);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return (webhook, rows);
    }

    private async Task Send(Webhook webhook, List<WebhookDelivery> claimed, CancellationToken stop)
    {
        var (taken, failed) = (0, 0);
        CallOutcome? last = null;
        var records = claimed.GroupBy(delivery => delivery.RecordId ?? delivery.Id).Select(group => group.OrderBy(delivery => delivery.Sequence).ToList());
        await Parallel.ForEachAsync(records, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (group, cancelled) =>
        {
            foreach (var delivery in group)
            {
                // A receiver that does not answer is not asked another thirty times.
                if (Volatile.Read(ref failed) >= AtOnce)
                {
                    await Keep(delivery, one => one.PutBack(clock.GetUtcNow()), cancelled);
                    continue;
                }

                var outcome = await Try(webhook, delivery, cancelled);
                if (outcome.Taken) Interlocked.Increment(ref taken);
                else Interlocked.Increment(ref failed);
                last = outcome;
            }
        });
        if (failed > 0 || webhook.FailingSince is not null) await Note(taken > 0, last!, claimed, stop);
    }

    private async Task<CallOutcome> Try(Webhook webhook, WebhookDelivery delivery, CancellationToken stop)
    {
        var outcome = await caller.Call(webhook, delivery, secrets.Of(webhook, clock.GetUtcNow()), stop);
        // Not the stopping token: what the receiver has taken is noted also while the process ends.
        await Keep(delivery, one => one.Ended(outcome, clock.GetUtcNow()), CancellationToken.None);
        return outcome;
    }

    private async Task Keep(WebhookDelivery delivery, Action<WebhookDelivery> change, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        db.Attach(delivery);
        change(delivery);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (VersionChanged)
        {
            // The turn had run out and another sender has it: the receiver gets the message twice, under the same id.
        }
    }

    /// <summary>Keeps how the receiver does, and stops calling one that wants no more or has been out of reach for days.</summary>
    private async Task Note(bool reached, CallOutcome last, List<WebhookDelivery> claimed, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var webhook = await db.Set<Webhook>().FirstOrDefaultAsync(one => one.Id == webhookId, stop);
        if (webhook is null) return;
        var now = clock.GetUtcNow();
        if (last.Error == CallErrors.Gone) webhook.Stop(WebhookStops.Gone);
        else if (reached) webhook.Answered();
        else webhook.NotReached(now, answers: last.Status is >= 300 and < 500 and not 429);
        if (webhook.FailingSince is { } since && now - since >= Webhook.Patience && claimed.Exists(one => one.State == DeliveryState.Dead)) webhook.Stop(WebhookStops.Unreachable);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (VersionChanged)
        {
            // Somebody edits the webhook at this moment; the next try says it again.
        }
    }
}
