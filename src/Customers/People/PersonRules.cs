using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Affiliations;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Customers.People;

/// <summary>A person whose main company is set is affiliated with it.</summary>
internal sealed class PersonRules : RecordRules<Person>
{
    public override Person Blank(Actor actor) => new();

    public override Task Creating(CrmDb db, Actor actor, Person record, CancellationToken stop)
    {
        if (record.CompanyId is { } company) db.Add(new Affiliation(record.Id, company, record.JobTitle));
        return Task.CompletedTask;
    }

    public override async Task Changing(CrmDb db, Actor actor, Person record, FieldValues values, CancellationToken stop)
    {
        if (!values.Has("company") || record.CompanyId is not { } company) return;
        var affiliated = await db.Affiliations.AnyAsync(a => a.AboutId == record.Id && a.CompanyId == company && a.To == null && a.DeletedAt == null, stop);
        if (!affiliated) db.Add(new Affiliation(record.Id, company, record.JobTitle));
    }
}
