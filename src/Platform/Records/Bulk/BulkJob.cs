using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Records.Bulk;

/// <param name="RecordType">Key of the type.</param>
internal sealed record BulkArguments(string RecordType, BulkSelection Selection, BulkChange Change);

/// <summary>How far a change came.</summary>
/// <param name="After">The last record that was dealt with.</param>
internal sealed record BulkPoint(Guid After, long Done, BulkOutcome Outcome);

/// <summary>
/// Changes all records that match, in portions that are a transaction each. Which ones these are is asked when it begins; each is looked at again
/// before it is changed. After a crash it goes on behind the last portion.
/// </summary>
internal sealed class BulkJob(IServiceScopeFactory scopes, CurrentWorkspace workspace) : IJobHandler
{
    public const string JobKind = "bulk-edit";

    private const int Portion = 1_000;
    private const int Tries = 5;

    private static readonly MethodInfo OfType = typeof(BulkJob).GetMethod(nameof(Work), BindingFlags.NonPublic | BindingFlags.Static)!;

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<BulkArguments>();
        await using var scope = scopes.CreateAsyncScope();
        var type = BulkScope.Begin(scope.ServiceProvider, workspace, job.Actor, arguments.RecordType);
        await (Task)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [scope.ServiceProvider, job, arguments, stop])!;
    }

    private static async Task Work<T>(IServiceProvider services, JobContext job, BulkArguments arguments, CancellationToken stop) where T : class, IRecord
    {
        var crm = services.GetRequiredService<Crm>();
        var work = services.GetRequiredService<BulkWork<T>>();
        var point = job.Checkpoint<BulkPoint>();
        BulkWork<T>.Prepared change;
        List<Guid> ids;
        await using (var db = crm.Open(job.Actor))
        {
            change = await work.Prepare(db, job.Actor, arguments.Change, stop);
            ids = await work.Matching(db, job.Actor, arguments.Selection, point?.After, stop);
        }

        var total = (point?.Done ?? 0) + ids.Count;
        job.Report(point?.Done ?? 0, total);
        foreach (var portion in ids.Chunk(Portion)) point = await Next(crm, work, job, change, portion, point, total, stop);
        job.Finish(point?.Outcome ?? BulkOutcome.None);
    }

    private static async Task<BulkPoint> Next<T>(Crm crm, BulkWork<T> work, JobContext job, BulkWork<T>.Prepared change, Guid[] ids, BulkPoint? point, long total, CancellationToken stop) where T : class, IRecord
    {
        for (var attempt = 1; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await using var db = crm.Open(job.Actor);
                db.Batch = new Batch(job.Id, Quiet: false);
                await using var write = await work.Begin(db, change, stop);
                var outcome = await work.Apply(db, job.Actor, ids, change, stop);
                await db.SaveMany(stop);
                db.ChangeTracker.Clear();
                var next = new BulkPoint(ids[^1], (point?.Done ?? 0) + ids.Length, (point?.Outcome ?? BulkOutcome.None).And(outcome));
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

/// <summary>Work on records whose type is known only by its key.</summary>
internal static class BulkScope
{
    /// <summary>Says where, for whom and about which type a scope works.</summary>
    public static RecordType Begin(IServiceProvider services, CurrentWorkspace from, Actor actor, string recordType)
    {
        var workspace = services.GetRequiredService<CurrentWorkspace>();
        workspace.Choose(from.Database);
        workspace.SeenBy(actor);
        workspace.BeAbout(recordType);
        return workspace.Types.Find(recordType) ?? throw new Refused(RecordRefusals.UnknownChoice, ("field", "type"), ("value", recordType));
    }
}
