using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Following;

/// <summary>A notice as it is shown.</summary>
/// <param name="Href">Opens the record and marks the notice as read.</param>
/// <param name="By">Who did it last; null for the system and for those whom the reader may not see.</param>
public sealed record NoticeRow(Guid Id, NoticeKind Kind, string Href, RecordName Record, string Icon, string? By, int Count, DateTimeOffset At, bool Unread);

/// <summary>What a user is told.</summary>
/// <param name="Unread">How many are not read yet.</param>
public sealed record NoticesView(IReadOnlyList<NoticeRow> Rows, int Unread);

/// <summary>Notices of one user, newest first; those on records that they may not see any more are left out.</summary>
internal sealed class NoticesQuery(Crm crm, RecordTypes types, TimeProvider clock)
{
    public async Task<NoticesView> Run(Actor actor, int most, bool unreadOnly, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return new NoticesView([], 0);
        await using var db = crm.Open(actor);
        var own = db.Set<UserNotice>().AsNoTracking().Where(notice => notice.UserId == user);
        var rows = await own.Where(notice => !unreadOnly || notice.ReadAt == null).OrderByDescending(notice => notice.At).ThenByDescending(notice => notice.Id).Take(most).ToListAsync(stop);
        if (rows.Count == 0) return new NoticesView([], 0);
        var names = await RecordNames.Of(db, actor, rows.Select(row => row.RecordId).Concat(rows.Select(row => row.ById).OfType<Guid>()), stop);
        return new NoticesView(
            [.. rows.Where(row => names.ContainsKey(row.RecordId)).Select(row => new NoticeRow(row.Id, row.Kind, $"/notices/{row.Id}", names[row.RecordId], types[names[row.RecordId].RecordType].Icon,
                row.ById is { } by ? names.GetValueOrDefault(by)?.Title : null, row.Count, row.At, row.ReadAt is null))],
            await own.CountAsync(notice => notice.ReadAt == null, stop));
    }

    /// <summary>Marks one as read, or all, and says which record it is about.</summary>
    /// <param name="id">Null for all.</param>
    public async Task<(string Type, Guid Id)?> Read(Actor actor, Guid? id, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return null;
        await using var db = crm.Open(actor);
        var notices = await db.Set<UserNotice>().Where(notice => notice.UserId == user && (id == null ? notice.ReadAt == null : notice.Id == id)).ToListAsync(stop);
        foreach (var notice in notices.Where(notice => notice.ReadAt is null)) notice.ReadAt = clock.GetUtcNow();
        await db.SaveChangesAsync(stop);
        if (id is null || notices.Count == 0) return null;
        return (await RecordNames.Of(db, actor, [notices[0].RecordId], stop)).GetValueOrDefault(notices[0].RecordId) is { } name ? (name.RecordType, name.Id) : null;
    }
}
