using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Pages;

/// <summary>One change to many selected records, in one transaction; what it changed is one batch of the feed and can be taken back as a whole.</summary>
internal sealed class BulkEdit<T>(Crm crm, RecordTypes types, RecordRules<T> rules, TimeProvider clock) where T : class, IRecord
{
    /// <summary>How many records one request may change.</summary>
    public const int Most = 500;

    private readonly RecordType type = types.Of(typeof(T))!;

    /// <param name="Batch">Names the change, to undo it.</param>
    /// <param name="Changed">How many records it changed; those that the actor may not change stay as they are.</param>
    public sealed record Outcome(Guid Batch, int Changed);

    public Task<Outcome> Assign(Actor actor, IReadOnlyCollection<Guid> ids, Guid? owner, CancellationToken stop) => Each(actor, ids, async (db, record) =>
    {
        if (record is not OwnedRecord owned || owned.OwnerId == owner) return false;
        if (owner is { } user && !await db.Users.AnyAsync(u => u.Id == user && u.DeletedAt == null, stop)) throw Refused.On("owner", RecordRefusals.UnknownReference, ("field", "owner"));
        owned.AssignTo(owner);
        return true;
    }, stop);

    public Task<Outcome> Tag(Actor actor, IReadOnlyCollection<Guid> ids, string? tag, CancellationToken stop)
    {
        var name = tag?.Trim();
        if (string.IsNullOrEmpty(name)) throw Refused.On("tag", RecordRefusals.RequiredField, ("field", "tag"));
        if (name.Length > 100) throw Refused.On("tag", RecordRefusals.TooLong, ("field", "tag"), ("max", 100));
        if (type.Find("tags") is not { Kind: FieldKind.Tags } tags) throw Refused.On("tag", RecordRefusals.UnknownField, ("field", "tags"));
        return Each(actor, ids, (_, record) =>
        {
            var own = (List<string>?)tags.Read(record) ?? [];
            if (own.Contains(name)) return ValueTask.FromResult(false);
            tags.Write(record, own.Append(name).ToList());
            return ValueTask.FromResult(true);
        }, stop);
    }

    public Task<Outcome> Trash(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken stop) => Each(actor, ids, async (db, record) =>
    {
        if (record is not Record trashable) return false;
        await rules.Trashing(db, actor, record, stop);
        trashable.Trash(clock.GetUtcNow());
        return true;
    }, stop);

    /// <summary>Takes a batch back where nobody has changed the value since. Only who did it may.</summary>
    public async Task<int> Undo(Actor actor, Guid batch, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var changes = await db.Changes.AsNoTracking().Where(c => c.BatchId == batch && c.ActorId == actor.Id && c.RecordType == type.Key).OrderByDescending(c => c.Sequence).Take(4 * Most).ToListAsync(stop);
        var ids = changes.Select(c => c.RecordId).Distinct().ToArray();
        var grant = db.Set<T>().Where(row => ids.Contains(row.Id));
        var records = (await grant.EditableBy(actor, db).ToListAsync(stop)).Concat(await grant.TrashedFor(actor, db).ToListAsync(stop)).ToDictionary(row => row.Id);
        var undone = new HashSet<Guid>();
        foreach (var change in changes)
        {
            if (!records.TryGetValue(change.RecordId, out var record)) continue;
            if (change.Kind == ChangeKinds.Deleted && record is Record { DeletedAt: not null } trashed) trashed.Restore();
            else if (change.Kind == ChangeKinds.Updated) TakeBack(record, change.Data);
            else continue;
            undone.Add(record.Id);
        }

        await db.SaveChangesAsync(stop);
        return undone.Count;
    }

    private void TakeBack(T record, string data)
    {
        using var json = JsonDocument.Parse(data);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            var (before, after) = (member.Value[0], member.Value[1]);
            if (member.Name == "owner" && record is OwnedRecord owned && owned.OwnerId == (after.ValueKind == JsonValueKind.String ? after.GetGuid() : null))
                owned.AssignTo(before.ValueKind == JsonValueKind.String ? before.GetGuid() : null);
            else if (type.Find(member.Name) is { Kind: FieldKind.Tags } tags && ((List<string>?)tags.Read(record) ?? []).SequenceEqual(Texts(after), StringComparer.Ordinal))
                tags.Write(record, Texts(before));
        }
    }

    private static List<string> Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private async Task<Outcome> Each(Actor actor, IReadOnlyCollection<Guid> ids, Func<CrmDb, T, ValueTask<bool>> change, CancellationToken stop)
    {
        if (ids.Count > Most) throw new Refused(BulkRefusals.TooMany, ("max", Most));
        if (!actor.MayEditSome(type.Key)) throw new Refused(AccessRefusals.NotYours);
        await using var db = crm.Open(actor);
        db.Batch = new Batch(Ids.New(), Quiet: false);
        var wanted = ids.Distinct().ToArray();
        var changed = 0;
        foreach (var record in await db.Set<T>().EditableBy(actor, db).Where(row => wanted.Contains(row.Id)).ToListAsync(stop))
            if (await change(db, record)) changed++;
        await db.SaveChangesAsync(stop);
        return new Outcome(db.Batch.Id, changed);
    }
}

public static class BulkRefusals
{
    public const string TooMany = "record.too-many-selected";
}
