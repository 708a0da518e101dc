using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tandem.Core.Records;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>The rows of merged records: hidden while a merge stands, living again when it is undone.</summary>
internal static class MergedRows
{
    /// <summary>Keeps others from changing the records until the transaction ends; always in the same order, so that two merges do not wait for each other.</summary>
    public static async Task Lock(CrmDb db, RecordType type, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        if (db.Engine == DatabaseEngine.Sqlite) return;
        var table = db.Model.FindEntityType(type.EntityType)!.GetTableName();
        await new Statement(db, $"SELECT id FROM \"{table}\" WHERE id IN ({Statement.Names("@i", ids.Count)}) ORDER BY id FOR UPDATE").With("@i", ids).Read(row => row.GetGuid(0), stop);
    }

    /// <summary>Keeps others from undoing a merge until the transaction ends; false when it was undone.</summary>
    public static async Task<bool> Hold(CrmDb db, Guid merge, CancellationToken stop)
    {
        var locked = db.Engine == DatabaseEngine.Postgres ? " FOR UPDATE" : "";
        return (await new Statement(db, "SELECT id FROM record_merges WHERE id = @id AND undone_at IS NULL" + locked).With("@id", merge).Read(_ => true, stop)).Count > 0;
    }

    public static Task Hide(CrmDb db, WriteTransaction write, RecordType type, Guid id, DateTimeOffset now, CancellationToken stop) => Set(db, write, type, id, "@now", "TRUE", now, stop);

    public static Task Show(CrmDb db, WriteTransaction write, RecordType type, Guid id, DateTimeOffset now, CancellationToken stop) => Set(db, write, type, id, "NULL", "FALSE", now, stop);

    /// <param name="data">The record's title stands under the name of its field, so that a reader who may not see the field does not see it here.</param>
    public static Change Told(CrmDb db, RecordType type, Guid id, string kind, DateTimeOffset now, params (string Name, object? Value)[] data) => new()
    {
        At = now, ActorId = db.Actor.Id, RecordType = type.Key, RecordId = id, Kind = kind, BatchId = db.Batch?.Id,
        Data = JsonSerializer.Serialize(data.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal), JsonForms.Stored),
    };

    private static async Task Set(CrmDb db, WriteTransaction write, RecordType type, Guid id, string deletedAt, string trashed, DateTimeOffset now, CancellationToken stop)
    {
        var table = db.Model.FindEntityType(type.EntityType)!.GetTableName();
        await new Statement(db, $"UPDATE \"{table}\" SET deleted_at = {deletedAt}, updated_at = @now, version = version + 1 WHERE id = @id").With("@now", now).With("@id", id).Run(stop);
        await new Statement(db, $"UPDATE record_entries SET trashed = {trashed} WHERE record_id = @id").With("@id", id).Run(stop);
        write.Touch(type.Key);
        write.Touch($"{type.Key}:{id:n}");
    }
}

/// <summary>Two writes that wait for each other: PostgreSQL ends one of them, which then begins again.</summary>
internal static class Deadlocks
{
    private const int MostTries = 4;

    public static async Task<TResult> Retry<TResult>(Func<Task<TResult>> work, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (attempt < MostTries && !stop.IsCancellationRequested && IsDeadlock(error))
            {
                // Nothing was written: the transaction is gone as a whole.
            }
        }
    }

    private static bool IsDeadlock(Exception? error) => error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } || (error?.InnerException is { } inner && IsDeadlock(inner));
}
