using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>Creates, changes and trashes records of one type by their fields: behind the API, the forms, inline edit and batches alike.</summary>
public sealed class RecordWriter<T>(Crm crm, RecordRules<T> rules, FieldDemands<T> demands, TimeProvider clock) where T : class, IRecord
{
    public async Task<T> Create(Actor actor, FieldValues values, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await Begin(db, [values], stop);
        var record = await Prepare(db, actor, values, stop);
        db.Add(record);
        await db.SaveChangesAsync(stop);
        if (write is not null) await write.Commit(stop);
        return record;
    }

    /// <summary>A new record, checked and filled but not yet saved.</summary>
    public async Task<T> Prepare(CrmDb db, Actor actor, FieldValues values, CancellationToken stop, KnownReferences? references = null)
    {
        if (!actor.MayEditSome(values.Type.Key)) throw new Refused(AccessRefusals.NotYours);
        var record = rules.Blank(actor);
        if (record is OwnedRecord owned && actor.UserId is { } user && !values.Has("owner")) owned.AssignTo(user);
        FieldDefaults.Fill(record, db.RecordTypes.Of(record)!, field => values.Has(field.Name));
        Write(record, values, creating: true);
        await demands.Check(db, actor, record, values, creating: true, stop);
        await CheckReferences(db, actor, values, references, stop);
        await TakeFiles(db, actor, record, values, stop);
        await rules.Creating(db, actor, record, stop);
        return record;
    }

    public async Task<T> Patch(Actor actor, Guid id, int? version, FieldValues values, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await Begin(db, [values], stop);
        var record = await db.GetEditable<T>(actor, id, version, stop);
        await Apply(db, actor, record, values, stop);
        await db.SaveChangesAsync(stop);
        if (write is not null) await write.Commit(stop);
        return record;
    }

    /// <summary>Changes a loaded record, without saving.</summary>
    public async Task Apply(CrmDb db, Actor actor, T record, FieldValues values, CancellationToken stop, KnownReferences? references = null)
    {
        Write(record, values, creating: false);
        await demands.Check(db, actor, record, values, creating: false, stop);
        await CheckReferences(db, actor, values, references, stop);
        await TakeFiles(db, actor, record, values, stop);
        await rules.Changing(db, actor, record, values, stop);
    }

    public async Task Trash(Actor actor, Guid id, int? version, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var record = await db.GetEditable<T>(actor, id, version, stop);
        if (record is not Record trashable) throw new Refused(AccessRefusals.NotYours);
        await rules.Trashing(db, actor, record, stop);
        trashable.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
    }

    public async Task Restore(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var record = await db.Set<T>().TrashedFor(actor, db).Get(id, stop);
        ((Record)(IRecord)record).Restore();
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The transaction that <see cref="RecordRules{T}.Exclusive"/> asks for, before anything is read; null when it asks for none.</summary>
    internal async Task<WriteTransaction?> Begin(CrmDb db, IEnumerable<FieldValues> values, CancellationToken stop) =>
        values.Select(rules.Exclusive).FirstOrDefault(what => what is not null) is { } one ? await db.BeginExclusive(one, stop) : null;

    private static void Write(T record, FieldValues values, bool creating)
    {
        var refusals = new List<Refused>();
        foreach (var (field, value) in values.All)
        {
            try
            {
                if (!field.Editable || (field.CreateOnly && !creating)) throw Refused.On(field.JsonName, RecordRefusals.ReadOnlyField, ("field", field.Name));
                field.Write(record, value);
            }
            catch (Refused refused)
            {
                refusals.AddRange(refused.All);
            }
        }
        Refused.ThrowAny(refusals);
    }

    /// <summary>A file of the actor's own that a field now names belongs to the record from here on: whoever sees the record sees it.</summary>
    private static async Task TakeFiles(CrmDb db, Actor actor, T record, FieldValues values, CancellationToken stop)
    {
        var ids = values.All.Where(pair => pair.Key.ReferenceTo == "file" && pair.Value is not null).Select(pair => (Guid)pair.Value!).ToArray();
        if (ids.Length == 0) return;
        foreach (var file in await db.Set<Files.StoredFile>().Where(file => ids.Contains(file.Id) && file.AboutId == null && file.OwnerId == actor.Id).ToListAsync(stop)) file.BelongTo(values.Type.Key, record.Id);
    }

    private static async Task CheckReferences(CrmDb db, Actor actor, FieldValues values, KnownReferences? references, CancellationToken stop)
    {
        var given = values.All.Where(pair => pair.Key.Kind == FieldKind.Reference && pair.Value is not null).Select(pair => (Field: pair.Key, Id: (Guid)pair.Value!)).ToList();
        if (given.Count == 0) return;
        references ??= await KnownReferences.Of(db, actor, [values], stop);
        Refused.ThrowAny([.. given
            .Where(reference => !references.Has(reference.Id, reference.Field.ReferenceTo))
            .Select(reference => Refused.On(reference.Field.JsonName, RecordRefusals.UnknownReference, ("field", reference.Field.Name)))]);
    }
}
