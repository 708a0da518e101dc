using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Deals;

/// <summary>The deals of a company and of a person belong to their story.</summary>
internal sealed class DealsOfCustomer : IRelatedRecords
{
    public async Task<IReadOnlyCollection<Guid>> Of(CrmDb db, Actor actor, string recordType, Guid recordId, int most, CancellationToken stop)
    {
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db);
        return recordType switch
        {
            "company" => await deals.Where(deal => deal.CompanyId == recordId).OrderByDescending(deal => deal.Id).Take(most).Select(deal => deal.Id).ToListAsync(stop),
            "person" => await deals.Where(deal => deal.People.Any(person => person.PersonId == recordId)).OrderByDescending(deal => deal.Id).Take(most).Select(deal => deal.Id).ToListAsync(stop),
            _ => [],
        };
    }
}
