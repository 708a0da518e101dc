using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;
using Tandem.Platform.Workspaces;

namespace Tandem.Demo.Removing;

/// <summary>Where the demo data stands: there, on its way out, or gone.</summary>
/// <param name="Job">The last removal; null when nobody asked for one.</param>
/// <param name="Report">What it did; null until it is done.</param>
public sealed record DemoView(bool IsThere, JobRow? Job, RevertReport? Report)
{
    public bool IsUnderWay => Job is { State: JobState.Waiting or JobState.Running };
}

internal sealed class DemoQuery(Crm crm, JobList jobs)
{
    public async Task<DemoView> Run(Actor actor, CancellationToken stop)
    {
        actor.DemandAdministrator();
        var there = (await crm.Database.Actors.Settings(stop))?.DemoBatchId is not null;
        await using var db = crm.Open(actor);
        var id = await db.Set<Job>().AsNoTracking().Where(job => job.Kind == RemoveDemoJob.JobKind).OrderByDescending(job => job.CreatedAt).Select(job => (Guid?)job.Id).FirstOrDefaultAsync(stop);
        if (id is not { } known) return new DemoView(there, null, null);
        var job = await jobs.Get(actor, known, stop);
        return new DemoView(there, job, job.Result is { } result ? result.Deserialize<RevertReport>(JsonForms.Stored) : null);
    }
}
