using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>What is made one, and how.</summary>
/// <param name="Records">Ids of the records that are merged into the survivor, one to four.</param>
/// <param name="Choose">By field: the id of the record whose value stays. Fields that are not named take the survivor's own or, where it has none, the first one there is.</param>
/// <param name="Versions">By id: what the caller saw; a record that changed since is not merged.</param>
public sealed record MergeRequest(IReadOnlyList<Guid>? Records, IReadOnlyDictionary<string, Guid>? Choose = null, IReadOnlyDictionary<Guid, int>? Versions = null);

/// <param name="TogetherId">Names the act, to undo it as a whole.</param>
/// <param name="Merges">Ids of the merges, one for each record that was merged away.</param>
/// <param name="Moved">How many rows now refer to the survivor.</param>
public sealed record MergeOutcome(Guid SurvivorId, Guid TogetherId, IReadOnlyList<Guid> Merges, int Moved);

/// <summary>Makes one record of two or more: chosen values, united lists, and everything that referred to the others. It can be undone.</summary>
internal sealed class MergeRecords<T>(Crm crm, RecordTypes types, LinkMover links, TimeProvider clock) where T : Record
{
    private readonly RecordType type = types.Of(typeof(T))!;

    public Task<MergeOutcome> Run(Actor actor, Guid survivorId, MergeRequest request, CancellationToken stop)
    {
        var losers = (request.Records ?? []).Distinct().ToList();
        if (losers.Count is < 1 or > MergeLimits.MostLosers || losers.Contains(survivorId)) throw new Refused(MergeRefusals.HowMany, ("max", MergeLimits.MostLosers + 1));
        return Deadlocks.Retry(() => Once(actor, survivorId, losers, request, stop), stop);
    }

    private async Task<MergeOutcome> Once(Actor actor, Guid survivorId, List<Guid> losers, MergeRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        await MergedRows.Lock(db, type, [survivorId, .. losers], stop);
        var survivor = await Load(db, actor, survivorId, request, stop);
        var others = new List<T>();
        foreach (var id in losers) others.Add(await Load(db, actor, id, request, stop));
        var fields = MergeField.Of(db, type);
        var choose = Choices(request, fields, [survivor, .. others]);
        var now = clock.GetUtcNow();
        var together = Ids.New();
        db.Batch = new Batch(together, Quiet: false);
        var merges = await Begin(db, survivor, others, together, now, stop);
        await Values(db, survivor, others, merges, fields, choose, stop);
        db.AddRange(merges);
        foreach (var merge in merges) Tell(db, merge, type.Title.Read(survivor) as string ?? "", now);
        await db.SaveChangesAsync(stop);
        var moved = 0;
        foreach (var merge in merges)
        {
            await MergedRows.Hide(db, write, type, merge.LoserId, now, stop);
            moved += await links.Move(db, write, merge, stop);
        }

        await write.Commit(stop);
        return new MergeOutcome(survivorId, together, [.. merges.Select(merge => merge.Id)], moved);
    }

    private static async Task<T> Load(CrmDb db, Actor actor, Guid id, MergeRequest request, CancellationToken stop)
    {
        var record = await db.GetEditable<T>(actor, id, version: null, stop);
        return request.Versions is null || !request.Versions.TryGetValue(id, out var version) || version == record.Version ? record : throw new Refused(MergeRefusals.ChangedMeanwhile);
    }

    /// <summary>The choices by the names of fields; the API calls a reference by its JSON name.</summary>
    private static Dictionary<string, Guid> Choices(MergeRequest request, IReadOnlyList<MergeField> fields, List<T> records)
    {
        var choices = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (name, id) in request.Choose ?? new Dictionary<string, Guid>())
        {
            var field = fields.FirstOrDefault(one => one.Name == name || one.Field?.JsonName == name);
            if (field is null || records.TrueForAll(record => record.Id != id)) throw Refused.On("choose", MergeRefusals.UnknownChoice, ("field", name));
            choices[field.Name] = id;
        }

