using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Platform.Settings;

/// <summary>Settings of the workspace over the API, for administrators: one resource for each page of the settings.</summary>
internal static class WorkspaceEndpoints
{
    public sealed record Settings(string Name, SellsTo SellsTo, string Country, string? Address, string Currency, string TimeZone, string Language, IReadOnlyList<string> Languages, string Calendar,
        string FiscalCalendar, int FiscalStartMonth);

    /// <param name="Currency">ISO code.</param>
    public sealed record CurrencyOfTotals(string Currency);

    public static void Map(RouteGroupBuilder workspace)
    {
        workspace.MapGet("", async (Actor actor, Crm crm, CancellationToken stop) =>
        {
            await using var db = crm.Open(actor);
            var settings = await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(stop) ?? throw new RecordNotFound();
            return TypedResults.Ok(new Settings(settings.Name, settings.SellsTo, settings.Country, settings.Address, settings.Currency, settings.TimeZone, settings.Language, settings.Languages, settings.Calendar,
                settings.FiscalCalendar, settings.FiscalStartMonth));
        }).WithSummary("Read the settings of the workspace");
        workspace.MapPut("profile", (EditWorkspace.Profile profile, Actor actor, EditWorkspace edit, CancellationToken stop) => Done(edit.SetProfile(actor, profile with { Name = profile.Name ?? "", Country = profile.Country ?? "" }, stop)))
            .WithSummary("Set the name, country, address and how the company sells");
        workspace.MapPut("region", (EditWorkspace.Region region, Actor actor, EditWorkspace edit, CancellationToken stop) => Done(edit.SetRegion(actor, new(region.TimeZone ?? "", region.Language ?? "", region.Languages ?? [], region.Calendar ?? ""), stop)))
            .WithSummary("Set the time zone, languages and calendar");
        workspace.MapPut("fiscal-year", (EditWorkspace.FiscalYear year, Actor actor, EditWorkspace edit, CancellationToken stop) => Done(edit.SetFiscalYear(actor, year with { Calendar = year.Calendar ?? "" }, stop)))
            .WithSummary("Set when the fiscal year begins");
        workspace.MapPut("currency", (CurrencyOfTotals chosen, Actor actor, EditWorkspace edit, CancellationToken stop) => Done(edit.SetCurrency(actor, chosen.Currency ?? "", stop)))
            .WithSummary("Set the currency of totals; rates towards it are needed then");
        workspace.MapPut("rates", (EditRates.Request rate, Actor actor, EditRates edit, CancellationToken stop) => Done(edit.Set(actor, rate with { Currency = rate.Currency ?? "" }, stop)))
            .WithSummary("Set the exchange rate of a currency from a day on");
    }

    private static async Task<IResult> Done(Task work)
    {
        await work;
        return TypedResults.NoContent();
    }
}
