using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Customers.Companies;

/// <summary>The people of a company belong to its story.</summary>
internal sealed class PeopleOfCompany : IRelatedRecords
{
    public async Task<IReadOnlyCollection<Guid>> Of(CrmDb db, Actor actor, string recordType, Guid recordId, int most, CancellationToken stop) =>
        recordType != CompanyRecord.TypeKey ? [] : await db.Affiliations.AsNoTracking().Where(a => a.CompanyId == recordId && a.DeletedAt == null)
            .Join(db.People.VisibleTo(actor, db), a => a.AboutId, p => p.Id, (a, p) => p.Id).Distinct().OrderByDescending(id => id).Take(most).ToListAsync(stop);
}
