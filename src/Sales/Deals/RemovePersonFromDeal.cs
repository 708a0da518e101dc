using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tandem.Sales.Deals;

/// <summary>Ends a person's part in a deal.</summary>
internal sealed class RemovePersonFromDeal(Crm crm)
{
    public static void Map(RouteGroupBuilder deals) => deals.MapDelete("{id:guid}/people/{personId:guid}",
        async (Guid id, Guid personId, Actor actor, RemovePersonFromDeal remove, CancellationToken stop) =>
        {
            await remove.Run(actor, id, personId, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Guid personId, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.GetEditable<Deal>(actor, id, version: null, stop);
        await db.Entry(deal).Collection(d => d.People).LoadAsync(stop);
        deal.RemovePerson(personId);
        await db.SaveChangesAsync(stop);
    }
}
