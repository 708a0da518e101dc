using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tandem.Sales.Pipelines;

/// <summary>Puts a stage at another place of its pipeline.</summary>
internal sealed class MoveStage(Crm crm)
{
    /// <param name="Place">Among the open stages, the first being 0.</param>
    public sealed record Request(int Place);

    public static void Map(RouteGroupBuilder stages) => stages.MapPut("{id:guid}/place",
        async (Guid id, Request request, Actor actor, MoveStage move, CancellationToken stop) =>
        {
            await move.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var stage = await db.GetEditable<Stage>(actor, id, version: null, stop);
        (await db.WithStages(stage.PipelineId, stop)).Move(stage, request.Place);
        await db.SaveChangesAsync(stop);
    }
}
