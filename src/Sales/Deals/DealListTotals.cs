using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Finance;
using Tandem.Sales.Board;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>What the deals of a list come to, in the workspace's currency.</summary>
/// <param name="Value">Open deals at the rate of today, closed ones at that of their closing day.</param>
/// <param name="Weighted">The open ones times the probability of their stages.</param>
/// <param name="WithoutAmount">Deals whose amount is not known.</param>
/// <param name="WithoutRate">Deals in a currency without a rate; they are not in the value.</param>
public sealed record DealListSum(int Count, Money Value, int Open, Money Weighted, int WithoutAmount, int WithoutRate);

/// <summary>Adds up what a list of deals matches, in one grouped query.</summary>
internal sealed class DealListTotals(Crm crm, RecordReader<Deal> reader, SalesCalendar calendar)
{
    /// <summary>Null when the filter cannot be read: the list itself says what is wrong with it.</summary>
    public async Task<DealListSum?> Of(Actor actor, string? filter, string? search, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        IQueryable<Deal> deals;
        try
        {
            deals = await reader.Matching(db, actor, new ListRequest(filter, Search: search), page: false, stop);
        }
        catch (FilterError)
        {
            return null;
        }

        var books = await calendar.Books(stop);
        var parts = await deals.GroupBy(deal => new { deal.Status, deal.StageId, deal.Currency })
            .Select(group => new
            {
                group.Key.Status, Count = group.Count(), Valued = group.Count(deal => deal.BaseAmount != null), Value = group.Sum(deal => deal.BaseAmount),
                Total = new StageTotal(group.Key.StageId, group.Key.Currency, group.Count(), group.Count(deal => deal.Amount != null), group.Sum(deal => deal.Amount)),
            }).ToListAsync(stop);
        var stageIds = parts.Select(part => part.Total.StageId).Distinct().ToArray();
        var probabilities = await db.Stages.AsNoTracking().Where(stage => stageIds.Contains(stage.Id)).ToDictionaryAsync(stage => stage.Id, stage => stage.Probability, stop);
        var open = parts.Where(part => part.Status == StageMeaning.Open).Select(part => part.Total).ToList();
        var closed = parts.Where(part => part.Status != StageMeaning.Open).ToList();
        var sum = BoardQuery.Sum(open, books.Rates, books.Today);
        var weighted = open.GroupBy(total => total.StageId).Sum(stage => BoardQuery.Sum([.. stage], books.Rates, books.Today).Value.Times(probabilities.GetValueOrDefault(stage.Key)).Rounded().Amount);
        return new DealListSum(
            parts.Sum(part => part.Count), new Money(sum.Value.Amount + closed.Sum(part => part.Value ?? 0m), books.Rates.Base), sum.Count, new Money(weighted, books.Rates.Base),
            parts.Sum(part => part.Count - part.Total.Priced), sum.WithoutRate + closed.Sum(part => part.Total.Priced - part.Valued));
    }
}
