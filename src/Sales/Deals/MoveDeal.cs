using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Api;

namespace Tandem.Sales.Deals;

/// <summary>Moves an open deal to another open stage of its pipeline.</summary>
internal sealed class MoveDeal(Crm crm, TimeProvider clock)
{
    public sealed record Request(Guid StageId);

    public static void Map(RouteGroupBuilder deals) => deals.MapPut("{id:guid}/stage",
        async (Guid id, SeenVersion version, Request request, Actor actor, MoveDeal move, CancellationToken stop) =>
        {
            await move.Run(actor, id, version, request, stop);
            return TypedResults.NoContent();
        });

    public async Task<StageChange> Run(Actor actor, Guid id, int version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version, stop);
        deal.MoveTo(await db.Stages.VisibleTo(actor, db).Get(request.StageId, stop), actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return StageChange.Of(deal);
    }
}
