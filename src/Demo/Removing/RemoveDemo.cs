using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;
using Tandem.Platform.Settings;
using Tandem.Platform.Workspaces;

namespace Tandem.Demo.Removing;

/// <param name="BatchId">What is removed.</param>
/// <param name="RevertId">Marks the changes of the removal in the feed.</param>
internal sealed record RemovalArguments(Guid BatchId, Guid RevertId);

internal static class DemoRefusals
{
    public const string NothingThere = "demo.nothing-there";
}

/// <summary>Begins to take the demo data out; a removal that is under way is not begun twice.</summary>
internal sealed class RemoveDemo(Crm crm, JobQueue queue)
{
    /// <returns>The job that does it.</returns>
    public async Task<Guid> Run(Actor actor, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        var workspace = await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(stop);
        if (workspace?.DemoBatchId is not { } batch) throw new Refused(DemoRefusals.NothingThere);
        var underWay = await db.Set<Job>().AsNoTracking().Where(job => job.Kind == RemoveDemoJob.JobKind && (job.State == JobState.Waiting || job.State == JobState.Running)).Select(job => (Guid?)job.Id).FirstOrDefaultAsync(stop);
        if (underWay is { } id) return id;
        var job = queue.Add(db, actor, RemoveDemoJob.JobKind, new RemovalArguments(batch, Ids.New()), "demo.removal", null);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return job.Id;
    }
}
