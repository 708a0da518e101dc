using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Board;

/// <summary>Counts and adds up a board, in the database.</summary>
internal sealed class BoardCount(Crm crm, RecordTypes types, FilterContexts contexts, KeptTotals kept, SalesCalendar calendar, TimeProvider clock)
{
    public async Task<BoardTotals> Of(Actor actor, Pipeline pipeline, BoardRequest request, CancellationToken stop)
    {
        var what = $"board|{pipeline.Id}|{request.Owner}|{request.Team}|{request.Close}|{request.View}|{actor.UserId}|{await calendar.Today(stop)}";
        // The count is shared by everyone who asks now: it does not end with the first of them.
        return await kept.Of(crm.Database, actor, what, () => Count(actor, pipeline, request, CancellationToken.None));
    }

    /// <summary>The open deals of a pipeline that a request shows.</summary>
    public async Task<IQueryable<Deal>> Open(CrmDb db, Actor actor, Pipeline pipeline, BoardRequest request, bool withView, CancellationToken stop)
    {
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => deal.PipelineId == pipeline.Id && deal.Status == StageMeaning.Open);
        deals = await Filtered(db, actor, deals, BoardRequest.Joined(request.ChipsFilter(), withView ? request.ViewFilter() : null), stop);
        return withView && request.View == BoardViews.Rotting ? deals.Where(Rotting(pipeline)) : deals;
    }

    private async Task<BoardTotals> Count(Actor actor, Pipeline pipeline, BoardRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var context = await contexts.For(actor, db, stop);
        var shown = await Open(db, actor, pipeline, request, withView: true, stop);
        var all = request.View is null or BoardViews.All;
        // One walk through the open deals answers everything. Only a view that leaves some out needs a second one for what the others would show.
        var rows = await Counted(shown, context, pipeline).ToListAsync(stop);
        var chips = all ? rows : await Counted(await Open(db, actor, pipeline, request, withView: false, stop), context, pipeline).ToListAsync(stop);
        var counts = new ViewCounts(chips.Sum(row => row.Count), actor.UserId is null ? 0 : chips.Sum(row => row.Mine), chips.Sum(row => row.Rotting), chips.Sum(row => row.Closing));
        return new BoardTotals([.. rows.Select(row => new StageTotal(row.StageId, row.Currency, row.Count, row.Priced, row.Sum))], counts,
            await Closed(db, actor, pipeline, request, StageMeaning.Won, stop), await Closed(db, actor, pipeline, request, StageMeaning.Lost, stop));
    }

    /// <summary>Counts and sums of each stage and currency, and how many of its deals each view would show.</summary>
    private IQueryable<Row> Counted(IQueryable<Deal> deals, FilterContext context, Pipeline pipeline)
    {
        var (mine, rotting, closing) = (Condition("owner = me", context), Rotting(pipeline), Condition(ClosePeriods.Filters[ClosePeriods.ThisMonth], context));
        var marked = Expression.Parameter(typeof(Deal), "deal");
        Expression Mark(Expression<Func<Deal, bool>> condition) =>
            Expression.Condition(new ParameterReplacement(condition.Parameters[0], marked).Visit(condition.Body), Expression.Constant(1), Expression.Constant(0));
        var marks = Expression.Lambda<Func<Deal, Marked>>(Expression.MemberInit(Expression.New(typeof(Marked)),
            Bound(nameof(Marked.StageId), Expression.Property(marked, nameof(Deal.StageId))), Bound(nameof(Marked.Currency), Expression.Property(marked, nameof(Deal.Currency))),
            Bound(nameof(Marked.Amount), Expression.Property(marked, nameof(Deal.Amount))),
            Bound(nameof(Marked.Mine), Mark(mine)), Bound(nameof(Marked.Rotting), Mark(rotting)), Bound(nameof(Marked.Closing), Mark(closing))), marked);
        return deals.Select(marks).GroupBy(deal => new { deal.StageId, deal.Currency }).Select(group => new Row(
            group.Key.StageId, group.Key.Currency, group.Count(), group.Count(deal => deal.Amount != null), group.Sum(deal => deal.Amount),
            group.Sum(deal => deal.Mine), group.Sum(deal => deal.Rotting), group.Sum(deal => deal.Closing)));
    }

    private static MemberAssignment Bound(string member, Expression value) => Expression.Bind(typeof(Marked).GetProperty(member)!, value);

    private Expression<Func<Deal, bool>> Condition(string filter, FilterContext context) => Filter.Parse(filter, types[Deal.TypeKey], types).ToExpression<Deal>(context);

    private async Task<ClosedTotal> Closed(CrmDb db, Actor actor, Pipeline pipeline, BoardRequest request, string status, CancellationToken stop)
    {
        var quarter = (await calendar.Fiscal(stop)).QuarterOf(await calendar.Today(stop));
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => deal.PipelineId == pipeline.Id && deal.Status == status
            && deal.ClosedOn >= quarter.Start && deal.ClosedOn <= quarter.End);
        deals = await Filtered(db, actor, deals, request.PeopleFilter(), stop);
        var total = await deals.GroupBy(deal => deal.Status).Select(group => new { Count = group.Count(), Value = group.Sum(deal => deal.BaseAmount) }).FirstOrDefaultAsync(stop);
        return new ClosedTotal(total?.Count ?? 0, total?.Value ?? 0m);
    }

    private async Task<IQueryable<Deal>> Filtered(CrmDb db, Actor actor, IQueryable<Deal> deals, string filter, CancellationToken stop) => filter.Length == 0
        ? deals
        : deals.Where(Condition(filter, await contexts.For(actor, db, stop)));

    /// <summary>In each stage another moment decides.</summary>
    private Expression<Func<Deal, bool>> Rotting(Pipeline pipeline)
    {
        var now = clock.GetUtcNow();
        Expression<Func<Deal, bool>>? any = null;
        foreach (var stage in pipeline.OpenRow)
        {
            if (stage.RottingBefore(now) is not { } before) continue;
            var id = stage.Id;
            Expression<Func<Deal, bool>> one = deal => deal.StageId == id && deal.StageEnteredAt < before;
            any = any is null ? one : Expression.Lambda<Func<Deal, bool>>(
                Expression.OrElse(any.Body, new ParameterReplacement(one.Parameters[0], any.Parameters[0]).Visit(one.Body)), any.Parameters);
        }

        return any ?? (_ => false);
    }

    /// <summary>What of a deal is counted; the last three are 1 or 0.</summary>
    private sealed class Marked
    {
        public Guid StageId { get; init; }

        public string? Currency { get; init; }

        public decimal? Amount { get; init; }

        public int Mine { get; init; }

        public int Rotting { get; init; }

        public int Closing { get; init; }
    }

    private sealed record Row(Guid StageId, string? Currency, int Count, int Priced, decimal? Sum, int Mine, int Rotting, int Closing);
}
