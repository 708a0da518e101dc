using Microsoft.EntityFrameworkCore;
using Tandem.Customers.People;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Customers.Affiliations;

/// <summary>Keeps the main company of a person among those they are with: the first becomes it, one that ends hands over to the latest that lasts.</summary>
internal sealed class AffiliationRules(TimeProvider clock) : RecordRules<Affiliation>
{
    public override Affiliation Blank(Actor actor) => new();

    public override async Task Creating(CrmDb db, Actor actor, Affiliation record, CancellationToken stop)
    {
        var person = await db.GetEditable<Person>(actor, record.AboutId!.Value, version: null, stop);
        if (person.CompanyId is null && Lasts(record)) person.WorkMainlyFor(record.CompanyId);
    }

    public override async Task Changing(CrmDb db, Actor actor, Affiliation record, FieldValues values, CancellationToken stop)
    {
        var person = await db.GetEditable<Person>(actor, record.AboutId!.Value, version: null, stop);
        if (Lasts(record)) person.WorkMainlyFor(person.CompanyId ?? record.CompanyId);
        else await HandOver(db, person, record, stop);
    }

    public override async Task Trashing(CrmDb db, Actor actor, Affiliation record, CancellationToken stop) =>
        await HandOver(db, await db.GetEditable<Person>(actor, record.AboutId!.Value, version: null, stop), record, stop);

    private async Task HandOver(CrmDb db, Person person, Affiliation ended, CancellationToken stop)
    {
        if (person.CompanyId != ended.CompanyId) return;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var next = await db.Affiliations.Where(a => a.AboutId == person.Id && a.Id != ended.Id && a.DeletedAt == null && (a.To == null || a.To >= today))
            .OrderByDescending(a => a.From).ThenByDescending(a => a.Id).Select(a => a.CompanyId).FirstOrDefaultAsync(stop);
        person.WorkMainlyFor(next);
    }

    private bool Lasts(Affiliation affiliation) => affiliation.To is null || affiliation.To >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
