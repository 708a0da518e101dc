using System.Collections.Immutable;

namespace Tandem.Platform.Changes;

/// <summary>
/// Tells whoever listens, after each commit, what was touched: record types (<c>deal</c>), single records (<c>deal:ID</c>),
/// subjects of notes and tasks (<c>about:ID</c>) and internal topics. It carries no data: listeners read the database.
/// </summary>
public sealed class ChangeSignal
{
    private ImmutableArray<Action<IReadOnlySet<string>, bool>> listeners = [];

    /// <summary>A commit on this node.</summary>
    public void Committed(IReadOnlySet<string> topics) => Tell(topics, here: true);

    /// <summary>A commit on another node, relayed by the database.</summary>
    public void Relayed(IReadOnlySet<string> topics) => Tell(topics, here: false);

    /// <summary>Calls back on every commit, with whether it was on this node, until disposed. The callback must be quick and must not throw.</summary>
    public IDisposable Listen(Action<IReadOnlySet<string>, bool> listener)
    {
        ImmutableInterlocked.Update(ref listeners, (all, one) => all.Add(one), listener);
        return new Listening(() => ImmutableInterlocked.Update(ref listeners, (all, one) => all.Remove(one), listener));
    }

    private void Tell(IReadOnlySet<string> topics, bool here)
    {
        if (topics.Count == 0) return;
        foreach (var listener in listeners) listener(topics, here);
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
