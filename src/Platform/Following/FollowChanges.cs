using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;

namespace Tandem.Platform.Following;

/// <summary>
/// Follows the feed: whoever follows a record is told of its changes, and of notes, tasks and files about it. Not of their own, and not of what came
/// quietly. Whether they may still see the record is asked when the notice is shown.
/// </summary>
internal sealed class FollowChanges(Crm crm) : IFeedConsumer
{
    public string Name => "following";

    public bool FromTheBeginning => false;

    public TimeSpan Rest => TimeSpan.FromSeconds(1);

    public async Task Handle(IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var told = changes.Where(change => !change.Quiet).SelectMany(change => new[] { change.RecordId, change.AboutId ?? change.RecordId }.Distinct().Select(record => (Record: record, Change: change))).ToLookup(one => one.Record, one => one.Change);
        var ids = told.Select(group => group.Key).ToArray();
        if (ids.Length == 0) return;
        await using var db = crm.Open(Actor.System);
        var followers = await db.Set<RecordMark>().AsNoTracking().Where(mark => mark.Kind == MarkKind.Follow && ids.Contains(mark.RecordId)).Select(mark => new { mark.RecordId, mark.UserId, mark.At }).ToListAsync(stop);
        if (followers.Count == 0) return;
        var followed = followers.Select(one => one.RecordId).Distinct().ToArray();
        var open = (await db.Set<UserNotice>().Where(notice => notice.Kind == NoticeKind.Changed && notice.ReadAt == null && followed.Contains(notice.RecordId)).ToListAsync(stop)).ToDictionary(notice => (notice.UserId, notice.RecordId));
        var last = (await db.Set<UserNotice>().Where(notice => notice.Kind == NoticeKind.Changed && followed.Contains(notice.RecordId)).GroupBy(notice => new { notice.UserId, notice.RecordId })
            .Select(group => new { group.Key, Sequence = group.Max(notice => notice.Sequence) }).ToListAsync(stop)).ToDictionary(one => (one.Key.UserId, one.Key.RecordId), one => one.Sequence);
        foreach (var follower in followers)
        {
            var key = (follower.UserId, follower.RecordId);
            var known = last.GetValueOrDefault(key);
            var fresh = told[follower.RecordId].Where(change => change.Sequence > known && change.At >= follower.At && change.ActorId != follower.UserId).ToList();
            if (fresh.Count == 0) continue;
            if (!open.TryGetValue(key, out var notice)) db.Add(notice = new UserNotice { Id = Guid.CreateVersion7(), UserId = follower.UserId, Kind = NoticeKind.Changed, RecordId = follower.RecordId, Count = 0 });
            (notice.ById, notice.At, notice.Sequence, notice.Count) = (fresh[^1].ActorId, fresh[^1].At, fresh[^1].Sequence, notice.Count + fresh.Count);
        }

        await db.SaveChangesAsync(stop);
    }
}
