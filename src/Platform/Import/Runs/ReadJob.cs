using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Runs;

/// <param name="RunId">Which import.</param>
/// <param name="Begin">Whether it is started as soon as nothing speaks against it.</param>
internal sealed record ReadArguments(Guid RunId, bool Begin = false);

/// <summary>What of reading is behind.</summary>
/// <param name="Recognised">Whether the plan stands; what is left is to check its rows.</param>
internal sealed record ReadPoint(bool Recognised);

/// <summary>
/// Reads files that are too large for a request: recognises them, or what was changed of their plan, and counts what importing them would do.
/// Until it is through nothing is written but the plan; a run that was broken off begins its part again.
/// </summary>
internal sealed class ReadJob(Crm crm, Imports imports) : IJobHandler
{
    public const string JobKind = "import-read";

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<ReadArguments>();
        try
        {
            if (job.Checkpoint<ReadPoint>() is not { Recognised: true })
            {
                var plan = await imports.Read(job.Actor, arguments.RunId, (done, total) => Say(job, done, total, stop), stop);
                await using var db = crm.Open(job.Actor);
                await using var write = await db.BeginWrite(stop);
                var run = await db.Set<ImportRun>().FirstAsync(one => one.Id == arguments.RunId, stop);
                run.Recognise(plan);
                await db.SaveChangesAsync(stop);
                await job.Reach(db, new ReadPoint(Recognised: true), 0, null, stop);
                await write.Commit(stop);
            }

            await imports.Check(job.Actor, arguments.RunId, (done, total) => Say(job, done, total, stop), stop);
            if (arguments.Begin) await imports.StartChecked(job.Actor, arguments.RunId, stop);
        }
        catch (OperationCanceledException)
        {
            await Pause(job, arguments.RunId, onlyCancelled: true);
            throw;
        }
        catch (Core.Refused)
        {
            await Pause(job, arguments.RunId, onlyCancelled: false);
            throw;
        }
    }

    private static void Say(JobContext job, long done, long total, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        job.Report(done, total);
    }

    /// <summary>Someone asked to stop, or it cannot go on; when only the process ends, the job goes on elsewhere.</summary>
    private async Task Pause(JobContext job, Guid runId, bool onlyCancelled)
    {
        await using var db = crm.Open(job.Actor);
        if (onlyCancelled && !await db.Set<Job>().AnyAsync(one => one.Id == job.Id && one.CancelRequested, CancellationToken.None)) return;
        var run = await db.Set<ImportRun>().FirstAsync(one => one.Id == runId, CancellationToken.None);
        run.Pause();
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
