using Microsoft.EntityFrameworkCore;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Reports;

/// <summary>
/// How far deals come. A deal reached a stage when it was ever in it or in a later one; a won deal went all the way. Counted are the
/// deals that were created in the period.
/// </summary>
internal sealed class PipelineFunnel(SalesCalendar calendar)
{
    public async Task<IReadOnlyList<FunnelRow>> Of(CrmDb db, Actor actor, ReportScope scope, CancellationToken stop)
    {
        if (await PipelineOf(db, scope, stop) is not { } pipeline) return [];
        scope = scope with { Request = scope.Request with { Pipeline = pipeline.Id } };
        var way = pipeline.OpenRow.Append(pipeline.Won).ToList();
        var places = way.Select((stage, place) => (stage.Id, place)).ToDictionary();
        var deals = await Created(db, actor, pipeline, scope, stop);
        var farthest = await db.Set<StageStay>().AsNoTracking()
            .Join(deals, stay => stay.DealId, deal => deal.Id, (stay, deal) => new { stay.DealId, stay.StageId })
            .Join(db.Stages.Where(stage => stage.PipelineId == pipeline.Id && stage.Meaning != StageMeaning.Lost && stage.DeletedAt == null), stay => stay.StageId, stage => stage.Id,
                (stay, stage) => new { stay.DealId, stage.Order })
            .GroupBy(stay => stay.DealId).Select(group => new { Order = group.Max(stay => stay.Order) })
            .GroupBy(deal => deal.Order).Select(group => new { Order = group.Key, Deals = group.Count() }).ToListAsync(stop);
        var rows = new List<FunnelRow>();
        foreach (var stage in way)
        {
            var reached = farthest.Where(part => part.Order >= stage.Order).Sum(part => part.Deals);
            var first = rows.Count == 0 ? reached : rows[0].Deals;
            rows.Add(new FunnelRow(stage.Id, stage.Name, reached, first == 0 ? 0m : (decimal)reached / first, scope.Reached(way.Skip(places[stage.Id]).Select(later => later.Id))));
        }

        return rows;
    }

    private static async Task<Pipeline?> PipelineOf(CrmDb db, ReportScope scope, CancellationToken stop)
    {
        if (scope.Request.Pipeline is { } named) return await db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null).Include(one => one.Stages).Get(named, stop);
        var all = await db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null).Include(one => one.Stages).Take(2).ToListAsync(stop);
        return all.Count == 1 ? all[0] : null;
    }

    private async Task<IQueryable<Deal>> Created(CrmDb db, Actor actor, Pipeline pipeline, ReportScope scope, CancellationToken stop)
    {
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => deal.PipelineId == pipeline.Id);
        deals = ReportScope.OfPeople(deals, db, scope.Request);
        if (scope.Days is not { From: { } from, To: { } to }) return deals;
        var zone = await calendar.Zone(stop);
        var (begin, end) = (SalesCalendar.StartOf(from, zone), SalesCalendar.StartOf(to.AddDays(1), zone));
        return deals.Where(deal => deal.CreatedAt >= begin && deal.CreatedAt < end);
    }
}
