using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Records;

namespace Tandem.Platform.Webhooks;

/// <summary><c>/api/v1/webhooks</c>, for administrators: a program subscribes itself, and looks after its deliveries.</summary>
internal static class WebhooksApi
{
    public const int MaxDeliveries = 200;

    /// <param name="Types">Keys of record types; none for all.</param>
    /// <param name="Events">Kinds of changes; none for all.</param>
    /// <param name="Filter">In the filter language, with exactly one type.</param>
    /// <param name="Role">With whose rights it sees; read-only when left out.</param>
    public sealed record Body(string? Name, string? Url, IReadOnlyList<string>? Types, IReadOnlyList<string>? Events, string? Filter, Role? Role, Guid? TeamId)
    {
        internal WebhookWish Wish => new(Name ?? "", Url ?? "", Types ?? [], Events ?? [], Filter, Role ?? Access.Role.ReadOnly, TeamId);
    }

    /// <param name="State"><c>on</c>, <c>failing</c>, <c>paused</c> or <c>stopped</c>.</param>
    /// <param name="Secret">Only in the answer that makes or changes it.</param>
    public sealed record Shown(Guid Id, int Version, string Name, string Url, IReadOnlyList<string> Types, IReadOnlyList<string> Events, string? Filter, Role Role, Guid? TeamId, string State, string? Secret)
    {
        internal static Shown Of(Webhook webhook, string? secret = null) => new(webhook.Id, webhook.Version, webhook.Name, webhook.Url, webhook.Types, webhook.Events, webhook.Filter, webhook.Role, webhook.TeamId,
            webhook.Paused ? "paused" : webhook.StoppedBecause is not null ? "stopped" : webhook.FailingSince is not null ? "failing" : "on", secret);
    }

    /// <param name="Due">When it is tried next, or when it ended.</param>
    public sealed record Delivery(Guid Id, string Event, Guid? RecordId, DeliveryState State, int Attempts, DateTimeOffset Queued, DateTimeOffset Due, int? Status, string? Error);

    public static void Map(RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("webhooks").WithTags("webhooks");
        webhooks.MapGet("", async (Actor actor, Crm crm, CancellationToken stop) =>
        {
            actor.DemandAdministrator();
            await using var db = crm.Open(actor);
            var all = await db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null).OrderBy(one => one.Id).Take(Webhook.MostOfWorkspace).ToListAsync(stop);
            return TypedResults.Ok(new { Data = all.ConvertAll(webhook => Shown.Of(webhook)) });
        }).WithSummary("List the webhooks");
        webhooks.MapPost("", async (Actor actor, EditWebhook edit, Body body, CancellationToken stop) =>
        {
            var (webhook, secret) = await edit.Make(actor, body.Wish, stop);
            return TypedResults.Created($"/api/v1/webhooks/{webhook.Id}", Shown.Of(webhook, secret));
        }).WithSummary("Make a webhook; the answer has its secret, which is not shown again");
        var one = webhooks.MapGroup("{id:guid}");
        one.MapGet("", async (Actor actor, Crm crm, Guid id, CancellationToken stop) =>
        {
            actor.DemandAdministrator();
            await using var db = crm.Open(actor);
            return TypedResults.Ok(Shown.Of(await db.Set<Webhook>().AsNoTracking().Where(webhook => webhook.DeletedAt == null).Get(id, stop)));
        }).WithSummary("Read a webhook");
        one.MapPut("", async (Actor actor, EditWebhook edit, Guid id, SeenVersion version, Body body, CancellationToken stop) => TypedResults.Ok(Shown.Of(await edit.Change(actor, id, version, body.Wish, stop)))).WithSummary("Change a webhook");
        one.MapDelete("", async (Actor actor, EditWebhook edit, Guid id, CancellationToken stop) =>
        {
            await edit.Remove(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Remove a webhook");
        one.MapPost("secret", async (Actor actor, EditWebhook edit, Guid id, CancellationToken stop) =>
        {
            var (webhook, secret) = await edit.ChangeSecret(actor, id, stop);
            return TypedResults.Ok(Shown.Of(webhook, secret));
        }).WithSummary("Change the secret; the old one signs along for a day");
        one.MapPost("pause", async (Actor actor, EditWebhook edit, Guid id, CancellationToken stop) => TypedResults.Ok(Shown.Of(await edit.Pause(actor, id, stop)))).WithSummary("Pause a webhook: nothing is collected for it meanwhile");
        one.MapPost("resume", async (Actor actor, EditWebhook edit, Guid id, CancellationToken stop) => TypedResults.Ok(Shown.Of(await edit.Resume(actor, id, stop)))).WithSummary("Let a webhook go on, also one that stopped by itself");
        one.MapPost("test", async (Actor actor, SendAgain send, Guid id, CancellationToken stop) => TypedResults.Ok(Of(await send.Test(actor, id, stop)))).WithSummary("Send a test message now");
        one.MapGet("deliveries", async (Actor actor, Crm crm, Guid id, string? state, int? limit, CancellationToken stop) =>
        {
            actor.DemandAdministrator();
            if (limit is < 1 or > MaxDeliveries) throw Refused.On("limit", ApiRefusals.BadLimit, ("max", MaxDeliveries));
            await using var db = crm.Open(actor);
            await db.Set<Webhook>().AsNoTracking().Where(webhook => webhook.DeletedAt == null).Get(id, stop);
            var wanted = StateOf(state);
            var rows = await db.Set<WebhookDelivery>().AsNoTracking().Where(delivery => delivery.WebhookId == id && delivery.State == wanted).OrderByDescending(delivery => delivery.DueAt).ThenByDescending(delivery => delivery.Id).Take(limit ?? 50).ToListAsync(stop);
            return TypedResults.Ok(new { Data = rows.ConvertAll(Of) });
        }).WithSummary("List deliveries of one state, the newest first; dead letters unless another is asked for");
        one.MapPost("deliveries/resend", async (Actor actor, SendAgain send, Guid id, CancellationToken stop) =>
        {
            await send.AllDead(actor, id, stop);
            return TypedResults.Accepted((string?)null);
        }).WithSummary("Send all dead letters again, as a job");
        webhooks.MapPost("deliveries/{id:guid}/resend", async (Actor actor, SendAgain send, Guid id, CancellationToken stop) => TypedResults.Ok(Of(await send.One(actor, id, stop)))).WithSummary("Send one delivery again");
    }

    private static DeliveryState StateOf(string? text) => string.IsNullOrEmpty(text) ? DeliveryState.Dead
        : Enum.TryParse<DeliveryState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : throw Refused.On("state", ApiRefusals.Malformed);

    private static Delivery Of(WebhookDelivery delivery) => new(delivery.Id, delivery.Event, delivery.RecordId, delivery.State, delivery.Attempts, delivery.QueuedAt, delivery.DueAt, delivery.Status, delivery.Error);
}
