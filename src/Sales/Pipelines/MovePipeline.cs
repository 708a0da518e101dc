using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Pipelines;

/// <summary>Puts a pipeline at another place of the list. The first one that is not archived takes deals that name none.</summary>
internal sealed class MovePipeline(Crm crm)
{
    /// <param name="Place">Among all pipelines, the first being 0.</param>
    public sealed record Request(int Place);

    public static void Map(RouteGroupBuilder pipelines) => pipelines.MapPut("{id:guid}/place",
        async (Guid id, Request request, Actor actor, MovePipeline move, CancellationToken stop) =>
        {
            await move.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var moved = await db.GetEditable<Pipeline>(actor, id, version: null, stop);
        var others = await db.Pipelines.Where(pipeline => pipeline.DeletedAt == null && pipeline.Id != id)
            .OrderBy(pipeline => pipeline.Order).ThenBy(pipeline => pipeline.Id).ToListAsync(stop);
        others.Insert(Math.Clamp(request.Place, 0, others.Count), moved);
        for (var place = 0; place < others.Count; place++) others[place].Order = place;
        await db.SaveChangesAsync(stop);
    }
}
