using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Pipelines;

/// <summary>Removes a stage after its deals went to another one of the pipeline.</summary>
internal sealed class RemoveStage(Crm crm, TimeProvider clock)
{
    /// <summary>Deals are moved in portions, so that a stage of many thousands does not fill the memory.</summary>
    private const int Portion = 500;

    /// <param name="DealsTo">Where its deals go; needed when it has any.</param>
    public sealed record Request(Guid? DealsTo);

    public static void Map(RouteGroupBuilder stages) => stages.MapPost("{id:guid}/remove",
        async (Guid id, Request request, Actor actor, RemoveStage remove, CancellationToken stop) =>
        {
            await remove.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        var stage = await db.GetEditable<Stage>(actor, id, version: null, stop);
        var pipeline = await db.WithStages(stage.PipelineId, stop);
        pipeline.DemandSpare(stage);
        var deals = await db.Deals.CountAsync(deal => deal.StageId == id, stop);
        if (deals > 0)
        {
            if (request.DealsTo is not { } targetId) throw new Refused(PipelineRefusals.StageHasDeals, ("n", deals));
            if (pipeline.OpenRow.FirstOrDefault(other => other.Id == targetId && other != stage) is not { } target)
                throw Refused.On("dealsTo", PipelineRefusals.StageOfAnotherPipeline);
            await MoveDeals(db, actor, stage.Id, target.Id, stop);
            stage = await db.Stages.Get(id, stop);
        }

        stage.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
    }

    private async Task MoveDeals(CrmDb db, Actor actor, Guid from, Guid to, CancellationToken stop)
    {
        while (true)
        {
            db.ChangeTracker.Clear();
            var target = await db.Stages.Get(to, stop);
            var deals = await db.Deals.Where(deal => deal.StageId == from).OrderBy(deal => deal.Id).Take(Portion)
                .Include(deal => deal.Stage).Include(deal => deal.Stays).ToListAsync(stop);
            if (deals.Count == 0) return;
            foreach (var deal in deals) deal.MoveTo(target, actor.Id, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
    }
}
