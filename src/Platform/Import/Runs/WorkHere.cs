using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Runs;

/// <summary>
/// Works off the queue in this process until one job is over: for commands, beside a running server or without one. Whoever takes the job
/// holds its lease, so that nothing is done twice; when this process dies, a server goes on.
/// </summary>
public sealed class WorkHere(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WorkHere> log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <returns>The job when it is over, or when it failed here and waits to be tried again.</returns>
    public async Task<Job> Until(WorkspaceDatabase home, Guid jobId, CancellationToken stop)
    {
        var lease = new JobLease(home, clock, JobRunner.Lease);
        var tried = false;
        while (true)
        {
            if (await lease.Take(stop) is { } taken)
            {
                tried |= taken.Id == jobId;
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(home);
                await new JobRun(home, lease, taken, scope.ServiceProvider, clock, log).Run(stop);
            }

            await using var db = home.Open(Actor.System);
            var job = await db.Set<Job>().AsNoTracking().FirstAsync(one => one.Id == jobId, stop);
            if (job.IsOver || (tried && job.State == JobState.Waiting)) return job;
            await Task.Delay(LookAgain, clock, stop);
        }
    }
}
