using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Finance;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Home;

/// <summary>What the pipeline comes to, in the workspace's currency.</summary>
/// <param name="Weighted">Each deal with the probability of its stage.</param>
/// <param name="WonBefore">In the quarter before the present one.</param>
/// <param name="OpenFilter">Gives the open deals.</param>
/// <param name="Pipelines">What is open in each, those without open deals left out.</param>
internal sealed record PipelineTotals(int Open, Money OpenValue, Money Weighted, int Won, Money WonValue, Money WonBefore, string OpenFilter, string WonFilter, string WonBeforeFilter, IReadOnlyList<PipelineShare> Pipelines)
{
    public bool IsEmpty => Open == 0 && Won == 0 && WonBefore.Amount == 0m;

    /// <summary>Growth of what was won; null without a quarter to compare with.</summary>
    public decimal? Change => WonBefore.Amount == 0m ? null : (WonValue.Amount / WonBefore.Amount) - 1m;
}

/// <summary>What is open in a pipeline.</summary>
/// <param name="Filter">Gives its open deals.</param>
internal sealed record PipelineShare(string Name, int Count, Money Value, string Filter);

/// <summary>Open, weighted, won this quarter and the one before: counted, not read.</summary>
internal sealed class HomePipeline(Crm crm, RecordTypes types, FilterContexts contexts, KnownPipelines known, SalesCalendar calendar)
{
    public async Task<PipelineTotals> Run(Actor actor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var today = await calendar.Today(stop);
        var fiscal = await calendar.Fiscal(stop);
        var quarter = fiscal.QuarterOf(today);
        var before = fiscal.Move(quarter, -1);
        var rates = await crm.Database.Actors.Rates(stop);
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db);
        var scope = HomeScope.TotalsFilter(actor);
        if (scope is not null) deals = deals.Where(Filter.Parse(scope, types[Deal.TypeKey], types).ToExpression<Deal>(await contexts.For(actor, db, stop)));
        // Two counts along an index each; as one they would read every deal there ever was.
        var open = await deals.Where(deal => deal.Status == StageMeaning.Open).GroupBy(deal => new { deal.PipelineId, deal.StageId, deal.Currency })
            .Select(group => new { group.Key.PipelineId, group.Key.StageId, group.Key.Currency, Count = group.Count(), Sum = group.Sum(deal => deal.Amount) }).ToListAsync(stop);
        var won = await deals.Where(deal => deal.Status == StageMeaning.Won && deal.ClosedOn >= before.Start && deal.ClosedOn <= quarter.End).GroupBy(deal => deal.ClosedOn >= quarter.Start)
            .Select(group => new { Now = group.Key, Count = group.Count(), Base = group.Sum(deal => deal.BaseAmount) }).ToListAsync(stop);
        var all = await known.Of(crm.Database, stop);
        var chances = all.SelectMany(pipeline => pipeline.Stages).ToDictionary(stage => stage.Id, stage => stage.Probability);
        decimal Worth(decimal? sum, string? currency) => rates.ToBase(new Money(sum ?? 0m, currency ?? rates.Base), today)?.Amount ?? 0m;
        Money Base(decimal amount) => new Money(amount, rates.Base).Rounded();
        string Joined(string condition) => scope is null ? condition : $"{condition} and {scope}";
        var pipelines = all.Select(pipeline => (pipeline, Rows: open.Where(row => row.PipelineId == pipeline.Id).ToList())).Where(pair => pair.Rows.Count > 0)
            .Select(pair => new PipelineShare(pair.pipeline.Name, pair.Rows.Sum(row => row.Count), Base(pair.Rows.Sum(row => Worth(row.Sum, row.Currency))), Joined($"status = \"open\" and pipeline = \"{pair.pipeline.Id}\"")));
        return new PipelineTotals(
            open.Sum(row => row.Count), Base(open.Sum(row => Worth(row.Sum, row.Currency))), Base(open.Sum(row => Worth(row.Sum, row.Currency) * chances.GetValueOrDefault(row.StageId))),
            won.Where(row => row.Now).Sum(row => row.Count), Base(won.Where(row => row.Now).Sum(row => row.Base ?? 0m)), Base(won.Where(row => !row.Now).Sum(row => row.Base ?? 0m)),
            Joined("status = \"open\""), Joined($"status = \"won\" and closedOn between {quarter.Start:yyyy-MM-dd} and {quarter.End:yyyy-MM-dd}"),
            Joined($"status = \"won\" and closedOn between {before.Start:yyyy-MM-dd} and {before.End:yyyy-MM-dd}"), [.. pipelines]);
    }
}
