using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Settings;

/// <summary>The workspace's currency and its dated rates, newest first within each currency.</summary>
public sealed record CurrencyView(string Currency, IReadOnlyList<RateRow> Rates, int OlderRates);

/// <summary>One dated rate.</summary>
/// <param name="IsNow">The one that counts today.</param>
public sealed record RateRow(Guid Id, string Currency, DateOnly From, decimal Rate, bool IsNow);

/// <summary>A rate to add or to change.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record RateView(Guid? Id, string To, string? Currency, DateOnly From, decimal? Rate);

internal static class CurrencyPages
{
    private const int MostShown = 500;

    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/currency", async (Actor actor, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<CurrencyPage>(await View(actor, crm, page, stop)));
        settings.MapPost("/currency", (Actor actor, IFormCollection form, Crm crm, EditWorkspace edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.SetCurrency(actor, form["currency"].ToString(), stop);
            return WorkspacePages.Saved(page, "/settings/currency");
        }, async state => Page.Refused<CurrencyPage>(await View(actor, crm, page, stop), state)));

        var rates = settings.MapGroup("/currency/rates");
        rates.MapGet("/new", (CurrentPage page) => Page.Of<RateDrawer>(New(page)));
        rates.MapPost("", (Actor actor, IFormCollection form, EditRates edit, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Set(actor, Read(form, page.Locale), stop);
            return WorkspacePages.Saved(page, "/settings/currency");
        }, state => Task.FromResult<IResult>(Page.Refused<RateDrawer>(New(page), state))));
        rates.MapGet("/{id:guid}", async (Actor actor, Guid id, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<RateDrawer>(await Rate(actor, id, crm, stop)));
        rates.MapPost("/{id:guid}", (Actor actor, Guid id, IFormCollection form, EditRates edit, Crm crm, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Edit(actor, id, Read(form, page.Locale), stop);
            return WorkspacePages.Saved(page, "/settings/currency");
        }, async state => Page.Refused<RateDrawer>(await Rate(actor, id, crm, stop), state)));
        rates.MapPost("/{id:guid}/delete", async (Actor actor, Guid id, EditRates edit, CurrentPage page, CancellationToken stop) =>
        {
            var removed = await edit.Remove(actor, id, stop);
            return Page.SeeOther("/settings/currency", new Notice(
                page.Locale.T("currency.rate-deleted", ("currency", removed.Currency), ("from", removed.From)), "/settings/currency/rates",
                new Dictionary<string, string>(StringComparer.Ordinal) { ["currency"] = removed.Currency, ["from"] = page.Locale.DateInput(removed.From), ["rate"] = page.Locale.Number(removed.Rate, 9) }));
        });
    }

    private static EditRates.Request Read(IFormCollection form, Locale locale)
    {
        var problems = new List<Refused>();
        if (!locale.TryParseDate(form["from"].ToString(), out var from)) problems.Add(Refused.On("from", RecordRefusals.WrongType, ("field", "from"), ("expected", "date")));
        if (!locale.TryParseDecimal(form["rate"].ToString(), out var rate)) problems.Add(Refused.On("rate", RecordRefusals.WrongType, ("field", "rate"), ("expected", "number")));
        Refused.ThrowAny(problems);
        return new EditRates.Request(form["currency"].ToString(), from, rate);
    }

    private static async Task<CurrencyView> View(Actor actor, Crm crm, CurrentPage page, CancellationToken stop)
    {
        var currency = page.Workspace!.Currency;
        await using var db = crm.Open(actor);
        var rates = await db.Set<ExchangeRate>().AsNoTracking().Where(rate => rate.To == currency).OrderBy(rate => rate.Currency).ThenByDescending(rate => rate.From).Take(MostShown).ToListAsync(stop);
        var today = page.Locale.Today;
        var now = rates.Where(rate => rate.From <= today).GroupBy(rate => rate.Currency, StringComparer.Ordinal).Select(group => group.First().Id).ToHashSet();
        var others = await db.Set<ExchangeRate>().CountAsync(rate => rate.To != currency, stop);
        return new CurrencyView(currency, [.. rates.Select(rate => new RateRow(rate.Id, rate.Currency, rate.From, rate.Rate, now.Contains(rate.Id)))], others);
    }

    private static RateView New(CurrentPage page)
    {
        return new RateView(null, page.Workspace!.Currency, null, page.Locale.Today, null);
    }

    private static async Task<RateView> Rate(Actor actor, Guid id, Crm crm, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await db.Set<ExchangeRate>().Where(rate => rate.Id == id).Select(rate => new RateView(rate.Id, rate.To, rate.Currency, rate.From, rate.Rate)).FirstOrDefaultAsync(stop) ?? throw new RecordNotFound();
    }
}
