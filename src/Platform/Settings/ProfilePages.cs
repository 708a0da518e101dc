using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Settings;

/// <summary>One's own settings.</summary>
/// <param name="Languages">Those that the workspace offers.</param>
/// <param name="WorkspaceLanguage">In its own words, and the other defaults of the workspace: what an empty choice means.</param>
public sealed record ProfileView(string Name, Preferences Chosen, IReadOnlyCollection<string> Languages, string WorkspaceLanguage, string WorkspaceTimeZone,
    IReadOnlyList<(string Id, string Place, string Offset)> TimeZones);

internal static class ProfilePages
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/profile", (Actor actor, CurrentPage page) => Page.Of<ProfilePage>(Profile(actor, page)));
        settings.MapPost("/profile", (Actor actor, IFormCollection form, EditProfile edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Run(actor, new EditProfile.Request(form["name"].ToString(), Chosen(form["language"]), Chosen(form["calendar"]), Chosen(form["timeZone"]), Chosen(form["theme"]), form.ContainsKey("shortcuts")), stop);
            return WorkspacePages.Saved(page, "/settings/profile");
        }, state => Task.FromResult<IResult>(Page.Refused<ProfilePage>(Profile(actor, page), state))));

        settings.MapGet("/password", (CurrentPage page) => Page.Of<OwnPasswordPage>(Password()));
        settings.MapPost("/password", (Actor actor, HttpContext http, IFormCollection form, ChangeOwnPassword change, Sessions sessions, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var user = await change.Run(actor, new ChangeOwnPassword.Request(form["current"].ToString(), form["password"].ToString(), form["repeated"].ToString()), stop);
            await sessions.Renew(http, user);
            return Page.SeeOther("/settings/password", new Notice(page.Locale.T("password.changed")));
        }, state => Task.FromResult<IResult>(Page.Refused<OwnPasswordPage>(Password(), state))));
    }

    private static string? Chosen(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ProfileView Profile(Actor actor, CurrentPage page)
    {
        var workspace = page.Workspace!;
        return new ProfileView(actor.Name, actor.Preferences, workspace.Languages, Core.Localization.Languages.Find(workspace.Language)!.OwnName,
            Localization.TimeZones.Place(workspace.TimeZone), WorkspacePages.Zones(page.Locale));
    }

    private static OwnPasswordView Password()
    {
        return new OwnPasswordView();
    }
}

/// <summary>Changing one's own password.</summary>
public sealed record OwnPasswordView;
