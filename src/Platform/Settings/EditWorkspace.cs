using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Settings;

/// <summary>Changes the settings of the workspace. Each page of the settings has a method of its own; all are for administrators.</summary>
public sealed class EditWorkspace(Crm crm, IEnumerable<IRatesFollower> followers)
{
    public sealed record Profile(string Name, SellsTo SellsTo, string Country, string? Address);

    public sealed record Region(string TimeZone, string Language, IReadOnlyCollection<string> Languages, string Calendar);

    public sealed record FiscalYear(string Calendar, int StartMonth);

    public Task SetProfile(Actor actor, Profile profile, CancellationToken stop) => Change(actor, workspace =>
    {
        workspace.Rename(profile.Name);
        workspace.SellsTo = profile.SellsTo;
        workspace.SetCountry(profile.Country);
        workspace.SetAddress(profile.Address);
        workspace.FinishStep(ChecklistStep.Profile);
    }, stop);

    public Task SetRegion(Actor actor, Region region, CancellationToken stop) => Change(actor, workspace =>
    {
        workspace.SetTimeZone(region.TimeZone);
        workspace.SetLanguages(region.Language, region.Languages);
        workspace.SetCalendar(region.Calendar);
    }, stop);

    public Task SetFiscalYear(Actor actor, FiscalYear year, CancellationToken stop) => Change(actor, workspace => workspace.SetFiscalYear(year.Calendar, year.StartMonth), stop);

    /// <summary>Totals are shown in this currency from now on. Amounts keep the currency they were entered in; rates are needed towards the new one.</summary>
    public Task SetCurrency(Actor actor, string currency, CancellationToken stop) => Change(actor, workspace =>
    {
        workspace.SetCurrency(currency);
        workspace.FinishStep(ChecklistStep.Currency);
    }, stop);

    /// <summary>A step of the set-up checklist, or the whole list, is not shown any more.</summary>
    public Task FinishStep(Actor actor, string step, CancellationToken stop) => Change(actor, workspace => workspace.FinishStep(step), stop);

    private async Task Change(Actor actor, Action<Workspace> change, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var workspace = await db.Set<Workspace>().FirstAsync(stop);
        var currency = workspace.Currency;
        change(workspace);
        if (workspace.Currency != currency)
        {
            foreach (var follower in followers) await follower.RatesChange(db, stop);
        }

        await db.SaveChangesAsync(stop);
    }
}
