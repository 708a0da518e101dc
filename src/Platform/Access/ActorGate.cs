using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Access;

/// <summary>What an endpoint demands of whoever calls it. Endpoints without this are open to all.</summary>
public enum Door
{
    /// <summary>A bearer key.</summary>
    Api,

    /// <summary>A signed-in user; unsafe methods carry an antiforgery token.</summary>
    Page,

    /// <summary>Anyone; unsafe methods carry an antiforgery token. Sign-in and set-up.</summary>
    OpenPage,
}

/// <summary>Finds the actor of a request, before its endpoint runs.</summary>
internal sealed class ActorGate(RequestDelegate next, IAntiforgery antiforgery, TextCatalog texts)
{
    public async Task Invoke(HttpContext http, CurrentWorkspace workspace, CurrentPage page)
    {
        var door = http.GetEndpoint()?.Metadata.GetMetadata<DoorMetadata>()?.Door;
        if (door == Door.Api) await Api(http, workspace);
        else if (door is not null) await Page(http, workspace, page, door.Value);
        else if (http.GetEndpoint() is not RouteEndpoint && HttpMethods.IsGet(http.Request.Method) && ErrorPages.IsAskedBy(http.Request)) await Nowhere(http, workspace, page);
        else await next(http);
    }

    /// <summary>An address that leads nowhere, typed or out of date, or one that only takes what forms send.</summary>
    private async Task Nowhere(HttpContext http, CurrentWorkspace workspace, CurrentPage page)
    {
        var database = workspace.Database;
        page.Begin(http, await database.Actors.OfSession(http.User, http.RequestAborted), await database.Actors.Settings(http.RequestAborted), workspace.Known);
        await ErrorPages.Show(http, page, Problems.Plain(StatusCodes.Status404NotFound, ApiRefusals.NotFound, page.Locale.Texts));
    }

    private async Task Api(HttpContext http, CurrentWorkspace workspace)
    {
        var database = workspace.Database;
        var header = http.Request.Headers.Authorization.ToString();
        var actor = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? await database.Actors.OfApiKey(header[7..].Trim(), http.RequestAborted) : null;
        if (actor is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Write(http, Problems.Plain(401, ApiRefusals.KeyRequired, texts.For("en")), http.RequestAborted);
            return;
        }

        http.Features.Set(actor);
        workspace.SeenBy(actor);
        workspace.CameBy(ChangeDoor.Api);
        CustomTypeRoute.Choose(http, workspace);
        await next(http);
    }

    private async Task Page(HttpContext http, CurrentWorkspace workspace, CurrentPage page, Door door)
    {
        var database = workspace.Database;
        workspace.CameBy(ChangeDoor.Page);
        var settings = await database.Actors.Settings(http.RequestAborted);
        if (settings is null && http.GetEndpoint()?.Metadata.GetMetadata<SetUpMetadata>() is null)
        {
            http.Response.Redirect("/set-up");
            return;
        }

        var actor = await database.Actors.OfSession(http.User, http.RequestAborted);
        if (actor is null) http.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (actor is null && door == Door.Page)
        {
            // A form that was sent too late cannot be sent again after signing in: only pages are returned to.
            var wanted = HttpMethods.IsGet(http.Request.Method) ? "?next=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString) : "";
            http.Response.Redirect("/sign-in" + wanted);
            return;
        }

        if (actor is not null)
        {
            http.Features.Set(actor);
            workspace.SeenBy(actor);
            Search.RecentRecords.Note(http, actor);
        }

        page.Begin(http, actor, settings, workspace.Known);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
        {
            var expired = Problems.Plain(StatusCodes.Status400BadRequest, AccessRefusals.FormExpired, page.Locale.Texts);
            if (ErrorPages.IsAskedBy(http.Request)) await ErrorPages.Show(http, page, expired);
            else await Problems.Write(http, expired, http.RequestAborted);
            return;
        }

        if (actor is not { IsAdministrator: true } && http.GetEndpoint()?.Metadata.GetMetadata<AdministratorsMetadata>() is not null)
        {
            var denied = Pages.Page.Of<Settings.DeniedPage>();
            denied.StatusCode = StatusCodes.Status403Forbidden;
            await denied.ExecuteAsync(http);
            return;
        }

        CustomTypeRoute.Choose(http, workspace);
        await next(http);
    }
}

/// <summary>Marks the door of an endpoint.</summary>
internal sealed record DoorMetadata(Door Door);

/// <summary>Marks pages and forms for administrators.</summary>
internal sealed record AdministratorsMetadata;

/// <summary>Marks the pages that work before the workspace is set up.</summary>
internal sealed record SetUpMetadata;
