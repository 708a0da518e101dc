using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Live;

/// <summary>
/// Who waits for which topic in a workspace. A commit rings the bells of those who show what it touched; they fetch their own view, so that
/// nothing travels here that someone might not see.
/// </summary>
internal sealed class LiveHub : IDisposable
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Subscription>> byTopic = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly IDisposable listening;

    public LiveHub(WorkspaceDatabase home)
    {
        clock = home.Clock;
        listening = home.Signal.Listen((topics, _) =>
        {
            if (byTopic.IsEmpty) return;
            foreach (var topic in topics)
                if (byTopic.TryGetValue(topic, out var waiting))
                    foreach (var one in waiting) one.Touch(topic);
        });
    }

    public Subscription Subscribe(IReadOnlyList<string> topics)
    {
        var subscription = new Subscription(this, topics, clock);
        foreach (var topic in topics) byTopic.AddOrUpdate(topic, (_, one) => [one], (_, all, one) => all.Add(one), subscription);
        Telemetry.Live.Add(1);
        return subscription;
    }

    public void Dispose() => listening.Dispose();

    private void Remove(Subscription subscription)
    {
        foreach (var topic in subscription.Topics)
        {
            var left = byTopic.AddOrUpdate(topic, _ => [], (_, all) => all.Remove(subscription));
            if (left.IsEmpty) byTopic.TryRemove(new(topic, left));
        }

        Telemetry.Live.Add(-1);
    }

    /// <summary>One open connection: a bell, and one bit for each of its topics. It cannot grow.</summary>
    internal sealed class Subscription(LiveHub hub, IReadOnlyList<string> topics, TimeProvider clock) : IDisposable
    {
        private readonly Bell bell = new(clock);
        private readonly bool[] touched = new bool[topics.Count];

        public IReadOnlyList<string> Topics => topics;

        public void Touch(string topic)
        {
            for (var i = 0; i < topics.Count; i++)
                if (topics[i] == topic) Volatile.Write(ref touched[i], true);
            bell.Ring();
        }

        public Task<bool> Wait(TimeSpan atMost, CancellationToken stop) => bell.Wait(atMost, stop);

        /// <summary>Topics touched since the last time.</summary>
        public IEnumerable<string> Take()
        {
            for (var i = 0; i < touched.Length; i++)
                if (Interlocked.Exchange(ref touched[i], false)) yield return topics[i];
        }

        public void Dispose() => hub.Remove(this);
    }
}
