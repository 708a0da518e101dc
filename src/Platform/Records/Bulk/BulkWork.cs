using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Bulk;

/// <summary>Carries one change to records of one type, portion by portion: each record goes through its own rules, what they say no to stays as it is.</summary>
internal sealed class BulkWork<T>(RecordTypes types, RecordReader<T> reader, RecordWriter<T> writer, RecordRules<T> rules, Readings readings, TimeProvider clock) where T : class, IRecord
{
    private const int LongestTag = 100;

    private readonly RecordType type = types.Of(typeof(T))!;

    /// <summary>A change that is ready for records.</summary>
    public sealed record Prepared(FieldValues? Values, Func<CrmDb, T, ValueTask<bool>> To);

    /// <summary>Reads a change once, before the first portion: what cannot be done to any record is refused here.</summary>
    public async Task<Prepared> Prepare(CrmDb db, Actor actor, BulkChange change, CancellationToken stop)
    {
        if (!actor.MayEditSome(type.Key)) throw new Refused(AccessRefusals.NotYours);
        switch (change.What)
        {
            case BulkVerbs.Assign:
                if (type.Find("owner") is null || !typeof(OwnedRecord).IsAssignableFrom(typeof(T))) throw Refused.On("owner", RecordRefusals.UnknownField, ("field", "owner"));
                if (change.Owner is { } user && !await db.Users.AnyAsync(one => one.Id == user && one.DeletedAt == null, stop)) throw Refused.On("owner", RecordRefusals.UnknownReference, ("field", "owner"));
                return new(null, (_, record) => ValueTask.FromResult(Assign(record, change.Owner)));
            case BulkVerbs.Tag or BulkVerbs.Untag:
                var (tags, tag) = Tag(change.Tag);
                return new(null, (_, record) => ValueTask.FromResult(Tagged(tags, record, tag, change.What == BulkVerbs.Tag)));
            case BulkVerbs.Set:
                var values = FieldValues.FromJson(type, change.Values ?? throw Refused.On("values", RecordRefusals.RequiredField, ("field", "values")), await readings.Plain(stop));
                if (values.All.Keys.FirstOrDefault(field => !CanSet(field)) is { } fixedOne) throw Refused.On(fixedOne.JsonName, BulkRefusals.NotInBulk, ("field", fixedOne.Name));
                var references = await KnownReferences.Of(db, actor, [values], stop);
                return new(values, (context, record) => Set(context, actor, record, values, references, stop));
            case BulkVerbs.Delete:
                return new(null, (context, record) => Trash(context, actor, record, stop));
            default:
                throw Refused.On("what", BulkRefusals.UnknownVerb, ("value", change.What));
        }
    }

    /// <summary>Whether many records can be given one value of a field: not where it is each one's own, or fixed.</summary>
    public static bool CanSet(Field field) => field is { Editable: true, CreateOnly: false } && field.Shape is not { Unique: true }
        && field.Kind is not (FieldKind.Emails or FieldKind.Phones or FieldKind.Email or FieldKind.Phone);

    /// <summary>Begins the write of a portion, before its records are read.</summary>
    public async Task<WriteTransaction> Begin(CrmDb db, Prepared change, CancellationToken stop) =>
        (change.Values is { } values ? await writer.Begin(db, [values], stop) : null) ?? await db.BeginWrite(stop);

    /// <summary>All that match and that the actor may change, in the order in which they are worked through.</summary>
    /// <param name="after">Those up to here are done.</param>
    public async Task<List<Guid>> Matching(CrmDb db, Actor actor, BulkSelection selection, Guid? after, CancellationToken stop)
    {
        var rows = (await reader.Matching(db, actor, new ListRequest(selection.Filter, Search: selection.Search), page: false, stop)).EditableBy(actor, db);
        if (selection.Ids is { } ids) rows = rows.Where(row => ids.Contains(row.Id));
        if (after is { } last) rows = rows.Where(row => row.Id > last);
        return await rows.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(stop);
    }

    /// <summary>Changes some records in the write under way, without saving.</summary>
    public async Task<BulkOutcome> Apply(CrmDb db, Actor actor, IReadOnlyCollection<Guid> ids, Prepared change, CancellationToken stop)
    {
        long changed = 0, same = 0;
        var refused = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var record in await db.Set<T>().EditableBy(actor, db).Where(row => ids.Contains(row.Id)).ToListAsync(stop))
        {
            try
            {
                if (await change.To(db, record)) changed++;
                else same++;
            }
            catch (Refused why)
            {
                refused[why.Code] = refused.GetValueOrDefault(why.Code) + 1;
                db.Entry(record).State = EntityState.Detached;
            }
        }

        return new BulkOutcome(changed, same, refused);
    }

    private static bool Assign(T record, Guid? owner)
    {
        var owned = (OwnedRecord)(IRecord)record;
        if (owned.OwnerId == owner) return false;
        owned.AssignTo(owner);
        return true;
    }

    private (Field Tags, string Name) Tag(string? tag)
    {
        var name = tag?.Trim();
        if (string.IsNullOrEmpty(name)) throw Refused.On("tag", RecordRefusals.RequiredField, ("field", "tag"));
        if (name.Length > LongestTag) throw Refused.On("tag", RecordRefusals.TooLong, ("field", "tag"), ("max", LongestTag));
        return type.Find("tags") is { Kind: FieldKind.Tags, Editable: true } tags ? (tags, name) : throw Refused.On("tag", RecordRefusals.UnknownField, ("field", "tags"));
    }

    private static bool Tagged(Field tags, T record, string tag, bool with)
    {
        var own = (List<string>?)tags.Read(record) ?? [];
        if (own.Contains(tag) == with) return false;
        tags.Write(record, with ? own.Append(tag).ToList() : own.Where(one => one != tag).ToList());
        return true;
    }

    private async ValueTask<bool> Set(CrmDb db, Actor actor, T record, FieldValues values, KnownReferences references, CancellationToken stop)
    {
        var before = values.All.Keys.Select(field => field.Read(record)).ToList();
        await writer.Apply(db, actor, record, values, stop, references);
        return !values.All.Keys.Zip(before).All(pair => AreSame(pair.First.Read(record), pair.Second));
    }

    private async ValueTask<bool> Trash(CrmDb db, Actor actor, T record, CancellationToken stop)
    {
        if (record is not Record { DeletedAt: null } trashable) return false;
        await rules.Trashing(db, actor, record, stop);
        trashable.Trash(clock.GetUtcNow());
        return true;
    }

    private static bool AreSame(object? one, object? other) => one is List<string> many && other is List<string> others ? many.SequenceEqual(others, StringComparer.Ordinal) : Equals(one, other);
}
