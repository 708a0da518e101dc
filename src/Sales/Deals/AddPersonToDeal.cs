using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Deals;

/// <summary>Gives a person a part in a deal, or another role to one who has it already.</summary>
internal sealed class AddPersonToDeal(Crm crm)
{
    public sealed record Request(Guid? PersonId, string? Role = null);

    public static void Map(RouteGroupBuilder deals) => deals.MapPost("{id:guid}/people",
        async (Guid id, Request request, Actor actor, AddPersonToDeal add, CancellationToken stop) =>
        {
            await add.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.GetEditable<Deal>(actor, id, version: null, stop);
        await db.Entry(deal).Collection(d => d.People).LoadAsync(stop);
        if (request.PersonId is not { } personId) throw Refused.On("personId", RecordRefusals.RequiredField, ("field", "person"));
        if (!await db.RecordEntries.VisibleTo(actor, db).AnyAsync(entry => entry.RecordType == "person" && entry.RecordId == personId, stop))
            throw Refused.On("personId", RecordRefusals.UnknownReference, ("field", "person"));
        deal.AddPerson(personId, request.Role);
        await db.SaveChangesAsync(stop);
    }
}
