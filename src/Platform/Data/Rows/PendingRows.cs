using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Tandem.Platform.Changes;
using Tandem.Platform.Search;

namespace Tandem.Platform.Data.Rows;

/// <summary>
/// What a save writes, as plain statements. EF's own way costs several times the database's work for one record; it stays for what needs its
/// order of statements: deletes, rows that point to rows of their own table, and several rows under one unique index.
/// </summary>
internal static class PendingRows
{
    /// <summary>The statements in the order in which rows may point to each other; null when EF must write them.</summary>
    public static List<RowWrite>? Of(CrmDb db, Recorded recorded)
    {
        var inserts = new Dictionary<TableColumns, List<EntityEntry>>();
        var updates = new List<(TableColumns Table, EntityEntry Entry)>();
        foreach (var entry in recorded.Pending)
        {
            var table = TableColumns.Of(entry.Metadata);
            if (!table.IsMadeHere || entry.State == EntityState.Deleted) return null;
            if (entry.State == EntityState.Modified) updates.Add((table, entry));
            else if (inserts.TryGetValue(table, out var rows)) rows.Add(entry);
            else inserts[table] = [entry];
        }

        if (inserts.Any(pair => pair.Value.Count > 1 && pair.Key.PointsToItself)) return null;
        if (recorded.Pending.GroupBy(entry => entry.Metadata).Any(group => group.Skip(1).Any() && TableColumns.Of(group.Key).HasUniqueIndex)) return null;
        if (Sorted(inserts.Keys) is not { } order) return null;
        var writes = new List<RowWrite>(recorded.Pending.Count + recorded.Entries.Count + recorded.Stale.Count + recorded.Changes.Count);
        foreach (var table in order)
            foreach (var entry in inserts[table]) writes.Add(table.Inserting(entry.Entity));
        foreach (var (table, entry) in updates)
            if (Update(table, entry) is { } update) writes.Add(update);
        Directory(db, recorded, writes);
        var changes = TableColumns.Of(db.Model.FindEntityType(typeof(Change))!);
        foreach (var change in recorded.Changes) writes.Add(changes.Inserting(change));
        return writes;
    }

    /// <summary>Those that others point to first; null when they point to each other.</summary>
    public static List<TableColumns>? Sorted(IEnumerable<TableColumns> tables)
    {
        var open = tables.ToList();
        var sorted = new List<TableColumns>(open.Count);
        while (open.Count > 0)
        {
            var next = open.Find(table => !open.Exists(other => table.Above.Contains(other.Table)));
            if (next is null) return null;
            open.Remove(next);
            sorted.Add(next);
        }

        return sorted;
    }

    private static RowWrite? Update(TableColumns table, EntityEntry entry)
    {
        var changed = new List<(TableColumn, object?)>();
        foreach (var column in table.All)
        {
            var property = entry.Property(column.Property);
            if (property.IsModified) changed.Add((column, column.Stored(property.CurrentValue)));
        }

        if (changed.Count == 0) return null;
        var where = table.Key.Concat(table.Tokens).Select(column => (column, column.Stored(entry.Property(column.Property).OriginalValue))).ToList();
        return table.Updating(changed, where);
    }

    private static void Directory(CrmDb db, Recorded recorded, List<RowWrite> writes)
    {
        if (recorded.Entries.Count + recorded.Stale.Count == 0) return;
        var table = TableColumns.Of(db.Model.FindEntityType(typeof(RecordEntry))!);
        foreach (var entry in recorded.Entries) writes.Add(table.Inserting(entry));
        foreach (var (id, fresh) in recorded.Stale)
        {
            if (fresh is null) continue;
            var columns = ((string[])[nameof(RecordEntry.Title), nameof(RecordEntry.Subtitle), nameof(RecordEntry.Text), nameof(RecordEntry.OwnerId), nameof(RecordEntry.AboutId), nameof(RecordEntry.Trashed)])
                .Select(name => table.Column(name)).Select(column => (column, column.Of(fresh))).ToList();
            var key = table.Column(nameof(RecordEntry.RecordId));
            // A record whose entry is missing is found again when the directory is rebuilt; its own save does not fail for it.
            writes.Add(table.Updating(columns, [(key, key.Stored(id))]) with { IsChecked = false });
        }
    }
}
