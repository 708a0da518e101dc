using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Tandem.Core.Records;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Data.Rows;

namespace Tandem.Platform.Import.Running;

/// <summary>
/// Inserts new records with their parts, their rows of the feed and of the directory, by prepared statements on SQLite and binary COPY on
/// PostgreSQL, inside the transaction under way. What is written is what saving would have written, without tracking a row of it.
/// </summary>
internal static class BulkInsert
{
    /// <summary>Inserts records and all that hangs on them.</summary>
    public static async Task Records(CrmDb db, IReadOnlyList<object> added, IReadOnlyDictionary<object, DateTimeOffset> createdAt, DateTimeOffset now, CancellationToken stop)
    {
        if (added.Count == 0) return;
        var basis = await SortBasis.Of(db, stop);
        var changes = new List<object>();
        var entries = new List<object>();
        var rows = new Dictionary<IEntityType, List<object>>();
        foreach (var entity in added) Gather(db, db.Model.FindEntityType(entity.GetType())!, entity, rows);
        var pasts = added.OfType<Record>().Where(record => record.Origin is not null).ToDictionary(record => record.Id, record => record.Origin!);
        foreach (var entity in rows.Values.SelectMany(all => all))
        {
            if (entity is ISortable sortable) sortable.SortBy(basis);
            if (entity is IRecord record) RecordOf(db, record, createdAt, now, changes, entries);
            else if (entity is IPart part) PartOf(db, part, pasts.GetValueOrDefault(part.WholeId), now, changes);
        }

        // A feed is read in its own order: pasts that come together are told in the order in which they happened.
        if (pasts.Count > 0) changes = [.. changes.OrderBy(change => ((Change)change).At)];

        var tables = rows.Keys.ToDictionary(TableColumns.Of);
        foreach (var table in PendingRows.Sorted(tables.Keys) ?? [.. tables.Keys]) await Insert(db, tables[table], rows[tables[table]], stop);
        await Insert(db, db.Model.FindEntityType(typeof(Search.RecordEntry))!, entries, stop);
        await Insert(db, db.Model.FindEntityType(typeof(Change))!, changes, stop);
    }

    /// <summary>Inserts rows of one table.</summary>
    public static Task Rows<T>(CrmDb db, IReadOnlyList<T> rows, CancellationToken stop) where T : class => Insert(db, db.Model.FindEntityType(typeof(T))!, rows, stop);

    /// <summary>The entity and the rows that belong to it.</summary>
    private static void Gather(CrmDb db, IEntityType type, object entity, Dictionary<IEntityType, List<object>> rows)
    {
        if (!rows.TryGetValue(type, out var all)) rows[type] = all = [];
        all.Add(entity);
        foreach (var parts in type.GetNavigations().Where(navigation => navigation is { IsOnDependent: false, IsCollection: true }))
        {
            if (parts.GetGetter().GetClrValue(entity) is not System.Collections.IEnumerable list) continue;
            foreach (var part in list) Gather(db, db.Model.FindEntityType(part.GetType())!, part, rows);
        }
    }

    private static void RecordOf(CrmDb db, IRecord record, IReadOnlyDictionary<object, DateTimeOffset> createdAt, DateTimeOffset now, List<object> changes, List<object> entries)
    {
        var origin = (record as Record)?.Origin;
        var raised = (record as IRaises)?.Raised ?? [];
        var created = createdAt.TryGetValue(record, out var given) ? given : origin?.At ?? now;
        if (record is Record plain) (plain.CreatedAt, plain.UpdatedAt) = (created, origin is null ? now : raised.Max(happened => happened.Past?.At) ?? origin.At);
        else if (record is Access.User user) (user.CreatedAt, user.UpdatedAt) = (created, now);
        var type = db.RecordTypes.Of(record);
        var key = type?.Key ?? ModelConventions.Snake(record.GetType().Name);
        var about = (record as IAbout)?.AboutId;
        changes.Add(ChangeOf(db, key, record.Id, about, ChangeKinds.Created, "{}", origin, now));
        if (type is not null) entries.Add(ChangeRecorder.EntryOf(type, record));
        foreach (var happened in raised)
            changes.Add(ChangeOf(db, key, record.Id, about, happened.Kind, JsonSerializer.Serialize(happened, happened.GetType(), JsonForms.Stored), happened.Past, now));
        (record as IRaises)?.ForgetRaised();
    }

    private static void PartOf(CrmDb db, IPart part, Past? past, DateTimeOffset now, List<object> changes)
    {
        var data = new Dictionary<string, object?[]>(StringComparer.Ordinal) { [part.PartName] = [null, part.Describe()] };
        changes.Add(ChangeOf(db, part.WholeType, part.WholeId, null, ChangeKinds.Updated, JsonSerializer.Serialize(data, JsonForms.Stored), past, now));
    }

    private static Change ChangeOf(CrmDb db, string type, Guid id, Guid? about, string kind, string data, Past? past, DateTimeOffset now) => new()
    {
        At = past?.At ?? now, ActorId = past is null ? db.Actor.Id : past.By, RecordType = type, RecordId = id, AboutId = about, Kind = kind, Data = data,
        BatchId = db.Batch?.Id, Quiet = db.Batch?.Quiet ?? false, Door = db.Door,
    };

    private static async Task Insert(CrmDb db, IEntityType type, IReadOnlyList<object> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        var columns = TableColumns.Of(type);
        var connection = db.Database.GetDbConnection();
        if (connection is NpgsqlConnection postgres) await Copy(postgres, columns, rows, stop);
        else Prepared((SqliteConnection)connection, columns, rows, stop);
    }

    // SQLite answers within the call: awaiting each row would cost more than the row.
    private static void Prepared(SqliteConnection connection, TableColumns columns, IReadOnlyList<object> rows, CancellationToken stop)
    {
        using var statements = new SqliteStatements(connection);
        var values = new object?[columns.All.Length];
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            for (var at = 0; at < values.Length; at++) values[at] = columns.All[at].Of(row);
            statements.Run(columns.Insert, values);
        }
    }

    private static async Task Copy(NpgsqlConnection connection, TableColumns columns, IReadOnlyList<object> rows, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY \"{columns.Table}\" ({string.Join(", ", columns.All.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)", stop);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(stop);
            foreach (var column in columns.All)
            {
                if (column.Of(row) is { } value) await copy.WriteAsync(value, column.StoreType, stop);
                else await copy.WriteNullAsync(stop);
            }
        }

        await copy.CompleteAsync(stop);
    }
}
