using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Changes;

/// <summary>The right of one node to read the feed for one consumer, and the consumer's place.</summary>
internal sealed class FeedLease(WorkspaceDatabase home, TimeProvider clock, string consumer, bool fromTheBeginning)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly Guid reader = Ids.New();
    private (FeedPosition Position, DateTimeOffset Until)? held;

    /// <summary>The consumer's place; null while another node reads for it.</summary>
    public async Task<FeedPosition?> Take(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // Nobody else may have it before it ends: it is prolonged in time, not at every look.
        if (held is { } own && own.Until - now > Length / 2) return own.Position;
        held = null;
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        var cursor = await Locked(db, stop);
        if (cursor is null)
        {
            cursor = new FeedCursor { Consumer = consumer, Position = fromTheBeginning ? FeedPosition.Start : await FeedReader.End(db, stop) };
            db.Add(cursor);
        }
        else if (cursor.LeasedBy != reader && cursor.LeasedUntil > now)
        {
            return null;
        }

        (cursor.LeasedBy, cursor.LeasedUntil) = (reader, now + Length);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            return null; // two nodes made the row at once: the other one reads
        }

        await write.Commit(stop);
        held = (cursor.Position, now + Length);
        return cursor.Position;
    }

    /// <summary>Moves on; false when another node has taken over.</summary>
    public async Task<bool> Move(FeedPosition to, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        var cursor = await Locked(db, stop);
        held = null;
        if (cursor?.LeasedBy != reader) return false;
        var until = clock.GetUtcNow() + Length;
        (cursor.Position, cursor.LeasedUntil) = (to, until);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        held = (to, until);
        return true;
    }

    public async Task Release()
    {
        held = null;
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(CancellationToken.None);
        if (await Locked(db, CancellationToken.None) is not { } cursor || cursor.LeasedBy != reader) return;
        (cursor.LeasedBy, cursor.LeasedUntil) = (null, null);
        await db.SaveChangesAsync();
        await write.Commit(CancellationToken.None);
    }

    private async Task<FeedCursor?> Locked(CrmDb db, CancellationToken stop)
    {
        if (db.Engine == DatabaseEngine.Sqlite) return await db.Set<FeedCursor>().FirstOrDefaultAsync(cursor => cursor.Consumer == consumer, stop);
        return (await db.Set<FeedCursor>().FromSql($"SELECT * FROM feed_cursors WHERE consumer = {consumer} FOR UPDATE").ToListAsync(stop)).FirstOrDefault();
    }
}
