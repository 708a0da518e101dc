using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Platform.Changes;

/// <summary>
/// Reads the feed in its safe order. On PostgreSQL it stops below the oldest transaction that still runs: a row that commits late can
/// therefore never appear behind a reader's place.
/// </summary>
public static class FeedReader
{
    /// <summary>The next changes after a place, at most <paramref name="limit"/>.</summary>
    public static Task<List<Change>> After(CrmDb db, FeedPosition position, int limit, CancellationToken stop) => db.Engine == DatabaseEngine.Sqlite
        ? db.Changes.AsNoTracking().Where(change => change.Sequence > position.Sequence).OrderBy(change => change.Sequence).Take(limit).ToListAsync(stop)
        : db.Changes.FromSql(
            $"""
            SELECT * FROM changes
            WHERE (transaction, sequence) > (CAST({Text(position.Transaction)} AS xid8), {position.Sequence}) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY transaction, sequence LIMIT {limit}
            """).AsNoTracking().ToListAsync(stop);

    /// <summary>The place behind everything that can be read now.</summary>
    public static async Task<FeedPosition> End(CrmDb db, CancellationToken stop)
    {
        var last = db.Engine == DatabaseEngine.Sqlite
            ? await db.Changes.AsNoTracking().OrderByDescending(change => change.Sequence).Take(1).ToListAsync(stop)
            : await db.Changes.FromSql($"SELECT * FROM changes WHERE transaction < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY transaction DESC, sequence DESC LIMIT 1")
                .AsNoTracking().ToListAsync(stop);
        return last is [var change] ? FeedPosition.Of(change) : FeedPosition.Start;
    }

    /// <summary>Whether there is anything after the place, readable now or once older transactions end.</summary>
    internal static Task<bool> Holds(CrmDb db, FeedPosition position, CancellationToken stop) => db.Engine == DatabaseEngine.Sqlite
        ? db.Changes.AnyAsync(change => change.Sequence > position.Sequence, stop)
        : db.Changes.FromSql(
            $"SELECT * FROM changes WHERE (transaction, sequence) > (CAST({Text(position.Transaction)} AS xid8), {position.Sequence}) LIMIT 1").AnyAsync(stop);

    private static string Text(ulong transaction) => transaction.ToString(CultureInfo.InvariantCulture);
}
