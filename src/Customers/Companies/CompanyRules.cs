using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Customers.Companies;

internal sealed class CompanyRules : RecordRules<Company>
{
    public override Company Blank(Actor actor) => new();

    /// <summary>Two moves at once could make a ring of companies that neither sees.</summary>
    public override string? Exclusive(FieldValues values) => values.Has("parent") && values["parent"] is not null ? "company.tree" : null;

    public override Task Creating(CrmDb db, Actor actor, Company record, CancellationToken stop) => CheckParent(db, record, stop);

    public override Task Changing(CrmDb db, Actor actor, Company record, FieldValues values, CancellationToken stop) =>
        values.Has("parent") ? CheckParent(db, record, stop) : Task.CompletedTask;

    /// <summary>Walks up from the parent: the company itself must not stand there.</summary>
    private static async Task CheckParent(CrmDb db, Company company, CancellationToken stop)
    {
        var above = company.ParentId;
        for (var level = 1; above is { } id; level++)
        {
            if (id == company.Id) throw Refused.On("parentId", CompanyRefusals.ParentLoop);
            if (level > Company.MostLevels) throw Refused.On("parentId", CompanyRefusals.TooDeep, ("max", Company.MostLevels));
            above = await db.Companies.AsNoTracking().Where(c => c.Id == id).Select(c => c.ParentId).FirstOrDefaultAsync(stop);
        }
    }
}
