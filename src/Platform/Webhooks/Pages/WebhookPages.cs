using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Webhooks.Pages;

/// <summary>Webhooks under Settings: the list, the drawer, the secret, the deliveries.</summary>
internal static class WebhookPages
{
    private const string Path = "/settings/webhooks";
    public static void Map(RouteGroupBuilder settings)
    {
        var webhooks = settings.MapGroup("/webhooks");
        webhooks.MapGet("", async (Actor actor, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Of<WebhooksPage>(await screens.List(actor, stop)));
        webhooks.MapGet("/new", async (Actor actor, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Of<WebhookDrawer>(await screens.New(actor, stop)));
        webhooks.MapPost("", (Actor actor, IFormCollection form, EditWebhook edit, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var (webhook, secret) = await edit.Make(actor, WishOf(form), stop);
            return Secret(page, webhook, secret, changed: false);
        }, async state => Page.Refused<WebhookDrawer>(await screens.Drawer(actor, null, 0, WishOf(form), stop), state)));
        MapOne(webhooks.MapGroup("/{id:guid}"));
        MapDeliveries(webhooks.MapGroup("/deliveries/{id:guid}"));
    }

    private static void MapOne(RouteGroupBuilder one)
    {
        one.MapGet("", async (Actor actor, Guid id, WebhookScreens screens, CurrentPage page, string? show, string? before, CancellationToken stop) => Page.Of<WebhookPage>(await screens.One(actor, id, show, before, stop)));
        one.MapGet("/edit", async (Actor actor, Guid id, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Of<WebhookDrawer>(await screens.Edit(actor, id, stop)));
        one.MapPost("", (Actor actor, Guid id, IFormCollection form, SeenVersion version, EditWebhook edit, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Change(actor, id, version, WishOf(form), stop);
            return Page.SeeOther($"{Path}/{id}", new Notice(page.Locale.T("webhooks.saved")));
        }, async state => Page.Refused<WebhookDrawer>(await screens.Drawer(actor, id, version, WishOf(form), stop), state)));
        one.MapPost("/secret", async (Actor actor, Guid id, EditWebhook edit, CurrentPage page, CancellationToken stop) =>
        {
            var (webhook, secret) = await edit.ChangeSecret(actor, id, stop);
            return Secret(page, webhook, secret, changed: true);
        });
        one.MapPost("/pause", async (Actor actor, Guid id, EditWebhook edit, CurrentPage page, CancellationToken stop) =>
        {
            await edit.Pause(actor, id, stop);
            return Page.SeeOther($"{Path}/{id}", new Notice(page.Locale.T("webhooks.paused"), $"{Path}/{id}/resume"));
        });
        one.MapPost("/resume", async (Actor actor, Guid id, EditWebhook edit, CurrentPage page, CancellationToken stop) =>
        {
            await edit.Resume(actor, id, stop);
            return Page.SeeOther($"{Path}/{id}", new Notice(page.Locale.T("webhooks.resumed")));
        });
        one.MapPost("/remove", async (Actor actor, Guid id, EditWebhook edit, CurrentPage page, CancellationToken stop) =>
        {
            var webhook = await edit.Remove(actor, id, stop);
            return Page.SeeOther(Path, new Notice(page.Locale.T("webhooks.removed", ("name", webhook.Name)), $"{Path}/{id}/bring-back"));
        });
        one.MapPost("/bring-back", async (Actor actor, Guid id, EditWebhook edit, CurrentPage page, CancellationToken stop) =>
        {
            await edit.BringBack(actor, id, stop);
            return Page.SeeOther($"{Path}/{id}", new Notice(page.Locale.T("webhooks.back")));
        });
        one.MapPost("/test", async (Actor actor, Guid id, SendAgain send, CurrentPage page, CancellationToken stop) =>
        {
            var delivery = await send.Test(actor, id, stop);
            return Page.SeeOther($"{Path}/{id}?show={delivery.State}", new Notice(Result(page.Locale, delivery)));
        });
        one.MapPost("/resend", async (Actor actor, Guid id, SendAgain send, CurrentPage page, CancellationToken stop) =>
        {
            await send.AllDead(actor, id, stop);
            return Page.SeeOther($"{Path}/{id}?show={DeliveryState.Dead}", new Notice(page.Locale.T("webhooks.resending")));
        });
    }

    private static void MapDeliveries(RouteGroupBuilder delivery)
    {
        delivery.MapGet("", async (Actor actor, Guid id, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Of<DeliveryDrawer>(await screens.Delivery(actor, id, stop)));
        delivery.MapPost("/resend", (Actor actor, Guid id, SendAgain send, WebhookScreens screens, CurrentPage page, CancellationToken stop) => Page.Submit(async () =>
        {
            var again = await send.One(actor, id, stop);
            return Page.SeeOther($"{Path}/{again.WebhookId}?show={DeliveryState.Waiting}", new Notice(page.Locale.T("webhooks.resent")));
        }, async state => Page.Refused<DeliveryDrawer>(await screens.Delivery(actor, id, stop), state)));
    }

    private static RazorComponentResult<WebhookSecretDrawer> Secret(CurrentPage page, Webhook webhook, string secret, bool changed)
    {
        page.Http.Response.Headers.CacheControl = "no-store";
        return Page.Of<WebhookSecretDrawer>(new WebhookSecretView(webhook.Id, webhook.Name, secret, changed));
    }

    private static WebhookWish WishOf(IFormCollection form) => new(form["name"].ToString(), form["url"].ToString(), [.. form["types"].OfType<string>()], [.. form["events"].OfType<string>()],
        form["filter"], UserPages.RoleOf(form["role"]), UserPages.IdOf(form["team"]));

    private static string Result(Locale locale, WebhookDelivery delivery) => delivery.Status is { } status
        ? locale.T(delivery.Error is null ? "webhooks.tested" : "webhooks.test-refused", ("status", locale.Plain(status)), ("took", locale.Number(delivery.Took ?? 0)))
        : locale.T("webhooks.test-failed", ("problem", locale.T("webhooks.error." + delivery.Error)));
}
