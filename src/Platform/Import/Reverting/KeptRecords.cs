using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;

namespace Tandem.Platform.Import.Reverting;

/// <summary>Which of the records that a batch created have to stay: those somebody changed or wrote about since, those that others refer to, and what those in turn refer to.</summary>
internal static class KeptRecords
{
    private const int AtOnce = 500;

    private static readonly string[] PlainKinds = [ChangeKinds.Created, ChangeKinds.Updated, ChangeKinds.Deleted, ChangeKinds.Restored, ChangeKinds.Removed];

    public static async Task<Dictionary<Guid, KeptRecord>> Find(CrmDb db, RevertedBatch reverted, CancellationToken stop)
    {
        var kept = new Dictionary<Guid, KeptRecord>();
        var batch = reverted.Id;
        foreach (var (id, type, by) in await Touched(db, reverted, stop)) kept.TryAdd(id, new KeptRecord(type, id, "", null, by, null));
        foreach (var id in await SignIns(db, batch, stop)) kept.TryAdd(id, new KeptRecord("user", id, "", null, null, null));
        var referring = BatchTables.Referring(db);
        foreach (var column in referring)
            foreach (var id in await Referred(db, column, batch, stop)) kept.TryAdd(id, new KeptRecord("", id, "", null, null, column.Type));
        await Spread(db, [.. referring, .. BatchTables.Belonging(db)], batch, kept, stop);
        await Name(db, kept, stop);
        return kept;
    }

    private static async Task<List<(Guid Id, string Type, Guid? By)>> Touched(CrmDb db, RevertedBatch batch, CancellationToken stop)
    {
        var created = db.Changes.AsNoTracking().Where(change => change.BatchId == batch.Id && change.Kind == ChangeKinds.Created);
        var others = db.Changes.AsNoTracking().Where(change => change.BatchId == null || (change.BatchId != batch.Id && change.BatchId != batch.RevertId));
        var edits = batch.OnlyEditsCount ? others.Where(change => change.Kind == ChangeKinds.Updated && !db.Changes.Any(told => told.RecordId == change.RecordId && told.At == change.At && !PlainKinds.Contains(told.Kind))) : others;
        var changed = await created.Join(edits, one => one.RecordId, other => other.RecordId, (one, other) => new { one.RecordId, one.RecordType, other.ActorId, Before = one.Sequence, After = other.Sequence })
            .Where(pair => pair.After > pair.Before).Select(pair => new { pair.RecordId, pair.RecordType, pair.ActorId }).ToListAsync(stop);
        // Notes and tasks of the batch itself that somebody touched say nothing about what they are about.
        var about = await created.Join(others.Where(change => !created.Any(own => own.RecordId == change.RecordId)), one => (Guid?)one.RecordId, other => other.AboutId, (one, other) => new { one.RecordId, one.RecordType, other.ActorId }).ToListAsync(stop);
        return [.. changed.Concat(about).Select(row => (row.RecordId, row.RecordType, row.ActorId))];
    }

    /// <summary>Users who have been given a password since.</summary>
    private static Task<List<Guid>> SignIns(CrmDb db, Guid batch, CancellationToken stop) => db.Users.AsNoTracking()
        .Where(user => user.PasswordHash != null && db.Changes.Any(change => change.BatchId == batch && change.RecordId == user.Id && change.Kind == ChangeKinds.Created)).Select(user => user.Id).ToListAsync(stop);

    /// <summary>Created records that a row outside the batch refers to.</summary>
    private static Task<List<Guid>> Referred(CrmDb db, ReferringColumn column, Guid batch, CancellationToken stop) => Ids(db,
        $"SELECT DISTINCT x.\"{column.Column}\" FROM \"{column.Table}\" x WHERE x.\"{column.Column}\" IN (SELECT record_id FROM changes WHERE batch_id = @batch AND kind = 'created') " +
        $"AND x.\"{column.Owner}\" NOT IN (SELECT record_id FROM changes WHERE batch_id = @batch AND kind = 'created')", batch, [], stop);

    /// <summary>What stays needs what it refers to, and what belongs to it.</summary>
    private static async Task Spread(CrmDb db, IReadOnlyList<ReferringColumn> referring, Guid batch, Dictionary<Guid, KeptRecord> kept, CancellationToken stop)
    {
        var open = kept.Keys.ToList();
        while (open.Count > 0)
        {
            var found = new List<Guid>();
            foreach (var ids in open.Chunk(AtOnce))
            {
                var among = string.Join(", ", ids.Select((_, i) => "@p" + i));
                foreach (var column in referring)
                {
                    var needed = await Ids(db, $"SELECT DISTINCT x.\"{column.Column}\" FROM \"{column.Table}\" x WHERE x.\"{column.Owner}\" IN ({among}) " +
                        $"AND x.\"{column.Column}\" IN (SELECT record_id FROM changes WHERE batch_id = @batch AND kind = 'created')", batch, ids, stop);
                    found.AddRange(needed.Where(one => kept.TryAdd(one, new KeptRecord("", one, "", null, null, column.Type))));
                }
            }

            open = found;
        }
    }

    private static async Task<List<Guid>> Ids(CrmDb db, string sql, Guid batch, Guid[] ids, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            Bind(db, command, "@batch", batch);
            for (var i = 0; i < ids.Length; i++) Bind(db, command, "@p" + i, ids[i]);
            var found = new List<Guid>();
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) found.Add(db.Engine == DatabaseEngine.Sqlite ? new Guid((byte[])reader.GetValue(0), true) : reader.GetGuid(0));
            return found;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    internal static void Bind(CrmDb db, DbCommand command, string name, Guid id)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, db.Engine == DatabaseEngine.Sqlite ? id.ToByteArray(true) : id);
        command.Parameters.Add(parameter);
    }

    private static async Task Name(CrmDb db, Dictionary<Guid, KeptRecord> kept, CancellationToken stop)
    {
        foreach (var ids in kept.Keys.Chunk(500))
        {
            foreach (var entry in await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId)).Select(entry => new { entry.RecordId, entry.RecordType, entry.Title }).ToListAsync(stop))
                kept[entry.RecordId] = kept[entry.RecordId] with { Type = entry.RecordType, Title = entry.Title };
        }
    }
}
