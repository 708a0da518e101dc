using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.Duplicates;

/// <summary>What somebody says about a proposed pair: that it is none, that they cannot tell, or, after all, that it may be one.</summary>
internal sealed class DecideOnPair(Crm crm, TimeProvider clock)
{
    public Task Dismiss(Actor actor, Guid one, Guid other, CancellationToken stop) => Change(actor, one, other, pair => pair.Dismiss(actor.Id, clock.GetUtcNow()), stop);

    public Task Skip(Actor actor, Guid one, Guid other, CancellationToken stop) => Change(actor, one, other, pair => pair.Skip(clock.GetUtcNow()), stop);

    public Task Propose(Actor actor, Guid one, Guid other, CancellationToken stop) => Change(actor, one, other, pair => pair.Propose(), stop);

    private async Task Change(Actor actor, Guid one, Guid other, Action<DuplicatePair> change, CancellationToken stop)
    {
        var (first, second) = DuplicatePair.Ordered(one, other);
        await using var db = crm.Open(actor);
        var pair = await db.Set<DuplicatePair>().FirstOrDefaultAsync(row => row.FirstId == first && row.SecondId == second, stop) ?? throw new RecordNotFound();
        var entries = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => entry.RecordId == first || entry.RecordId == second).ToListAsync(stop);
        if (entries.Count != 2 || entries.Exists(entry => !actor.MayEdit(entry.RecordType, entry.OwnerId))) throw new RecordNotFound();
        change(pair);
        await db.SaveChangesAsync(stop);
    }
}
