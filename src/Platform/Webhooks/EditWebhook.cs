using System.Net;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Webhooks;

/// <summary>Makes, changes, pauses and removes webhooks. For administrators.</summary>
public sealed class EditWebhook(Crm crm, WebhookSecrets secrets, WebhookNetworks networks, WebhookEvents events, TimeProvider clock)
{
    /// <summary>A new webhook and its secret, which is shown once.</summary>
    public async Task<(Webhook Webhook, string Secret)> Make(Actor actor, WebhookWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        if (await db.Set<Webhook>().CountAsync(one => one.DeletedAt == null, stop) >= Webhook.MostOfWorkspace) throw new Refused(WebhookRefusals.TooMany, ("max", Webhook.MostOfWorkspace));
        await Check(db, wish, stop);
        var secret = WebhookSecrets.Make();
        var webhook = new Webhook(wish, secrets.Protect(secret));
        db.Add(webhook);
        await db.SaveChangesAsync(stop);
        return (webhook, secret);
    }

    public async Task<Webhook> Change(Actor actor, Guid id, int? version, WebhookWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var webhook = await Known(db).Get(id, version, stop);
        await Check(db, wish, stop);
        webhook.Become(wish);
        await db.SaveChangesAsync(stop);
        return webhook;
    }

    /// <summary>A new secret, shown once; the one before signs along for a day.</summary>
    public async Task<(Webhook Webhook, string Secret)> ChangeSecret(Actor actor, Guid id, CancellationToken stop)
    {
        var secret = WebhookSecrets.Make();
        return (await With(actor, id, webhook => webhook.ChangeSecret(secrets.Protect(secret), clock.GetUtcNow()), stop), secret);
    }

    public Task<Webhook> Pause(Actor actor, Guid id, CancellationToken stop) => With(actor, id, webhook => webhook.Pause(), stop);

    public Task<Webhook> Resume(Actor actor, Guid id, CancellationToken stop) => With(actor, id, webhook => webhook.Resume(), stop);

    public Task<Webhook> Remove(Actor actor, Guid id, CancellationToken stop) => With(actor, id, webhook => webhook.Trash(clock.GetUtcNow()), stop);

    public async Task BringBack(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        (await db.Set<Webhook>().Where(one => one.DeletedAt != null).Get(id, stop)).Restore();
        await db.SaveChangesAsync(stop);
    }

    private static IQueryable<Webhook> Known(CrmDb db) => db.Set<Webhook>().Where(one => one.DeletedAt == null);

    private async Task<Webhook> With(Actor actor, Guid id, Action<Webhook> change, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var webhook = await Known(db).Get(id, stop);
        change(webhook);
        await db.SaveChangesAsync(stop);
        return webhook;
    }

    private async Task Check(CrmDb db, WebhookWish wish, CancellationToken stop)
    {
        var problems = new List<Refused>();
        if (string.IsNullOrWhiteSpace(wish.Name)) problems.Add(Refused.On("name", RecordRefusals.RequiredField, ("field", "name")));
        else if (wish.Name.Trim().Length > Webhook.MaxNameLength) problems.Add(Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", Webhook.MaxNameLength)));
        if (UrlProblem(wish.Url) is { } url) problems.Add(url);
        if (wish.Types.FirstOrDefault(key => db.RecordTypes.Find(key) is null) is { } type) problems.Add(Refused.On("types", WebhookRefusals.UnknownType, ("type", Shown(type))));
        if (wish.Events.FirstOrDefault(kind => !events.All.Contains(kind)) is { } unknown) problems.Add(Refused.On("events", WebhookRefusals.UnknownEvent, ("event", Shown(unknown))));
        if (!string.IsNullOrWhiteSpace(wish.Filter) && FilterProblem(db, wish) is { } filter) problems.Add(filter);
        Refused.ThrowAny(problems);
        await db.DemandTeam(wish.TeamId, stop);
    }

    private Refused? UrlProblem(string text)
    {
        if (text.Trim().Length > Webhook.MaxUrlLength) return Refused.On("url", RecordRefusals.TooLong, ("field", "url"), ("max", Webhook.MaxUrlLength));
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0 || url.UserInfo.Length > 0 || url.Fragment.Length > 0) return Refused.On("url", WebhookRefusals.BadUrl);
        if (url.Scheme == "http" && !networks.TakesPlainHttp) return Refused.On("url", WebhookRefusals.NeedsHttps);
        // Names are looked up when they are called; an address that says what it is need not wait for that.
        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !networks.Allows(address) ? Refused.On("url", WebhookRefusals.PrivateAddress) : null;
    }

    private Refused? FilterProblem(CrmDb db, WebhookWish wish)
    {
        if (wish.Types is not [var key] || db.RecordTypes.Find(key) is not { } type) return Refused.On("filter", WebhookRefusals.FilterNeedsOneType);
        try
        {
            _ = Filter.Parse(wish.Filter!, type, db.RecordTypes);
            return null;
        }
        catch (FilterError error)
        {
            return Refused.On("filter", WebhookRefusals.BadFilter, ("at", error.Position + 1));
        }
    }

    private static string Shown(string text) => text.Length > 60 ? text[..60] : text;
}
