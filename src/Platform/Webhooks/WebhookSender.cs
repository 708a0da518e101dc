using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Webhooks;

/// <summary>Begins a lane for every receiver that has something due. Each has its own: one that hangs holds up nobody else.</summary>
internal sealed class WebhookSender(WorkspaceRegistry workspaces, WebhookCaller caller, WebhookSecrets secrets, TimeProvider clock, ILogger<WebhookSender> log)
    : WorkspaceService(workspaces, clock, log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(50);

    protected override async Task Run(WorkspaceDatabase home, CancellationToken stop)
    {
        var lanes = new Dictionary<Guid, Task>();
        var bell = new Bell(Clock);
        using var listening = home.Signal.Listen((topics, _) =>
        {
            if (topics.Contains(WebhookDelivery.DueTopic) || topics.Contains("webhook")) bell.Ring();
        });
        try
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (var (id, lane) in lanes.Where(pair => pair.Value.IsCompleted).ToList())
                {
                    await lane;
                    lanes.Remove(id);
                }

                var now = Clock.GetUtcNow();
                var wait = LookAgain;
                foreach (var (id, due) in await Due(home, stop))
                {
                    if (lanes.ContainsKey(id)) continue;
                    if (due <= now) lanes[id] = Lane(home, id, bell, stop);
                    else if (due - now < wait) wait = due - now < Soonest ? Soonest : due - now;
                }

                await bell.Wait(wait, stop);
            }
        }
        finally
        {
            await Task.WhenAll(lanes.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lane(WorkspaceDatabase home, Guid id, Bell bell, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await new WebhookLane(home, id, caller, secrets, Clock).Run(stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Log.LogError(error, "The deliveries of webhook {Webhook} were interrupted", id);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
        finally
        {
            bell.Ring();
        }
    }

    /// <summary>When each receiver that is not left alone has its next delivery.</summary>
    private static async Task<IEnumerable<(Guid Id, DateTimeOffset Due)>> Due(WorkspaceDatabase home, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var next = await db.Set<Webhook>().AsNoTracking().Where(webhook => webhook.DeletedAt == null && !webhook.Paused && webhook.StoppedBecause == null)
            .Select(webhook => new
            {
                webhook.Id, webhook.RestsUntil,
                Due = db.Set<WebhookDelivery>().Where(one => one.WebhookId == webhook.Id && one.State == DeliveryState.Waiting).OrderBy(one => one.DueAt).Select(one => (DateTimeOffset?)one.DueAt).FirstOrDefault(),
            }).ToListAsync(stop);
        return next.Where(one => one.Due is not null).Select(one => (one.Id, one.RestsUntil > one.Due ? one.RestsUntil.Value : one.Due!.Value));
    }
}
