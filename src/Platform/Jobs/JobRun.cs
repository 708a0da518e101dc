using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Core;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Jobs;

/// <summary>One run of one job: the handler, its heartbeat beside it, and how it ends.</summary>
internal sealed class JobRun(WorkspaceDatabase home, JobLease lease, Job job, IServiceProvider services, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private bool cancelled;
    private bool lost;

    public async Task Run(CancellationToken stop)
    {
        using var activity = Telemetry.Source.StartActivity("job " + job.Kind);
        var started = Stopwatch.GetTimestamp();
        var state = await Outcome(stop);
        Telemetry.Jobs.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("kind", job.Kind), new("state", state));
        activity?.SetTag("job.state", state);
    }

    private async Task<string> Outcome(CancellationToken stop)
    {
        JobContext? context = null;
        try
        {
            var actor = await home.Actors.OfId(job.CreatedBy, stop) ?? throw new Refused(JobRefusals.ActorGone);
            await home.Types.Refresh(stop);
            services.GetRequiredService<CurrentWorkspace>().SeenBy(actor);
            var handler = services.GetServices<IJobHandler>().FirstOrDefault(one => one.Kind == job.Kind) ?? throw new Refused(JobRefusals.UnknownKind);
            services.GetRequiredService<CurrentWorkspace>().CameBy(handler.Door);
            context = new JobContext(job, actor, clock, lease.Length);
            await Work(handler, context, stop);
            return await End(context, held => held.Finish(clock.GetUtcNow(), context.Result, context.ResultFileId), "done");
        }
        catch (Exception) when (lost)
        {
            return "lost";
        }
        catch (LeaseLost)
        {
            return "lost";
        }
        catch (OperationCanceledException) when (cancelled)
        {
            return await End(context, held => held.Cancel(clock.GetUtcNow()), "cancelled");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await End(context, held => held.PutBack(clock.GetUtcNow(), countAttempt: false), "stopped");
        }
        catch (Refused refused)
        {
            return await End(context, held => held.Fail(clock.GetUtcNow(), refused.Code), "failed");
        }
        catch (Exception error)
        {
            log.LogError(error, "Job {Kind} {Id} failed", job.Kind, job.Id);
            return await End(context, held =>
            {
                if (held.Attempts >= Job.MaxAttempts) held.Fail(clock.GetUtcNow(), JobRefusals.Unexpected);
                else held.PutBack(clock.GetUtcNow() + Backoff(held.Attempts), countAttempt: true);
            }, "failed");
        }
    }

    /// <summary>Twice as long each time, up to ten minutes, and never the same for two jobs.</summary>
    internal static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, attempts - 1)) * (0.75 + (Random.Shared.NextDouble() / 2)));

    private async Task Work(IJobHandler handler, JobContext context, CancellationToken stop)
    {
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var over = new CancellationTokenSource();
        var bell = new Bell(clock);
        using var listening = home.Signal.Listen((topics, _) =>
        {
            if (topics.Contains(Job.DueTopic) && topics.Contains($"{Job.Topic}:{job.Id:n}")) bell.Ring();
        });
        var beating = KeepAlive(context, bell, halt, over.Token);
        try
        {
            await handler.Run(context, halt.Token);
        }
        finally
        {
            await over.CancelAsync();
            await beating;
        }
    }

    private async Task KeepAlive(JobContext context, Bell bell, CancellationTokenSource halt, CancellationToken over)
    {
        var renewed = clock.GetUtcNow();
        var told = context.Reported;
        try
        {
            while (true)
            {
                var asked = await bell.Wait(Beat, over);
                if (!asked && told == context.Reported && clock.GetUtcNow() - renewed < lease.Length / 3) continue;
                told = context.Reported;
                var (mine, cancel) = await lease.Renew(context, over);
                renewed = clock.GetUtcNow();
                (lost, cancelled) = (!mine, cancel);
                if (mine && !cancel) continue;
                await halt.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The handler is through.
        }
        catch (Exception error)
        {
            log.LogWarning(error, "The heartbeat of job {Kind} {Id} failed; the work stops before its lease runs out", job.Kind, job.Id);
            lost = true;
            await halt.CancelAsync();
        }
    }

    private async Task<string> End(JobContext? context, Action<Job> end, string state)
    {
        // Not the stopping token: the outcome is stored also while the process ends.
        var held = await lease.Change(job.Id, job.LeasedBy ?? Guid.Empty, own =>
        {
            if (context is not null) own.Report(context.Reported.Done, context.Reported.Total);
            end(own);
        }, CancellationToken.None);
        return held ? state : "lost";
    }
}
