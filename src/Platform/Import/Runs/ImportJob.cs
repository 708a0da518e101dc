using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Runs;

/// <param name="RunId">Which import.</param>
/// <param name="After">The job whose checkpoint this one goes on from; null for the first.</param>
internal sealed record ImportArguments(Guid RunId, Guid? After = null);

/// <summary>Carries an import out in the background.</summary>
internal sealed class ImportJob(Crm crm, ImportRunner runner, TimeProvider clock) : IJobHandler
{
    public const string JobKind = "import";

    public string Kind => JobKind;

    public Changes.ChangeDoor Door => Changes.ChangeDoor.Import;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<ImportArguments>();
        var run = await Read(arguments.RunId, stop);
        try
        {
            var tally = await runner.Write(run, job, job.Checkpoint<ImportPoint>() ?? await Earlier(arguments.After, stop), stop);
            await using var db = crm.Open(job.Actor);
            var done = await db.Set<ImportRun>().FirstAsync(one => one.Id == run.Id, stop);
            done.Finish(tally, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
            await TableStatistics.Renew(db, entity: null, tally.Files.Sum(file => file.Created + file.Updated), stop);
            job.Finish(tally);
        }
        catch (OperationCanceledException)
        {
            if (await IsCancelled(job.Id)) await Pause(job, run.Id);
            throw;
        }
        catch (Core.Refused)
        {
            await Pause(job, run.Id);
            throw;
        }
    }

    private async Task<ImportRun> Read(Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(Access.Actor.System);
        return await db.Set<ImportRun>().AsNoTracking().FirstAsync(run => run.Id == id, stop);
    }

    private async Task<ImportPoint?> Earlier(Guid? jobId, CancellationToken stop)
    {
        if (jobId is null) return null;
        await using var db = crm.Open(Access.Actor.System);
        // The job before may have read the files only.
        var checkpoint = await db.Set<Job>().Where(job => job.Id == jobId && job.Kind == JobKind).Select(job => job.Checkpoint).FirstOrDefaultAsync(stop);
        return checkpoint is null ? null : JsonSerializer.Deserialize<ImportPoint>(checkpoint, JsonForms.Stored);
    }

    /// <summary>Whether someone asked to stop; otherwise the process ends and the job goes on elsewhere.</summary>
    private async Task<bool> IsCancelled(Guid jobId)
    {
        await using var db = crm.Open(Access.Actor.System);
        return await db.Set<Job>().AnyAsync(job => job.Id == jobId && job.CancelRequested, CancellationToken.None);
    }

    private async Task Pause(JobContext job, Guid runId)
    {
        await using var db = crm.Open(job.Actor);
        var run = await db.Set<ImportRun>().FirstAsync(one => one.Id == runId, CancellationToken.None);
        run.Pause();
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
