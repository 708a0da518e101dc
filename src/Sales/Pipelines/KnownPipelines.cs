using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Pipelines;

/// <summary>All pipelines with their stages, to read: every board asks for them, and they change a few times a year.</summary>
internal sealed class KnownPipelines
{
    private static readonly HashSet<string> Concerned = new(StringComparer.Ordinal) { "pipeline", "stage" };

    private readonly ConditionalWeakTable<WorkspaceDatabase, Kept> kept = [];

    /// <summary>In order; stages that were removed are not among theirs.</summary>
    public async ValueTask<IReadOnlyList<Pipeline>> Of(WorkspaceDatabase workspace, CancellationToken stop)
    {
        var home = kept.GetValue(workspace, static database => new Kept(database));
        if (home.Pipelines is { } known) return known;
        var asked = home.Changes;
        await using var db = workspace.Open(Actor.System);
        var fresh = await db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null).OrderBy(one => one.Order).ThenBy(one => one.Id)
            .Include(one => one.Stages.Where(stage => stage.DeletedAt == null)).ToListAsync(stop);
        if (asked == home.Changes) home.Pipelines = fresh; // what changed while it was read is read again
        return fresh;
    }

    private sealed class Kept
    {
        private int changes;

        public Kept(WorkspaceDatabase home) => home.Signal.Listen((topics, _) =>
        {
            if (!topics.Overlaps(Concerned)) return;
            Interlocked.Increment(ref changes);
            Pipelines = null;
        });

        public int Changes => Volatile.Read(ref changes);

        public IReadOnlyList<Pipeline>? Pipelines { get; set; }
    }
}
