using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>
/// Takes the values of one merge out of the survivor as if it had never been, whatever was merged since: a later merge that replaced a value now
/// replaces the one before it, and where the survivor itself was merged away, its own survivor follows. What somebody edited since stays.
/// </summary>
internal sealed class ValueTrail
{
    private readonly IReadOnlyList<MergeField> fields;
    private readonly List<RecordMerge> merges;
    private readonly Dictionary<(Guid Merge, string Field), MergedValue> values;
    private readonly Dictionary<Guid, IRecord> records;
    private readonly Dictionary<(Guid Record, string Field), string> wanted = [];
    private readonly IReadOnlyDictionary<Guid, Guid> aliases;
    private readonly List<KeptByMerge> kept = [];

    private ValueTrail(IReadOnlyList<MergeField> fields, List<RecordMerge> merges, IEnumerable<MergedValue> values, Dictionary<Guid, IRecord> records, IReadOnlyDictionary<Guid, Guid> aliases)
    {
        (this.fields, this.merges, this.records, this.aliases) = (fields, merges, records, aliases);
        this.values = values.ToDictionary(value => (value.MergeId, value.Field));
    }

    /// <param name="chain">The survivor, and the records that it was merged into in turn; tracked.</param>
    public static async Task<ValueTrail> Load(CrmDb db, RecordType type, IReadOnlyList<IRecord> chain, CancellationToken stop)
    {
        var ids = chain.Select(record => record.Id).ToArray();
        var into = await db.Standing().Where(merge => ids.Contains(merge.SurvivorId)).OrderBy(merge => merge.Sequence).ToListAsync(stop);
        var logged = into.Select(merge => merge.Id).ToArray();
        var log = await db.Set<MergedValue>().Where(value => logged.Contains(value.MergeId)).ToListAsync(stop);
        var all = MergeField.Of(db, type);
        var named = all.Where(field => field.IsReference).SelectMany(field => chain.Select(field.Json)
            .Concat(log.Where(value => value.Field == field.Name).SelectMany(value => new[] { value.Before, value.After }))).Select(MergeField.IdIn).OfType<Guid>();
        return new ValueTrail(all, into, log, chain.ToDictionary(record => record.Id), await Aliases.Survivors(db, named, stop));
    }

    /// <summary>Takes the merge out; answers what stays because it was edited since.</summary>
    public IReadOnlyList<KeptByMerge> TakeOut(RecordMerge merge, RecordType type)
    {
        foreach (var field in fields)
        {
            if (!values.TryGetValue((merge.Id, field.Name), out var value)) continue;
            if (field.IsSeveral) foreach (var item in value.Added.ToList()) Remove(merge.SurvivorId, merge.Sequence, field, item);
            else Replace(merge.SurvivorId, merge.Sequence, field, value.After!, value.Before!);
        }

        foreach (var record in records.Values)
            MergedRecord.Write(record, type, fields, wanted.Where(one => one.Key.Record == record.Id).ToDictionary(one => one.Key.Field, one => one.Value, StringComparer.Ordinal));
        return kept;
    }

    private void Replace(Guid record, long after, MergeField field, string old, string fresh)
    {
        if (Later(record, after, field, _ => true) is { } next)
        {
            // Another value was put over this one: it goes over the one before now.
            if (Same(field, next.Before!, old)) next.Before = fresh;
            else kept.Add(new KeptByMerge(field.Name));
            return;
        }

        var unchanged = Same(field, Current(record, field), old);
        if (unchanged) wanted[(record, field.Name)] = Led(field, fresh);
        else kept.Add(new KeptByMerge(field.Name));
        if (!unchanged || Onward(record) is not { } onward || !values.TryGetValue((onward.Id, field.Name), out var taken) || !Same(field, taken.After!, old)) return;
        taken.After = fresh;
        Replace(onward.SurvivorId, onward.Sequence, field, old, fresh);
    }

    private void Remove(Guid record, long after, MergeField field, string item)
    {
        if (Later(record, after, field, value => field.Has(value.Brought, item)) is { } later)
        {
            if (!field.Has(later.Added, item)) later.Added = [.. later.Added, item];
            return;
        }

        var items = Items(record, field);
        if (!field.Has(items, item)) return;
        wanted[(record, field.Name)] = MergeField.Join(items.Where(one => field.KeyOf(one) != field.KeyOf(item)));
        if (Onward(record) is not { } onward || !values.TryGetValue((onward.Id, field.Name), out var value)) return;
        var added = field.Has(value.Added, item);
        value.Brought = [.. value.Brought.Where(one => field.KeyOf(one) != field.KeyOf(item))];
        value.Added = [.. value.Added.Where(one => field.KeyOf(one) != field.KeyOf(item))];
        if (added) Remove(onward.SurvivorId, onward.Sequence, field, item);
    }

    private MergedValue? Later(Guid record, long after, MergeField field, Func<MergedValue, bool> where) => merges
        .Where(merge => merge.SurvivorId == record && merge.Sequence > after && merge.Stands)
        .Select(merge => values.GetValueOrDefault((merge.Id, field.Name))).FirstOrDefault(value => value is not null && where(value));

    /// <summary>The merge that a survivor was itself merged away by.</summary>
    private RecordMerge? Onward(Guid record) => merges.Find(merge => merge.LoserId == record && merge.Stands);

    private string Current(Guid record, MergeField field) => wanted.GetValueOrDefault((record, field.Name)) ?? field.Json(records[record]);

    private List<string> Items(Guid record, MergeField field)
    {
        if (!wanted.TryGetValue((record, field.Name), out var json)) return field.Items(records[record]);
        using var list = System.Text.Json.JsonDocument.Parse(json);
        return [.. list.RootElement.EnumerateArray().Select(item => item.GetRawText())];
    }

    private bool Same(MergeField field, string one, string other) => one == other || (field.IsReference && Led(field, one) == Led(field, other));

    /// <summary>A reference to a record that was merged away since means its survivor.</summary>
    private string Led(MergeField field, string json) =>
        field.IsReference && MergeField.IdIn(json) is { } id && aliases.TryGetValue(id, out var survivor) ? MergeField.JsonOf(survivor) : json;
}
