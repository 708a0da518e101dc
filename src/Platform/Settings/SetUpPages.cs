using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Localization;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Settings;

/// <summary>The first page of a new installation.</summary>
/// <param name="Suggestions">For each country its usual currency and time zone, as JSON, for the script that fills them in.</param>
public sealed record SetUpView(IReadOnlyList<(string Code, string Name)> Countries, string? Country, IReadOnlyList<string> Currencies,
    IReadOnlyList<(string Id, string Place, string Offset)> TimeZones, string Language, string Suggestions);

internal static class SetUpPages
{
    private static readonly string Suggestions = System.Text.Json.JsonSerializer.Serialize(
        Countries.In(Languages.English).Select(one => Countries.Find(one.Code)!).ToDictionary(one => one.Code, one => new { currency = one.Currency, timeZone = one.TimeZone }));

    public static void Map(RouteGroupBuilder open)
    {
        open.MapGet("/set-up", (CurrentPage page) => page.Workspace is null ? Page.Of<SetUpPage>(View(page)) : Page.SeeOther("/")).WithMetadata(new SetUpMetadata());
        open.MapPost("/set-up", (HttpContext http, IFormCollection form, SetUpWorkspace setUp, Sessions sessions, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var administrator = await setUp.Run(Read(form, $"{http.Request.Scheme}://{http.Request.Host}"), stop);
            await sessions.Begin(http, administrator, keep: false);
            return Page.SeeOther("/");
        }, state => Task.FromResult<IResult>(Page.Refused<SetUpPage>(View(page), state)))).WithMetadata(new SetUpMetadata());
    }

    private static SetUpWorkspace.Request Read(IFormCollection form, string address) => new(
        form["name"].ToString(), WorkspacePages.SellsToOf(form["sellsTo"]), form["country"].ToString(), form["language"].ToString(),
        Chosen(form["currency"]), Chosen(form["timeZone"]), Chosen(form["calendar"]), address,
        new SetUpWorkspace.FirstAdministrator(form["userName"].ToString(), form["email"].ToString(), form["password"].ToString(), form["repeated"].ToString()));

    private static string? Chosen(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static SetUpView View(CurrentPage page)
    {
        return new SetUpView(Countries.In(page.Locale.Language), Countries.Guess(page.Http.Request.Headers.AcceptLanguage, page.Locale.Language), Currencies.All,
            WorkspacePages.Zones(page.Locale), page.Locale.Language.Code, Suggestions);
    }
}
