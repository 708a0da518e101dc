using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Contracts;

/// <summary>A deal as others show it.</summary>
/// <param name="Status"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
/// <param name="Probability">Of its stage, 0 to 1.</param>
/// <param name="Amount">Null when it is not known.</param>
public sealed record DealSummary(
    Guid Id, string Name, Guid? CompanyId, Guid? OwnerId, string Stage, string Status, decimal Probability, Money? Amount, DateOnly? ExpectedClose, DateOnly? ClosedOn, DateTimeOffset StageEnteredAt);

/// <summary>What a customer's deals come to, in the workspace's currency.</summary>
/// <param name="Open">How many are open.</param>
/// <param name="OpenValue">Of the open ones that have an amount and a rate, at the rate of today; null when none has.</param>
/// <param name="Won">How many were won.</param>
/// <param name="WonValue">Of the won ones that have an amount and a rate, at that of their closing day; null when none has.</param>
public sealed record DealTotals(int Open, Money? OpenValue, int Won, Money? WonValue);

/// <summary>What other modules ask about deals: for many at once, as an actor may see them.</summary>
public sealed class DealDirectory
{
    private readonly Crm crm;
    private readonly SalesCalendar calendar;

    internal DealDirectory(Crm crm, SalesCalendar calendar) => (this.crm, this.calendar) = (crm, calendar);

    /// <summary>Deals of these companies, open ones first, then the last closed; at most <paramref name="most"/>.</summary>
    public Task<IReadOnlyList<DealSummary>> OfCompanies(CrmDb db, Actor actor, IReadOnlyCollection<Guid> companies, int most, CancellationToken stop)
    {
        var wanted = companies.Distinct().ToArray();
        return Summaries(db.Deals.VisibleTo(actor, db).Where(deal => wanted.Contains(deal.CompanyId!.Value)), most, stop);
    }

    /// <summary>Deals that a person has a part in, open ones first; at most <paramref name="most"/>.</summary>
    public Task<IReadOnlyList<DealSummary>> OfPerson(CrmDb db, Actor actor, Guid person, int most, CancellationToken stop) =>
        Summaries(db.Deals.VisibleTo(actor, db).Where(deal => deal.People.Any(part => part.PersonId == person)), most, stop);

    /// <summary>Ids of all deals of these companies that the actor may see, for timelines; at most <paramref name="most"/>, the latest first.</summary>
    public async Task<IReadOnlyList<Guid>> IdsOfCompanies(CrmDb db, Actor actor, IReadOnlyCollection<Guid> companies, int most, CancellationToken stop)
    {
        var wanted = companies.Distinct().ToArray();
        return await db.Deals.VisibleTo(actor, db).Where(deal => wanted.Contains(deal.CompanyId!.Value)).OrderByDescending(deal => deal.Id).Take(most).Select(deal => deal.Id).ToListAsync(stop);
    }

    /// <summary>Totals by company; companies without deals are absent.</summary>
    public async Task<IReadOnlyDictionary<Guid, DealTotals>> TotalsOf(CrmDb db, Actor actor, IReadOnlyCollection<Guid> companies, CancellationToken stop)
    {
        var wanted = companies.Distinct().ToArray();
        var rates = await crm.Database.Actors.Rates(stop);
        var today = await calendar.Today(stop);
        var rows = await db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => wanted.Contains(deal.CompanyId!.Value) && deal.Status != StageMeaning.Lost)
            .GroupBy(deal => new { deal.CompanyId, deal.Status, deal.Currency })
            .Select(group => new
            {
                group.Key.CompanyId, group.Key.Status, group.Key.Currency, Count = group.Count(), Priced = group.Count(deal => deal.Amount != null), Sum = group.Sum(deal => deal.Amount),
                Valued = group.Count(deal => deal.BaseAmount != null), Base = group.Sum(deal => deal.BaseAmount),
            })
            .ToListAsync(stop);
        return rows.GroupBy(row => row.CompanyId!.Value).ToDictionary(group => group.Key, group =>
        {
            var open = group.Where(row => row.Status == StageMeaning.Open).ToList();
            var won = group.Where(row => row.Status == StageMeaning.Won).ToList();
            return new DealTotals(
                open.Sum(row => row.Count), Sum(open.Select(row => row.Priced > 0 ? rates.ToBase(new Money(row.Sum ?? 0m, row.Currency ?? rates.Base), today)?.Amount : null)),
                won.Sum(row => row.Count), Sum(won.Select(row => row.Valued > 0 ? row.Base : null)));
        });

        Money? Sum(IEnumerable<decimal?> values)
        {
            var known = values.OfType<decimal>().ToList();
            return known.Count == 0 ? null : new Money(known.Sum(), rates.Base);
        }
    }

    private static async Task<IReadOnlyList<DealSummary>> Summaries(IQueryable<Deal> deals, int most, CancellationToken stop)
    {
        var rows = await deals.AsNoTracking().OrderByDescending(deal => deal.Status == StageMeaning.Open).ThenByDescending(deal => deal.ClosedOn).ThenByDescending(deal => deal.Id).Take(most)
            .Select(deal => new { deal.Id, deal.Name, deal.CompanyId, deal.OwnerId, Stage = deal.Stage.Name, deal.Status, deal.Stage.Probability, deal.Amount, deal.Currency, deal.ExpectedClose, deal.ClosedOn, deal.StageEnteredAt })
            .ToListAsync(stop);
        return [.. rows.Select(row => new DealSummary(row.Id, row.Name, row.CompanyId, row.OwnerId, row.Stage, row.Status, row.Probability,
            row.Amount is { } amount ? new Money(amount, row.Currency ?? "") : null, row.ExpectedClose, row.ClosedOn, row.StageEnteredAt))];
    }
}
