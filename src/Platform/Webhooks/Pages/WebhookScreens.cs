using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;
using Tandem.Ui;

namespace Tandem.Platform.Webhooks.Pages;

/// <summary>How a webhook does.</summary>
public enum WebhookState
{
    On, Failing, Paused, Stopped,
}

public sealed record WebhooksView(IReadOnlyList<WebhookRow> Rows);

/// <param name="Types">Keys of record types; none for all.</param>
/// <param name="Dead">Dead letters, counted up to <see cref="WebhookScreens.MostCounted"/>.</param>
public sealed record WebhookRow(Guid Id, string Name, string Url, IReadOnlyList<string> Types, WebhookState State, DateTimeOffset? FailingSince, string? StoppedBecause, int Waiting, int Dead, DateTimeOffset? LastDelivered);

/// <param name="Id">Null for a new one.</param>
public sealed record WebhookDrawerView(Guid? Id, int Version, WebhookWish Wish, IReadOnlyList<RecordType> Types, IReadOnlyList<string> BusinessEvents, IReadOnlyList<Option> Teams);

/// <summary>A secret, shown this once.</summary>
public sealed record WebhookSecretView(Guid Id, string Name, string Secret, bool Changed);

/// <param name="Show">Which deliveries are listed.</param>
/// <param name="Next">Cursor of the page after.</param>
public sealed record WebhookView(WebhookRow Webhook, int Version, IReadOnlyList<string> Events, string? Filter, Role Role, string? Team, DateTimeOffset? OldSecretUntil, DeliveryState Show, IReadOnlyList<DeliveryRow> Deliveries, bool First, string? Next)
{
    public string Path => $"/settings/webhooks/{Webhook.Id}";
}

/// <param name="Record">The record's name and page, where it still is.</param>
public sealed record DeliveryRow(Guid Id, string Event, string? Record, string? RecordHref, DeliveryState State, int Attempts, DateTimeOffset DueAt, int? Status, string? Error, int? Took, bool IsTest);

public sealed record DeliveryView(DeliveryRow Row, Guid WebhookId, string MessageId, DateTimeOffset QueuedAt, string Body, string? Answer);

/// <summary>What the screens of webhooks show. For administrators.</summary>
internal sealed class WebhookScreens(Crm crm, RecordTypes types, WebhookEvents events, UserPages users)
{
    public const int MostCounted = 1000;

    private const int PageSize = 50;

