using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Changes;

/// <summary>Hands the feed to its consumers, each at its own pace.</summary>
internal sealed class FeedRunner(WorkspaceRegistry workspaces, IServiceScopeFactory scopes, TimeProvider clock, ILogger<FeedRunner> log)
    : WorkspaceService(workspaces, clock, log)
{
    private const int BatchSize = 500;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LateCommit = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    protected override async Task Run(WorkspaceDatabase home, CancellationToken stop)
    {
        List<(string Name, bool FromTheBeginning, TimeSpan Pause)> consumers;
        await using (var scope = Scope(home)) consumers = [.. scope.ServiceProvider.GetServices<IFeedConsumer>().Select(one => (one.Name, one.FromTheBeginning, one.Rest))];
        await Task.WhenAll(consumers.Select(consumer => Serve(home, new FeedLease(home, Clock, consumer.Name, consumer.FromTheBeginning), consumer.Name, consumer.Pause, stop)));
        if (consumers.Count == 0) await Task.Delay(Timeout.InfiniteTimeSpan, Clock, stop);
    }

    private async Task Serve(WorkspaceDatabase home, FeedLease lease, string consumer, TimeSpan rest, CancellationToken stop)
    {
        var bell = new Bell(Clock);
        using var listening = home.Signal.Listen((_, _) => bell.Ring());
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var wait = await lease.Take(stop) is { } position ? await Read(home, lease, consumer, rest, position, stop) : FeedLease.Length / 2;
                await bell.Wait(wait, stop);
            }
        }
        finally
        {
            await lease.Release();
        }
    }

    /// <summary>Reads to the end of the feed; answers how long to wait unless something is written.</summary>
    private async Task<TimeSpan> Read(WorkspaceDatabase home, FeedLease lease, string consumer, TimeSpan rest, FeedPosition position, CancellationToken stop)
    {
        while (true)
        {
            await using var db = home.Open(Actor.System);
            var changes = await FeedReader.After(db, position, BatchSize, stop);
            if (changes.Count == 0) return await FeedReader.Holds(db, position, stop) ? LateCommit : LookAgain;
            try
            {
                await using var scope = Scope(home);
                await scope.ServiceProvider.GetServices<IFeedConsumer>().First(one => one.Name == consumer).Handle(changes, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                Log.LogError(error, "{Consumer} could not handle changes after {Position} and will get them again", consumer, position);
                await Task.Delay(AfterFailure, Clock, stop);
                return TimeSpan.FromMilliseconds(1);
            }

            position = FeedPosition.Of(changes[^1]);
            if (!await lease.Move(position, stop)) return FeedLease.Length / 2;
            if (changes.Count < BatchSize) await Task.Delay(rest, stop);
        }
    }

    private AsyncServiceScope Scope(WorkspaceDatabase home)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentWorkspace>().Choose(home);
        return scope;
    }
}
