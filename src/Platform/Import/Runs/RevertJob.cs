using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Import.Reverting;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Runs;

/// <summary>Takes an import back in the background.</summary>
internal sealed class RevertJob(Crm crm, BatchReverter reverter) : IJobHandler
{
    public const string JobKind = "import-revert";

    public string Kind => JobKind;

    public Changes.ChangeDoor Door => Changes.ChangeDoor.Import;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<ImportArguments>();
        await using var reading = crm.Open(job.Actor);
        var run = await reading.Set<ImportRun>().AsNoTracking().FirstAsync(one => one.Id == arguments.RunId, stop);
        var report = await reverter.Revert(new RevertedBatch(run.Id, run.RevertId!.Value), job, stop);
        await using var db = crm.Open(job.Actor);
        var done = await db.Set<ImportRun>().FirstAsync(one => one.Id == run.Id, stop);
        done.FinishRevert(report);
        await db.SaveChangesAsync(stop);
        job.Finish(report);
    }
}
