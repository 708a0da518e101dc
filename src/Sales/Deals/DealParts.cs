using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;

namespace Tandem.Sales.Deals;

/// <summary>A line as the API shows it.</summary>
/// <param name="Total">Null while the price is not known.</param>
internal sealed record ShownLine(Guid? ProductId, string? Description, decimal Quantity, Money? UnitPrice, decimal Discount, Money? Total);

/// <summary>A person in a deal as the API shows it.</summary>
internal sealed record ShownPerson(Guid PersonId, string? Role);

/// <summary>A stay in a stage as the API shows it.</summary>
internal sealed record ShownStay(Guid Id, Guid StageId, DateTimeOffset EnteredAt, DateTimeOffset? LeftAt, Guid? ById);

/// <summary>Reads what belongs to a deal beside its fields.</summary>
internal sealed class DealParts(Crm crm)
{
    public static void Map(RouteGroupBuilder deals)
    {
        deals.MapGet("{id:guid}/lines", async (Guid id, Actor actor, DealParts parts, CancellationToken stop) => TypedResults.Ok(new { data = await parts.Lines(actor, id, stop) })).WithSummary("Read the lines of a deal");
        deals.MapGet("{id:guid}/people", async (Guid id, Actor actor, DealParts parts, CancellationToken stop) => TypedResults.Ok(new { data = await parts.People(actor, id, stop) })).WithSummary("Read the people of a deal");
        deals.MapGet("{id:guid}/history", async (Guid id, Actor actor, DealParts parts, CancellationToken stop) => TypedResults.Ok(new { data = await parts.History(actor, id, stop) })).WithSummary("Read the stages that a deal has been in");
    }

    public async Task<IReadOnlyList<ShownLine>> Lines(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.Deals.AsNoTracking().VisibleTo(actor, db).Include(d => d.Lines.OrderBy(line => line.Order)).Get(id, stop);
        Money? Priced(decimal? amount) => amount is { } known ? new Money(known, deal.Currency ?? "") : null;
        return [.. deal.Lines.Select(line => new ShownLine(line.ProductId, line.Description, line.Quantity, Priced(line.UnitPrice), line.Discount, Priced(line.Total(deal.Currency ?? ""))))];
    }

    public async Task<IReadOnlyList<ShownPerson>> People(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.Deals.AsNoTracking().VisibleTo(actor, db).Include(d => d.People).Get(id, stop);
        return [.. deal.People.Select(person => new ShownPerson(person.PersonId, person.Role))];
    }

    public async Task<IReadOnlyList<ShownStay>> History(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.Deals.AsNoTracking().VisibleTo(actor, db).Include(d => d.Stays).Get(id, stop);
        return [.. deal.Stays.OrderBy(stay => stay.EnteredAt).ThenBy(stay => stay.Id).Select(stay => new ShownStay(stay.Id, stay.StageId, stay.EnteredAt, stay.LeftAt, stay.ById))];
    }
}
