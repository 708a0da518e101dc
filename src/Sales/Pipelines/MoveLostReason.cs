using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Pipelines;

/// <summary>Puts a lost reason at another place of the list that losing a deal offers.</summary>
internal sealed class MoveLostReason(Crm crm)
{
    /// <param name="Place">Among all reasons, retired ones included, the first being 0.</param>
    public sealed record Request(int Place);

    public static void Map(RouteGroupBuilder reasons) => reasons.MapPut("{id:guid}/place",
        async (Guid id, Request request, Actor actor, MoveLostReason move, CancellationToken stop) =>
        {
            await move.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var moved = await db.GetEditable<LostReason>(actor, id, version: null, stop);
        var others = await db.LostReasons.Where(reason => reason.DeletedAt == null && reason.Id != id).OrderBy(reason => reason.Order).ThenBy(reason => reason.Id).ToListAsync(stop);
        others.Insert(Math.Clamp(request.Place, 0, others.Count), moved);
        for (var place = 0; place < others.Count; place++) others[place].Order = place;
        await db.SaveChangesAsync(stop);
    }
}
