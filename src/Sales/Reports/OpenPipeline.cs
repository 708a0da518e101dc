using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Sales.Board;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Reports;

/// <summary>What is open now, stage by stage, at today's rates.</summary>
internal sealed class OpenPipeline(Crm crm, KnownPipelines pipelines, KeptTotals kept, SalesCalendar calendar)
{
    public async Task<IReadOnlyList<OpenRow>> Of(Actor actor, ReportRequest request, CancellationToken stop)
    {
        var books = await calendar.Books(stop);
        // The count is shared by everyone who asks now: it does not end with the first of them.
        var totals = await kept.Of(crm.Database, actor, $"open|{request.Pipeline}|{request.Owner}|{request.Team}", () => Count(actor, request, CancellationToken.None));
        var shown = (await pipelines.Of(crm.Database, stop)).Where(pipeline => request.Pipeline is null || pipeline.Id == request.Pipeline);
        return [.. shown.SelectMany(pipeline => pipeline.OpenRow.Select(stage =>
        {
            var sum = BoardQuery.Sum([.. totals.Where(total => total.StageId == stage.Id)], books.Rates, books.Today);
            return new OpenRow(stage.Id, pipeline.Id, pipeline.Name, stage.Name, stage.Probability, sum, new Money(sum.Value.Amount * stage.Probability, books.Rates.Base).Rounded(), ReportScope.Open(stage.Id, request));
        }))];
    }

    private async Task<List<StageTotal>> Count(Actor actor, ReportRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => deal.Status == StageMeaning.Open);
        if (request.Pipeline is { } only) deals = deals.Where(deal => deal.PipelineId == only);
        deals = ReportScope.OfPeople(deals, db, request);
        return await deals.GroupBy(deal => new { deal.StageId, deal.Currency })
            .Select(group => new StageTotal(group.Key.StageId, group.Key.Currency, group.Count(), group.Count(deal => deal.Amount != null), group.Sum(deal => deal.Amount))).ToListAsync(stop);
    }
}
