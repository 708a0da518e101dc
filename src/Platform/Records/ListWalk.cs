using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>
/// Reads a page of a list that has a filter by walking along the index of its order and leaving out what does not match, as far as that pays.
/// SQLite knows no statistics: it gathers all that match a filter by its index and sorts them, which takes long where many match. PostgreSQL
/// decides by itself.
/// </summary>
internal static class ListWalk
{
    /// <summary>How many rows are looked at before it is known how many of them match, and at most.</summary>
    private const int First = 1_000, Most = 20_000;

    /// <summary>Reads rows of a stretch of the list.</summary>
    /// <param name="all">The same stretch of the whole list, whoever sees it.</param>
    /// <returns>Null where walking does not pay: then the stretch is read as the database likes.</returns>
    public static async Task<List<T>?> Read<T>(CrmDb db, IQueryable<T> stretch, IQueryable<T> all, Sorting sorting, Filter? filter, string asked, int rows, CancellationToken stop) where T : class, IRecord
    {
        if (db.Engine != DatabaseEngine.Sqlite || IndexOf<T>(db, sorting, filter) is not { } index) return null;
        if (db.Home.ShortWalks.IsKnown(asked)) return null;
        var steps = First;
        while (true)
        {
            var edge = await all.TagWith(IndexHint.For(index)).Skip(steps).FirstOrDefaultAsync(stop);
            var page = await (edge is null ? stretch : stretch.Until(sorting, edge)).TagWith(IndexHint.For(index)).Take(rows).ToListAsync(stop);
            if (edge is null || page.Count == rows) return page;
            // As thinly spread as so far, the rest of the page lies this far.
            var needed = page.Count == 0 ? int.MaxValue : (long)steps * rows * 5 / 4 / page.Count;
            if (needed > Most || steps > First)
            {
                db.Home.ShortWalks.Remember(asked);
                return null;
            }

            steps = (int)needed;
        }
    }

    /// <summary>The stretches of the list with everything that no filter and nobody's rights leave out.</summary>
    public static IReadOnlyList<IQueryable<T>> All<T>(CrmDb db, RecordType type, Sorting sorting, string? cursor, Filter? filter) where T : class, IRecord =>
        db.Set<T>().AsNoTracking().Where(row => row.DeletedAt == null).Of(type).Stretches(sorting, cursor, filter);

    /// <summary>The index to walk along; null without one, and where another index holds just what matches, in this order.</summary>
    private static string? IndexOf<T>(CrmDb db, Sorting sorting, Filter? filter)
    {
        if (sorting.Property is not { } property) return null;
        var indexes = db.Model.FindEntityType(typeof(T))!.GetIndexes().Where(index => index.GetFilter() is null or "deleted_at IS NULL" || index.GetFilter()!.EndsWith(" AND deleted_at IS NULL", StringComparison.Ordinal)).ToList();
        var pinned = filter?.PinnedProperties.ToHashSet(StringComparer.Ordinal) ?? [];
        if (indexes.Exists(index => index.Properties is [var first, var second, ..] && pinned.Contains(first.Name) && second.Name == property)) return null;
        return indexes.Find(index => index.Properties is [var first, var second] && first.Name == property && second.Name == nameof(IRecord.Id))?.GetDatabaseName();
    }
}

/// <summary>Remembers for a minute which lists are not worth walking, because few records match.</summary>
internal sealed class ShortWalks(TimeProvider clock)
{
    private const int Most = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> known = new(StringComparer.Ordinal);

    public bool IsKnown(string list) => known.TryGetValue(list, out var until) && until > clock.GetUtcNow();

    public void Remember(string list)
    {
        if (known.Count >= Most) known.Clear();
        known[list] = clock.GetUtcNow() + Longest;
    }
}
