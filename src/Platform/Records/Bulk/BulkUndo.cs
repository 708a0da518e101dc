using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Reverting;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Records.Bulk;

/// <summary>Takes a batch back where nobody has changed the value since. Only who did it may.</summary>
internal sealed class BulkUndo(Crm crm, RecordTypes types, FieldRestorer fields, JobQueue jobs)
{
    /// <summary>So many changes are taken back while one waits.</summary>
    private const int AtOnce = 2_000;

    private static readonly MethodInfo OfType = typeof(BulkUndo).GetMethod(nameof(Load), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <param name="Undone">How many records were set back; null when a job does it.</param>
    /// <param name="JobId">That job.</param>
    public sealed record Answer(long? Undone, Guid? JobId);

    public async Task<Answer> Run(Actor actor, string recordType, Guid batch, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var changes = await Own(db, actor, batch).OrderByDescending(change => change.Sequence).Take(AtOnce + 1).ToListAsync(stop);
        if (changes.Count > AtOnce) return new Answer(null, await jobs.Enqueue(actor, BulkUndoJob.JobKind, new BulkUndoArguments(batch, recordType), "bulk.job.undo", null, stop));
        var revert = Core.Ids.New();
        db.Batch = new Batch(revert, Quiet: false);
        await using var write = await db.BeginWrite(stop);
        var undone = await Portion(db, actor, new RevertedBatch(batch, revert), changes, stop);
        await write.Commit(stop);
        return new Answer(undone, null);
    }

    /// <summary>What the actor changed in a batch.</summary>
    public static IQueryable<Change> Own(CrmDb db, Actor actor, Guid batch) => db.Changes.AsNoTracking().Where(change => change.BatchId == batch && change.ActorId == actor.Id);

    /// <summary>Takes rows of the feed back in the write under way, newest first; answers how many records are as they were.</summary>
    public async Task<long> Portion(CrmDb db, Actor actor, RevertedBatch batch, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var report = new RevertReport();
        foreach (var group in changes.GroupBy(change => change.RecordType))
        {
            if (types.Find(group.Key) is not { } type) continue;
            var ids = group.Select(change => change.RecordId).Distinct().ToArray();
            // Read together: the restorer finds each of them in the context.
            var owners = await (Task<Dictionary<Guid, Guid?>>)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [db, ids, stop])!;
            await fields.Restore(db, batch, group.Key, [.. group.Where(change => owners.TryGetValue(change.RecordId, out var owner) && (actor.MayEdit(type.Key, owner) || actor.MayEdit(type.Key, FormerOwner(change))))], report, stop);
        }

        await db.SaveMany(stop);
        return report.Restored;
    }

    private static async Task<Dictionary<Guid, Guid?>> Load<T>(CrmDb db, Guid[] ids, CancellationToken stop) where T : class, IRecord =>
        (await db.Set<T>().Where(row => ids.Contains(row.Id)).ToListAsync(stop)).ToDictionary(row => row.Id, row => (row as IOwned)?.OwnerId);

    /// <summary>Who gave a record away may take that back, though it is not theirs any more.</summary>
    private static Guid? FormerOwner(Change change)
    {
        using var data = System.Text.Json.JsonDocument.Parse(change.Data);
        return data.RootElement.TryGetProperty("owner", out var owner) && owner is { ValueKind: System.Text.Json.JsonValueKind.Array } && owner.GetArrayLength() == 2 && owner[0].ValueKind == System.Text.Json.JsonValueKind.String && owner[0].TryGetGuid(out var id) ? id : Guid.Empty;
    }
}

internal sealed record BulkUndoArguments(Guid Batch, string RecordType);

/// <summary>How far an undo came: rows of the feed after this one are taken back.</summary>
internal sealed record BulkUndoPoint(long Before, long Done, long Undone);

/// <summary>Takes a large batch back in the background, portion by portion.</summary>
internal sealed class BulkUndoJob(IServiceScopeFactory scopes, CurrentWorkspace workspace) : IJobHandler
{
    public const string JobKind = "bulk-undo";

    private const int PortionSize = 1_000;
    private const int Tries = 5;

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<BulkUndoArguments>();
        await using var scope = scopes.CreateAsyncScope();
        BulkScope.Begin(scope.ServiceProvider, workspace, job.Actor, arguments.RecordType);
        var (crm, undo) = (scope.ServiceProvider.GetRequiredService<Crm>(), scope.ServiceProvider.GetRequiredService<BulkUndo>());
        var point = job.Checkpoint<BulkUndoPoint>() ?? new BulkUndoPoint(long.MaxValue, 0, 0);
        List<long> sequences;
        await using (var db = crm.Open(job.Actor))
        {
            var before = point.Before;
            sequences = await BulkUndo.Own(db, job.Actor, arguments.Batch).Where(change => change.Sequence < before).OrderByDescending(change => change.Sequence).Select(change => change.Sequence).ToListAsync(stop);
        }

        var total = point.Done + sequences.Count;
        job.Report(point.Done, total);
        foreach (var portion in sequences.Chunk(PortionSize)) point = await Next(crm, undo, job, arguments.Batch, portion, point, total, stop);
        job.Finish(new BulkOutcome(point.Undone, point.Done - point.Undone, new Dictionary<string, long>()));
    }

    private static async Task<BulkUndoPoint> Next(Crm crm, BulkUndo undo, JobContext job, Guid batch, long[] sequences, BulkUndoPoint point, long total, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await using var db = crm.Open(job.Actor);
                db.Batch = new Batch(job.Id, Quiet: false);
                await using var write = await db.BeginWrite(stop);
                var (from, until) = (sequences[^1], sequences[0]);
                var changes = await BulkUndo.Own(db, job.Actor, batch).Where(change => change.Sequence >= from && change.Sequence <= until).OrderByDescending(change => change.Sequence).ToListAsync(stop);
                var undone = await undo.Portion(db, job.Actor, new RevertedBatch(batch, job.Id), changes, stop);
                db.ChangeTracker.Clear();
                var next = new BulkUndoPoint(from, point.Done + sequences.Length, point.Undone + undone);
                await job.Reach(db, next, next.Done, total, stop);
                await write.Commit(stop);
                return next;
            }
            catch (VersionChanged) when (attempt < Tries)
            {
                // Somebody saved one of them between reading and writing: they are read again.
            }
        }
    }
}
