using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Fields.Layouts;

/// <summary>An administrator arranges the page and the forms of a type, for everyone or for a role; the first change makes the layout, a reset takes it away.</summary>
internal sealed class ArrangeLayout(Crm crm)
{
    public async Task Run(Actor actor, string type, Role? role, Action<PageLayout> change, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var described = Described(db, type);
        await using var write = await db.BeginExclusive("layouts", stop);
        var known = await db.Set<PageLayout>().Where(layout => layout.RecordType == type).ToListAsync(stop);
        var layout = known.Find(one => one.Role == role);
        if (layout is null)
        {
            db.Add(layout = new PageLayout(type, role));
            layout.TakeOver(known.Find(one => one.Role is null) ?? PageLayout.Usual(described));
        }
        else
        {
            // A copy, so that the change is seen as one.
            layout.TakeOver(layout);
        }

        change(layout);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
    }

    /// <summary>Back to everyone's layout, or to the usual one.</summary>
    public async Task Reset(Actor actor, string type, Role? role, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        Described(db, type);
        db.RemoveRange(await db.Set<PageLayout>().Where(layout => layout.RecordType == type && layout.Role == role).ToListAsync(stop));
        await db.SaveChangesAsync(stop);
    }

    private static RecordType Described(CrmDb db, string type) => db.RecordTypes.Find(type) is { TakesCustomFields: true } described ? described : throw new RecordNotFound();
}