    public async Task<WebhooksView> List(Actor actor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return new WebhooksView(await Rows(db, db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null).OrderBy(one => one.Name).ThenBy(one => one.Id), stop));
    }

    public async Task<WebhookDrawerView> New(Actor actor, CancellationToken stop) => await Drawer(actor, null, 0, new WebhookWish("", "", [], [], null, Role.ReadOnly, null), stop);

    public async Task<WebhookDrawerView> Edit(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var webhook = await db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null).Get(id, stop);
        return await Drawer(actor, id, webhook.Version, new WebhookWish(webhook.Name, webhook.Url, webhook.Types, webhook.Events, webhook.Filter, webhook.Role, webhook.TeamId), stop);
    }

    public async Task<WebhookDrawerView> Drawer(Actor actor, Guid? id, int version, WebhookWish wish, CancellationToken stop) =>
        new(id, version, wish, [.. types.All.OrderBy(type => type.Key, StringComparer.Ordinal)], events.Business, await users.Teams(actor, stop));

    public async Task<WebhookView> One(Actor actor, Guid id, string? show, string? before, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var webhook = await db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null).Get(id, stop);
        var row = (await Rows(db, db.Set<Webhook>().AsNoTracking().Where(one => one.Id == id), stop))[0];
        var team = webhook.TeamId is { } teamId ? await db.Teams.AsNoTracking().Where(one => one.Id == teamId).Select(one => one.Name).FirstOrDefaultAsync(stop) : null;
        var state = Enum.TryParse<DeliveryState>(show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : row.Dead > 0 ? DeliveryState.Dead : DeliveryState.Delivered;
        var place = PlaceOf(before);
        var deliveries = db.Set<WebhookDelivery>().AsNoTracking().Where(one => one.WebhookId == id && one.State == state);
        if (place is { } after) deliveries = deliveries.Where(one => one.DueAt <= after.At && (one.DueAt < after.At || one.Id < after.Id));
        var page = await deliveries.OrderByDescending(one => one.DueAt).ThenByDescending(one => one.Id).Take(PageSize + 1).ToListAsync(stop);
        var next = page.Count > PageSize ? page[PageSize - 1] : null;
        var shown = await Shown(db, actor, page.Take(PageSize), stop);
        return new WebhookView(row, webhook.Version, webhook.Events, webhook.Filter, webhook.Role, team, webhook.OldSecretUntil, state, shown, place is null,
            next is null ? null : string.Create(CultureInfo.InvariantCulture, $"{next.DueAt.UtcTicks}-{next.Id:n}"));
    }

    public async Task<DeliveryView> Delivery(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var delivery = await db.Set<WebhookDelivery>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && db.Set<Webhook>().Any(webhook => webhook.Id == one.WebhookId && webhook.DeletedAt == null), stop) ?? throw new RecordNotFound();
        return new DeliveryView((await Shown(db, actor, [delivery], stop))[0], delivery.WebhookId, $"msg_{delivery.Id:n}", delivery.QueuedAt, delivery.Body, delivery.Answer);
    }

    private static async Task<List<WebhookRow>> Rows(CrmDb db, IQueryable<Webhook> webhooks, CancellationToken stop)
    {
        var rows = await webhooks.Take(Webhook.MostOfWorkspace).Select(one => new
        {
            one.Id, one.Name, one.Url, one.Types, one.Paused, one.StoppedBecause, one.FailingSince,
            Waiting = db.Set<WebhookDelivery>().Where(delivery => delivery.WebhookId == one.Id && delivery.State == DeliveryState.Waiting).Take(MostCounted).Count(),
            Dead = db.Set<WebhookDelivery>().Where(delivery => delivery.WebhookId == one.Id && delivery.State == DeliveryState.Dead).Take(MostCounted).Count(),
            Last = db.Set<WebhookDelivery>().Where(delivery => delivery.WebhookId == one.Id && delivery.State == DeliveryState.Delivered).OrderByDescending(delivery => delivery.DueAt).Select(delivery => (DateTimeOffset?)delivery.DueAt).FirstOrDefault(),
        }).ToListAsync(stop);
        return rows.ConvertAll(one => new WebhookRow(one.Id, one.Name, one.Url, one.Types, one.Paused ? WebhookState.Paused : one.StoppedBecause is not null ? WebhookState.Stopped : one.FailingSince is not null ? WebhookState.Failing : WebhookState.On,
            one.FailingSince, one.StoppedBecause, one.Waiting, one.Dead, one.Last));
    }

    private async Task<IReadOnlyList<DeliveryRow>> Shown(CrmDb db, Actor actor, IEnumerable<WebhookDelivery> deliveries, CancellationToken stop)
    {
        var rows = deliveries.ToList();
        var names = await Records.Pages.RecordNames.Of(db, actor, rows.Select(row => row.RecordId).OfType<Guid>(), stop);
        return rows.ConvertAll(row =>
        {
            var record = row.RecordId is { } id ? names.GetValueOrDefault(id) : null;
            return new DeliveryRow(row.Id, row.Event, record?.Title, record is null || types.Find(record.RecordType) is not { } type ? null : $"{type.Path}/{record.Id}", row.State, row.Attempts, row.DueAt, row.Status, row.Error, row.Took, row.IsTest);
        });
    }

    private static (DateTimeOffset At, Guid Id)? PlaceOf(string? cursor) =>
        cursor?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(id, "n", out var key)
            ? (new DateTimeOffset(at, TimeSpan.Zero), key) : null;
}
