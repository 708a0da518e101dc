using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Board;

/// <summary>Deals of a stage in one currency.</summary>
internal sealed record StageTotal(Guid StageId, string? Currency, int Count, int Priced, decimal? Sum);

/// <summary>What a board counts and adds up.</summary>
internal sealed record BoardTotals(IReadOnlyList<StageTotal> Stages, ViewCounts Counts, ClosedTotal Won, ClosedTotal Lost);

internal sealed record ClosedTotal(int Count, decimal Value);

/// <summary>
/// Totals over deals, kept until a deal changes: counting a pipeline reads every open deal of it, and a board that many people look at is
/// asked for far more often than it changes. What is asked for at once is counted once.
/// </summary>
internal sealed class KeptTotals(TimeProvider clock)
{
    /// <summary>Deals start to rot and days end without anybody writing.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const int Most = 2000;

    private static readonly HashSet<string> Concerned = new(StringComparer.Ordinal) { "deal", "stage", "pipeline", "company", "user", "team", "access", "rates", "workspace" };

    private readonly ConditionalWeakTable<WorkspaceDatabase, Kept> kept = [];

    /// <param name="what">Names the totals and everything they depend on but what the actor may see.</param>
    public async Task<T> Of<T>(WorkspaceDatabase workspace, Actor actor, string what, Func<Task<T>> count)
    {
        var key = $"{what}|{(actor.GrantFor(Deal.TypeKey).See == Reach.Everything ? "all" : actor.Id)}";
        var known = kept.GetValue(workspace, static home => new Kept(home)).Totals;
        if (known.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow()) return await Of<T>(entry);
        if (known.Count >= Most) known.Clear();
        var fresh = new Entry(new Lazy<Task>(count), clock.GetUtcNow() + Longest);
        entry = known.AddOrUpdate(key, fresh, (_, other) => ReferenceEquals(other, entry) ? fresh : other);
        try
        {
            return await Of<T>(entry);
        }
        catch
        {
            known.TryRemove(new(key, entry));
            throw;
        }
    }

    private static Task<T> Of<T>(Entry entry) => (Task<T>)entry.Totals.Value;

    private sealed record Entry(Lazy<Task> Totals, DateTimeOffset Until);

    private sealed class Kept
    {
        private ConcurrentDictionary<string, Entry> totals = new(StringComparer.Ordinal);

        public Kept(WorkspaceDatabase home) => home.Signal.Listen((topics, _) =>
        {
            // A count under way goes on into the old table, which nobody asks again.
            if (topics.Overlaps(Concerned)) totals = new(StringComparer.Ordinal);
        });

        public ConcurrentDictionary<string, Entry> Totals => totals;
    }
}
