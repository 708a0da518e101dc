using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Platform.Following;

/// <summary>A user marks a record as a favourite or follows it, or takes that back. For people; programs have no marks.</summary>
internal sealed class MarkRecord(Crm crm, TimeProvider clock)
{
    /// <summary>Marks of one kind that a user may have.</summary>
    private const int Most = 500;

    public async Task Run(Actor actor, Guid record, MarkKind kind, bool on, CancellationToken stop)
    {
        if (actor.UserId is not { } user) throw new Core.Refused(AccessRefusals.NotYours);
        await using var db = crm.Open(actor);
        var mark = await db.Set<RecordMark>().FirstOrDefaultAsync(one => one.UserId == user && one.Kind == kind && one.RecordId == record, stop);
        // A mark is taken off also where its record is not seen any more.
        if (mark is null && !await db.RecordEntries.VisibleTo(actor, db).AnyAsync(entry => entry.RecordId == record, stop)) throw new RecordNotFound();
        if (on == mark is not null) return;
        if (mark is not null) db.Remove(mark);
        else if (await db.Set<RecordMark>().CountAsync(one => one.UserId == user && one.Kind == kind, stop) >= Most) throw new Core.Refused(FollowingRefusals.TooMany, ("max", Most));
        else db.Add(new RecordMark { UserId = user, Kind = kind, RecordId = record, At = clock.GetUtcNow() });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The marks that the actor has on a record.</summary>
    public async Task<IReadOnlyCollection<MarkKind>> Of(Actor actor, Guid record, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return [];
        await using var db = crm.Open(actor);
        return await db.Set<RecordMark>().AsNoTracking().Where(mark => mark.UserId == user && mark.RecordId == record).Select(mark => mark.Kind).ToListAsync(stop);
    }
}

public static class FollowingRefusals
{
    public const string TooMany = "following.too-many";
}
