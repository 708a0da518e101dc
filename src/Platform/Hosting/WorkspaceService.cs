using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tandem.Platform.Hosting;

/// <summary>Something that runs in the background of every workspace while the application serves.</summary>
internal abstract class WorkspaceService(WorkspaceRegistry workspaces, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);

    protected TimeProvider Clock => clock;

    protected ILogger Log => log;

    /// <summary>Whether this workspace needs it.</summary>
    protected virtual bool Concerns(WorkspaceDatabase home) => true;

    /// <summary>Runs until <paramref name="stop"/>; begun again after a pause when it fails.</summary>
    protected abstract Task Run(WorkspaceDatabase home, CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        void Begin(WorkspaceDatabase home)
        {
            if (Concerns(home) && !stoppingToken.IsCancellationRequested) _ = running.GetOrAdd(home.Name, _ => Task.Run(() => Keep(home, stoppingToken), CancellationToken.None));
        }

        workspaces.Attach(Begin);
        foreach (var home in workspaces.InUse) Begin(home);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stoppingToken.Register(stopped.SetResult);
        await stopped.Task;
        await Task.WhenAll(running.Values);
    }

    private async Task Keep(WorkspaceDatabase home, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Run(home, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "{Service} of workspace {Workspace} failed and starts again", GetType().Name, home.Name);
                await Task.Delay(Pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
