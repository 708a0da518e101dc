using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Reverting;

/// <summary>How far a revert came: everything after these sequences is taken back.</summary>
internal sealed record RevertPoint(long UpdatesBefore, long CreatesBefore, RevertReport Report);

/// <summary>What is to be taken back.</summary>
/// <param name="Id">Of the batch.</param>
/// <param name="RevertId">Marks the changes of the revert in the feed; the same one when it is tried again.</param>
/// <param name="OnlyEditsCount">
/// Whether only those who changed a record's fields, or wrote about it, worked with it. Otherwise whatever happened to it counts: a move, a task that was done.
/// </param>
public sealed record RevertedBatch(Guid Id, Guid RevertId, bool OnlyEditsCount = false);

/// <summary>
/// Takes back what a batch did, such as an import, from its rows of the feed, newest first: fields go back to what they were unless somebody changed them
/// since, records that it created disappear unless somebody worked with them since. Doing it twice does nothing more.
/// </summary>
public sealed class BatchReverter
{
    private const int Portion = 2_000;

    private readonly Crm crm;
    private readonly FieldRestorer fields;
    private readonly TimeProvider clock;

    internal BatchReverter(Crm crm, FieldRestorer fields, TimeProvider clock) => (this.crm, this.fields, this.clock) = (crm, fields, clock);

    /// <summary>Works from where an earlier run of the job came to; every portion is a transaction of its own.</summary>
    public async Task<RevertReport> Revert(RevertedBatch batch, JobContext job, CancellationToken stop)
    {
        var point = job.Checkpoint<RevertPoint>() ?? new RevertPoint(long.MaxValue, long.MaxValue, new RevertReport());
        Dictionary<Guid, KeptRecord> kept;
        long total;
        await using (var db = crm.Open(job.Actor))
        {
            kept = await KeptRecords.Find(db, batch, stop);
            var created = db.Changes.Where(change => change.BatchId == batch.Id && change.Kind == ChangeKinds.Created).Select(change => change.RecordId);
            total = await db.Changes.CountAsync(change => change.BatchId == batch.Id && (change.Kind == ChangeKinds.Created || !created.Contains(change.RecordId)), stop);
        }

        if (point.CreatesBefore == long.MaxValue && point.UpdatesBefore == long.MaxValue) point.Report.Kept.AddRange(kept.Values.Where(one => one.Title.Length > 0));
        while (point.UpdatesBefore > 0) point = await Updates(batch, job, point, total, stop);
        while (point.CreatesBefore > 0) point = await Creates(batch, job, point, kept, total, stop);
        return point.Report;
    }

    private async Task<RevertPoint> Updates(RevertedBatch batch, JobContext job, RevertPoint point, long total, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        db.Batch = new Batch(batch.RevertId, Quiet: true);
        var created = db.Changes.Where(change => change.BatchId == batch.Id && change.Kind == ChangeKinds.Created).Select(change => change.RecordId);
        var changes = await db.Changes.AsNoTracking().Where(change => change.BatchId == batch.Id && change.Kind != ChangeKinds.Created && change.Sequence < point.UpdatesBefore)
            .Where(change => !created.Contains(change.RecordId)).OrderByDescending(change => change.Sequence).Take(Portion).ToListAsync(stop);
        await using var write = await db.BeginWrite(stop);
        foreach (var group in changes.GroupBy(change => change.RecordType)) await fields.Restore(db, batch, group.Key, [.. group], point.Report, stop);
        await db.SaveMany(stop);
        db.ChangeTracker.Clear();
        var next = point with { UpdatesBefore = changes.Count < Portion ? 0 : changes[^1].Sequence };
        await job.Reach(db, next, Math.Min(total, point.Report.Restored + point.Report.Removed), total, stop);
        foreach (var type in changes.Select(change => change.RecordType).Distinct()) write.Touch(type);
        await write.Commit(stop);
        return next;
    }

    private async Task<RevertPoint> Creates(RevertedBatch batch, JobContext job, RevertPoint point, Dictionary<Guid, KeptRecord> kept, long total, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        db.Batch = new Batch(batch.RevertId, Quiet: true);
        var changes = await db.Changes.AsNoTracking().Where(change => change.BatchId == batch.Id && change.Kind == ChangeKinds.Created && change.Sequence < point.CreatesBefore)
            .OrderByDescending(change => change.Sequence).Take(Portion).Select(change => new { change.Sequence, change.RecordType, change.RecordId, change.AboutId }).ToListAsync(stop);
        await using var write = await db.BeginWrite(stop);
        var gone = new List<Change>();
        foreach (var group in changes.Where(change => !kept.ContainsKey(change.RecordId)).GroupBy(change => change.RecordType))
        {
            var ids = group.Select(change => change.RecordId).ToArray();
            var removed = await Delete(db, group.Key, ids, stop);
            await Delete(db, "record_entries", "record_id", ids, stop);
            point.Report.Removed += removed;
            if (removed == 0) continue;
            gone.AddRange(group.Select(one => new Change { At = clock.GetUtcNow(), ActorId = job.Actor.Id, RecordType = one.RecordType, RecordId = one.RecordId, AboutId = one.AboutId, Kind = ChangeKinds.Deleted, BatchId = batch.RevertId, Quiet = true, Door = db.Door }));
            write.Touch(group.Key);
        }

        await BulkInsert.Rows(db, gone, stop);
        var next = point with { CreatesBefore = changes.Count < Portion ? 0 : changes[^1].Sequence };
        await job.Reach(db, next, Math.Min(total, point.Report.Restored + point.Report.Removed), total, stop);
        await write.Commit(stop);
        return next;
    }

    private static async Task<int> Delete(CrmDb db, string recordType, Guid[] ids, CancellationToken stop)
    {
        var entity = db.RecordTypes.Find(recordType) is { } type ? db.Model.FindEntityType(type.EntityType)
            : db.Model.GetEntityTypes().FirstOrDefault(one => typeof(IRecord).IsAssignableFrom(one.ClrType) && ModelConventions.Snake(one.ClrType.Name) == recordType);
        return entity is null ? 0 : await Delete(db, entity.GetTableName()!, entity.FindPrimaryKey()!.Properties[0].GetColumnName(), ids, stop);
    }

    private static async Task<int> Delete(CrmDb db, string table, string column, Guid[] ids, CancellationToken stop)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(db.Database.CurrentTransaction!);
        command.CommandText = $"DELETE FROM \"{table}\" WHERE \"{column}\" IN ({string.Join(", ", ids.Select((_, i) => "@p" + i))})";
        for (var i = 0; i < ids.Length; i++) KeptRecords.Bind(db, command, "@p" + i, ids[i]);
        return await command.ExecuteNonQueryAsync(stop);
    }
}
