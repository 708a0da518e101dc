using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Api;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Opens a closed deal again, in the stage that it was closed from unless another is named.</summary>
internal sealed class ReopenDeal(Crm crm, TimeProvider clock)
{
    public sealed record Request(Guid? StageId = null);

    public static void Map(RouteGroupBuilder deals) => deals.MapPost("{id:guid}/reopen",
        async (Guid id, SeenVersion version, Request? request, Actor actor, ReopenDeal reopen, CancellationToken stop) =>
        {
            await reopen.Run(actor, id, version, request ?? new Request(), stop);
            return TypedResults.NoContent();
        });

    public async Task<StageChange> Run(Actor actor, Guid id, int version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version, stop);
        var pipeline = await db.WithStages(deal.PipelineId, stop);
        var stage = request.StageId is { } named
            ? await db.Stages.VisibleTo(actor, db).Get(named, stop)
            : pipeline.OpenRow.FirstOrDefault(one => one.Id == deal.Before?.StageId) ?? pipeline.OpenRow.First();
        deal.Reopen(stage, actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return StageChange.Of(deal);
    }
}
