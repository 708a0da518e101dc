using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Jobs;

/// <summary>
/// Works off the queue of each workspace, a few jobs at a time. It sleeps until a job is put in or becomes due; it looks by itself only for
/// what other processes do without saying so.
/// </summary>
internal sealed class JobRunner(WorkspaceRegistry workspaces, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
    : WorkspaceService(workspaces, clock, log)
{
    public const int AtOnce = 2;

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    protected override async Task Run(WorkspaceDatabase home, CancellationToken stop)
    {
        var lease = new JobLease(home, Clock, Lease);
        // A SQLite database has one process that works on its jobs. Whoever gets the lock knows that nobody holds a job any more,
        // and need not wait for leases to run out.
        using var only = home.Address.Engine == DatabaseEngine.Sqlite ? await FileLock.Take(Migrator.ServingLock(home.Address), LookAgain, Clock, stop) : null;
        if (only is not null) await lease.TakeBack(stop);
        var bell = new Bell(Clock);
        using var listening = home.Signal.Listen((topics, _) =>
        {
            if (topics.Contains(Job.DueTopic)) bell.Ring();
        });
        var running = new HashSet<Task>();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                running.RemoveWhere(task => task.IsCompleted);
                while (running.Count < AtOnce && await lease.Take(stop) is { } job)
                    running.Add(RunOne(home, lease, job, bell, stop));
                await bell.Wait(running.Count < AtOnce ? await UntilNext(lease, stop) : LookAgain, stop);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<TimeSpan> UntilNext(JobLease lease, CancellationToken stop)
    {
        var left = await lease.NextDue(stop) - Clock.GetUtcNow();
        return left is { } wait && wait < LookAgain ? TimeSpan.FromMilliseconds(Math.Max(50, wait.TotalMilliseconds)) : LookAgain;
    }

    private async Task RunOne(WorkspaceDatabase home, JobLease lease, Job job, Bell bell, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(home);
            await new JobRun(home, lease, job, scope.ServiceProvider, Clock, Log).Run(stop);
        }
        catch (Exception error)
        {
            // The job keeps its lease until that runs out; then it is taken again.
            Log.LogError(error, "Job {Kind} {Id} could not be put away", job.Kind, job.Id);
        }
        finally
        {
            bell.Ring();
        }
    }
}