        return choices;
    }

    private async Task<List<RecordMerge>> Begin(CrmDb db, T survivor, List<T> others, Guid together, DateTimeOffset now, CancellationToken stop)
    {
        var last = await db.Set<RecordMerge>().MaxAsync(merge => (long?)merge.Sequence, stop) ?? 0;
        var next = Math.Max(now.UtcTicks, last + 1);
        return [.. others.Select((loser, i) => new RecordMerge
        {
            Sequence = next + i, TogetherId = together, RecordType = type.Key, SurvivorId = survivor.Id, LoserId = loser.Id,
            LoserTitle = type.Title.Read(loser) as string ?? "", At = now, ById = db.Actor.Id,
        })];
    }

    private async Task Values(CrmDb db, T survivor, List<T> others, List<RecordMerge> merges, IReadOnlyList<MergeField> fields, IReadOnlyDictionary<string, Guid> choose, CancellationToken stop)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var chosen = await Chosen(db, field, survivor, others, choose, stop);
            var value = field.Json(survivor);
            var items = field.Items(survivor);
            foreach (var (merge, loser) in merges.Zip(others))
            {
                if (field.IsSeveral)
                {
                    var brought = field.Items(loser);
                    var added = brought.Where(item => !field.Has(items, item)).ToList();
                    if (brought.Count > 0) db.Add(new MergedValue { MergeId = merge.Id, Field = field.Name, Brought = brought, Added = added });
                    items = choose.GetValueOrDefault(field.Name) == loser.Id ? [.. brought, .. items.Where(item => !field.Has(brought, item))] : [.. items, .. added];
                }
                else if (chosen.From == loser.Id)
                {
                    db.Add(new MergedValue { MergeId = merge.Id, Field = field.Name, Before = value, After = chosen.Value });
                    value = chosen.Value;
                }
            }

            wanted[field.Name] = field.IsSeveral ? MergeField.Join(items) : value;
        }

        MergedRecord.Write(survivor, type, fields, wanted);
    }

    /// <summary>Which record's value stays.</summary>
    private async Task<(Guid From, string Value)> Chosen(CrmDb db, MergeField field, T survivor, List<T> others, IReadOnlyDictionary<string, Guid> choose, CancellationToken stop)
    {
        var all = others.Prepend(survivor).ToList();
        var explicitly = choose.TryGetValue(field.Name, out var id) ? all.Find(one => one.Id == id) : null;
        var from = explicitly ?? all.Find(one => !field.IsEmpty(one)) ?? survivor;
        if (field.Field?.ReferenceTo != type.Key) return (from.Id, field.Json(from));
        foreach (var candidate in explicitly is null ? all.Where(one => !field.IsEmpty(one)) : [explicitly])
            if (await Above(db, field, survivor, others, candidate, stop) is { } found) return (found.Id, field.Json(found));
        return explicitly is null ? (survivor.Id, field.Json(survivor)) : throw Refused.On(field.Field.JsonName, MergeRefusals.Loop, ("field", field.Name));
    }

    /// <summary>In a tree: whose place the survivor takes. One that stands below a loser goes up to the loser's place; none when it would stand below itself.</summary>
    private static async Task<T?> Above(CrmDb db, MergeField field, T survivor, List<T> others, T from, CancellationToken stop)
    {
        var value = MergeField.IdIn(field.Json(from));
        for (var level = 0; value is { } above && level < MergeLimits.MostLevels; level++)
        {
            if (above == survivor.Id) return null;
            var loser = others.Find(one => one.Id == above);
            if ((loser ?? await db.FindAsync(typeof(T), [above], stop) as T) is not { } at) break;
            from = loser ?? from;
            value = MergeField.IdIn(field.Json(at));
        }

        return from;
    }

    private void Tell(CrmDb db, RecordMerge merge, string survivorTitle, DateTimeOffset now)
    {
        db.Changes.Add(MergedRows.Told(db, type, merge.SurvivorId, ChangeKinds.Merged, now, ("from", merge.LoserId), (type.Title.Name, merge.LoserTitle), ("merge", merge.Id)));
        db.Changes.Add(MergedRows.Told(db, type, merge.LoserId, ChangeKinds.Merged, now, ("into", merge.SurvivorId), (type.Title.Name, survivorTitle), ("merge", merge.Id)));
    }
}

/// <summary>How much one merge takes.</summary>
public static class MergeLimits
{
    public const int MostLosers = 4;

    /// <summary>How deep a tree of records is followed.</summary>
    internal const int MostLevels = 50;
}
