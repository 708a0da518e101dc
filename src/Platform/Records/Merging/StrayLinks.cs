using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;

namespace Tandem.Platform.Records.Merging;

/// <summary>
/// Follows up what was written while a merge committed: a row that its writer pointed to the loser a moment too late is pointed to the survivor,
/// and belongs to the merge like those that were there before.
/// </summary>
internal sealed class StrayLinks(Crm crm, LinkMover links, TimeProvider clock) : IFeedConsumer
{
    /// <summary>No request is under way longer than this.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    public string Name => "stray-links";

    public bool FromTheBeginning => false;

    public async Task Handle(IReadOnlyList<Change> changes, CancellationToken stop)
    {
        await using var db = crm.Open(Actor.System);
        var since = clock.GetUtcNow() - Young;
        var young = await db.Standing().AsNoTracking().Where(merge => merge.At > since).OrderBy(merge => merge.Sequence).ToListAsync(stop);
        foreach (var merge in young)
        {
            // Looking costs an index look-up for each place, writing a turn of the only writer.
            if ((await links.Count(db, merge.RecordType, [merge.LoserId], stop)).Count == 0) continue;
            await using var work = crm.Open(Actor.System);
            await using var write = await work.BeginWrite(stop);
            if (!await MergedRows.Hold(work, merge.Id, stop)) continue;
            await links.Move(work, write, merge, stop);
            await write.Commit(stop);
        }
    }
}
