using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;

namespace Tandem.Platform.Records.History;

/// <summary>One field in a row of a record's history, as the feed keeps it.</summary>
public sealed record HistoryChange(Field Field, JsonElement Before, JsonElement After);

/// <summary>One row of a record's history.</summary>
/// <param name="Sequence">Names the row.</param>
/// <param name="By">The user or API key; null for the product itself.</param>
/// <param name="Door">By which way it came.</param>
/// <param name="Kind"><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>restored</c>, <c>merged</c>, <c>unmerged</c> or the name of a business event.</param>
/// <param name="Data">Of anything but <c>updated</c>, what the feed says about it.</param>
public sealed record HistoryRow(long Sequence, DateTimeOffset At, Guid? By, ChangeDoor Door, string Kind, Guid? BatchId, IReadOnlyList<HistoryChange> Changes, JsonElement? Data);

/// <param name="Record">As it is now.</param>
/// <param name="Before">Where older rows go on; null when there are none.</param>
public sealed record HistoryPage<T>(T Record, IReadOnlyList<HistoryRow> Rows, long? Before);

/// <summary>Who changed what of a record, when, from what to what and by which door: from the change feed, without the fields that the actor may not read.</summary>
public sealed class RecordHistory<T>(Crm crm, RecordTypes types, RecordReader<T> reader) where T : class, IRecord
{
    public const int MaxLimit = 200;

    /// <param name="before">Sequence of the last row seen; null for the newest.</param>
    public async Task<HistoryPage<T>> Run(Actor actor, Guid id, long? before, int limit, CancellationToken stop)
    {
        if (limit is < 1 or > MaxLimit) throw Refused.On("limit", ApiRefusals.BadLimit, ("max", MaxLimit));
        var record = await reader.Get(actor, id, stop);
        var type = types.Of(record)!;
        await using var db = crm.Open(actor);
        var changes = await db.Changes.AsNoTracking().Where(change => change.RecordId == id && change.RecordType == type.Key && (before == null || change.Sequence < before))
            .OrderByDescending(change => change.Sequence).Take(limit + 1).ToListAsync(stop);
        var rows = changes.Take(limit).Select(change => Row(actor, type, db.RecordTypes.Find(type.Key)!, change)).Where(row => row.Kind != ChangeKinds.Updated || row.Changes.Count > 0).ToList();
        return new HistoryPage<T>(record, rows, changes.Count > limit ? changes[limit - 1].Sequence : null);
    }

    /// <summary>The fields of an update that the actor may read, with both sides.</summary>
    internal static IReadOnlyList<HistoryChange> Changes(Actor actor, RecordType type, JsonElement data) =>
    [
        .. from member in data.EnumerateObject()
           where member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 2
           let field = type.Find(member.Name)
           where field is not null && (actor.MaySeePersonal || field.Sensitivity == Sensitivity.Normal)
           select new HistoryChange(field, member.Value[0], member.Value[1]),
    ];

    private static HistoryRow Row(Actor actor, RecordType type, RecordType full, Change change)
    {
        var data = FeedView.DataFor(actor, type, full, change) is { } seen ? JsonSerializer.SerializeToElement(seen) : (JsonElement?)null;
        var updated = change.Kind == ChangeKinds.Updated;
        return new HistoryRow(change.Sequence, change.At, change.ActorId, change.Door, change.Kind, change.BatchId, updated && data is { } fields ? Changes(actor, type, fields) : [], updated ? null : data);
    }
}
