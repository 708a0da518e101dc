using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Import.Reverting;
using Tandem.Platform.Jobs;
using Tandem.Platform.Settings;
using Tandem.Platform.Workspaces;

namespace Tandem.Demo.Removing;

/// <summary>
/// Takes the demo data out by the mechanism that takes imports back. What somebody made stays, and so does what they changed the fields of; who only
/// played with it, by moving a deal or finishing a task, keeps nothing.
/// </summary>
internal sealed class RemoveDemoJob(Crm crm, BatchReverter reverter) : IJobHandler
{
    public const string JobKind = "demo-removal";

    public string Kind => JobKind;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var arguments = job.Arguments<RemovalArguments>();
        var report = await reverter.Revert(new RevertedBatch(arguments.BatchId, arguments.RevertId, OnlyEditsCount: true), job, stop);
        await using var db = crm.Open(job.Actor);
        var workspace = await db.Set<Workspace>().FirstAsync(stop);
        if (workspace.DemoBatchId == arguments.BatchId)
        {
            workspace.DemoBatchId = null;
            workspace.FinishedSteps = [.. workspace.FinishedSteps.Where(step => step != ChecklistStep.WholeList)];
            await db.SaveChangesAsync(stop);
        }

        job.Finish(report);
    }
}
