using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Localization;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Settings;

/// <summary>The company profile.</summary>
/// <param name="Countries">Code and name.</param>
public sealed record WorkspaceView(string Name, SellsTo SellsTo, string Country, IReadOnlyList<(string Code, string Name)> Countries, string? Address, string AddressHere);

/// <summary>Time zone, languages and calendar.</summary>
/// <param name="TimeZones">Name, place and distance from UTC.</param>
public sealed record RegionView(string TimeZone, string Language, IReadOnlyCollection<string> Languages, string Calendar, IReadOnlyList<(string Id, string Place, string Offset)> TimeZones);

/// <summary>The fiscal year.</summary>
/// <param name="Start">Calendar and month, as in <c>gregorian:4</c>.</param>
/// <param name="Quarters">The four of the current year.</param>
public sealed record FiscalYearView(string Start, string Year, IReadOnlyList<(string Name, DateOnly From, DateOnly To, bool IsNow)> Quarters);

internal static class WorkspacePages
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/workspace", (CurrentPage page) => Page.Of<WorkspacePage>(Profile(page)));
        settings.MapPost("/workspace", (Actor actor, IFormCollection form, EditWorkspace edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.SetProfile(actor, new EditWorkspace.Profile(form["name"].ToString(), SellsToOf(form["sellsTo"]), form["country"].ToString(), form["address"]), stop);
            return Saved(page, "/settings/workspace");
        }, state => Task.FromResult<IResult>(Page.Refused<WorkspacePage>(Profile(page), state))));

        settings.MapGet("/region", (CurrentPage page) => Page.Of<RegionPage>(Region(page)));
        settings.MapPost("/region", (Actor actor, IFormCollection form, EditWorkspace edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.SetRegion(actor, new EditWorkspace.Region(form["timeZone"].ToString(), form["language"].ToString(), [.. form["languages"].OfType<string>()], form["calendar"].ToString()), stop);
            return Saved(page, "/settings/region");
        }, state => Task.FromResult<IResult>(Page.Refused<RegionPage>(Region(page), state))));

        settings.MapGet("/fiscal-year", (CurrentPage page, string? start) => Page.Of<FiscalYearPage>(FiscalYear(page, start)));
        settings.MapPost("/fiscal-year", (Actor actor, IFormCollection form, EditWorkspace edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var (calendar, month) = StartOf(form["start"]) ?? throw Refused.On("start", SettingsRefusals.NoSuchMonth);
            await edit.SetFiscalYear(actor, new EditWorkspace.FiscalYear(calendar, month), stop);
            return Saved(page, "/settings/fiscal-year");
        }, state => Task.FromResult<IResult>(Page.Refused<FiscalYearPage>(FiscalYear(page, null), state))));
    }

    /// <summary>Back to the page, which says that it was saved.</summary>
    internal static IResult Saved(CurrentPage page, string path) => Page.SeeOther(path, new Notice(page.Locale.T("settings.saved")));

    internal static SellsTo SellsToOf(string? text) => Enum.TryParse<SellsTo>(text, ignoreCase: true, out var sellsTo) && Enum.IsDefined(sellsTo) ? sellsTo : SellsTo.Both;

    internal static IReadOnlyList<(string Id, string Place, string Offset)> Zones(Locale locale) =>
        [.. TimeZones.All.Select(id => (id, TimeZones.Place(id), TimeZones.Offset(id, locale.Now)))];

    private static WorkspaceView Profile(CurrentPage page)
    {
        var workspace = page.Workspace!;
        return new WorkspaceView(workspace.Name, workspace.SellsTo, workspace.Country, Countries.In(page.Locale.Language), workspace.Address, $"{page.Http.Request.Scheme}://{page.Http.Request.Host}");
    }

    private static RegionView Region(CurrentPage page)
    {
        var workspace = page.Workspace!;
        return new RegionView(workspace.TimeZone, workspace.Language, workspace.Languages, workspace.Calendar, Zones(page.Locale));
    }

    private static FiscalYearView FiscalYear(CurrentPage page, string? start)
    {
        var (calendar, month) = StartOf(start) ?? (page.Workspace!.FiscalCalendar, page.Workspace.FiscalStartMonth);
        var fiscal = new FiscalCalendar(calendar == "jalali" ? CalendarKind.Jalali : CalendarKind.Gregorian, month);
        var today = page.Locale.Today;
        var year = fiscal.YearOf(today);
        return new FiscalYearView(
            string.Create(CultureInfo.InvariantCulture, $"{calendar}:{month}"), page.Locale.FiscalYear(year),
            [.. Enumerable.Range(1, 4).Select(number => fiscal.Quarter(year.FromYear, number)).Select(quarter => (page.Locale.Quarter(quarter), quarter.Start, quarter.End, quarter.Start <= today && today <= quarter.End))]);
    }

    private static (string Calendar, int Month)? StartOf(string? text) =>
        text?.Split(':') is [("gregorian" or "jalali") and var calendar, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? (calendar, month)
            : null;
}
