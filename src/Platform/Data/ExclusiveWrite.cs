using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Data;

/// <summary>Writes that check what they change against other rows, such as a tree that must not become a ring: one of a kind at a time.</summary>
internal static class ExclusiveWrite
{
    /// <summary>Begins a write that no other of the same name runs beside; the lock goes with the transaction.</summary>
    /// <param name="what">Names the kind: <c>company.tree</c>.</param>
    public static async Task<WriteTransaction> BeginExclusive(this CrmDb db, string what, CancellationToken stop)
    {
        var write = await db.BeginWrite(stop);
        // SQLite has one writer anyway.
        if (db.Engine == DatabaseEngine.Postgres) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({what}, 0))", stop);
        return write;
    }
}
