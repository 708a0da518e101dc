using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Finance;
using Tandem.Sales.Board;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Home;

/// <summary>A deal that asks for attention.</summary>
/// <param name="Days">In its stage.</param>
public sealed record HomeDeal(Guid Id, string Name, string? Company, string Stage, int Days, DateOnly? ExpectedClose, Money? Amount, string? Owner);

/// <param name="Count">Of all of them, also those that are not shown.</param>
/// <param name="Href">The list of exactly these deals.</param>
public sealed record HomeDealList(IReadOnlyList<HomeDeal> Deals, int Count, string Href, DateOnly Today);

/// <summary>Open deals that need somebody today; each list is one query.</summary>
internal sealed class HomeDeals(Crm crm, RecordTypes types, FilterContexts contexts, KnownPipelines known, SalesCalendar calendar, TimeProvider clock)
{
    public const int ClosingDays = 14;
    private const int Most = 5;

    /// <summary>Longer in their stage than it allows, the longest first.</summary>
    public async Task<HomeDealList> Rotting(Actor actor, CancellationToken stop) => await Filtered(
        actor, $"({DealChips.Rotting(await known.Of(crm.Database, stop))})", Chip(actor, BoardViews.Rotting), deals => deals.OrderBy(deal => deal.StageEnteredAt).ThenBy(deal => deal.Id), stop);

    /// <summary>Expected to close in the next days, or already late for it; the earliest first.</summary>
    public Task<HomeDealList> Closing(Actor actor, CancellationToken stop)
    {
        var closing = $"{DealChips.Open} and (expectedClose before today or expectedClose within next {ClosingDays} days)";
        return Filtered(actor, closing, $"filter={Uri.EscapeDataString($"{closing} and {HomeScope.Filter(actor)}")}", deals => deals.OrderBy(deal => deal.ExpectedClose).ThenBy(deal => deal.Id), stop);
    }

    /// <summary>Without an open task, the largest first.</summary>
    public Task<HomeDealList> WithoutStep(Actor actor, CancellationToken stop) => Filtered(
        actor, DealChips.WithoutStep, Chip(actor, DealChips.WithoutStepKey), deals => deals.OrderByDescending(deal => deal.ComparableAmount != null).ThenByDescending(deal => deal.ComparableAmount).ThenBy(deal => deal.Id), stop);

    /// <summary>The list of deals with a chip pressed, as the chip's own link asks for it.</summary>
    private static string Chip(Actor actor, string key) => $"owner={(HomeScope.IsTeam(actor) ? "team" : "me")}&quick={key}";

    private async Task<HomeDealList> Filtered(Actor actor, string filter, string query, Func<IQueryable<Deal>, IQueryable<Deal>> ordered, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var all = db.Deals.AsNoTracking().VisibleTo(actor, db)
            .Where(Filter.Parse($"{filter} and {HomeScope.Filter(actor)}", types[Deal.TypeKey], types).ToExpression<Deal>(await contexts.For(actor, db, stop)));
        var now = clock.GetUtcNow();
        var names = db.RecordEntries.AsNoTracking().VisibleTo(actor, db);
        var rows = await ordered(all).Take(Most).Select(deal => new
        {
            deal.Id, deal.Name, deal.OwnerId, deal.StageEnteredAt, deal.ExpectedClose, deal.Amount, deal.Currency, Stage = deal.Stage.Name, Count = all.Count(),
            Company = names.Where(entry => entry.RecordId == deal.CompanyId).Select(entry => entry.Title).FirstOrDefault(),
            Owner = names.Where(entry => entry.RecordId == deal.OwnerId).Select(entry => entry.Title).FirstOrDefault(),
        }).ToListAsync(stop);
        return new HomeDealList([.. rows.Select(row => new HomeDeal(row.Id, row.Name, row.Company, row.Stage, (int)(now - row.StageEnteredAt).TotalDays, row.ExpectedClose,
            row.Amount is { } amount ? new Money(amount, row.Currency ?? "") : null, row.OwnerId == actor.Id ? null : row.Owner))],
            rows.FirstOrDefault()?.Count ?? 0, "/deals/list?" + query, await calendar.Today(stop));
    }
}
