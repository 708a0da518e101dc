using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Merging;

namespace Tandem.Platform.Import.Targets;

/// <summary>Writes rows as records of one type: finds those that exist by their keys, writes fields, holds the type's rules.</summary>
internal sealed class RecordWriterOf<T>(ImportSession session, FilePlan file, RecordTarget<T> target, RecordType type) : ImportWriter where T : class, IRecord
{
    private const string External = "externalId";

    private readonly Field[] keys = [.. Keys(file, type, target.TitleTellsApart(file))];
    private readonly (Field Field, ColumnPlan Column)[] references = [.. ReferencesOf(file, type)];
    private readonly Dictionary<UInt128, long> seen = [];
    private Dictionary<Guid, T> mine = [];
    private Dictionary<string, T> existing = new(StringComparer.Ordinal);
    private HashSet<string> several = new(StringComparer.Ordinal);

    /// <summary>Keys of records that were merged away: the survivor that they find keeps its own.</summary>
    private readonly HashSet<string> aliases = new(StringComparer.Ordinal);

    public override bool NeedsSecondPass => Array.Exists(references, one => one.Field.ReferenceTo == type.Key);

    public override async Task Prepare(IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        existing = new(StringComparer.Ordinal);
        several = new(StringComparer.Ordinal);
        await LoadOwn(rows, stop);
        foreach (var field in keys) await Load(field, [.. rows.Select(row => KeyText(row, field)).OfType<string>().Distinct(StringComparer.Ordinal)], stop);
        await target.PrepareMore(session, rows, stop);
        foreach (var (field, _) in references)
            await session.References.Prepare(field.ReferenceTo!, rows.Select(row => row.Text(field.Name)), stop);
    }

    public override async ValueTask<RowOutcome> Write(ImportRow row, CancellationToken stop)
    {
        DemandFirst(row);
        if (Match(row) is { } known) return await Update(known, row, stop);
        if (!session.Actor.MayEditSome(type.Key)) throw new Refused(AccessRefusals.NotYours);
        var record = target.Rules.Blank(session.Actor);
        if (record is OwnedRecord owned && session.Actor.UserId is { } user && !row.Has("owner")) owned.AssignTo(user);
        await Fill(record, row, creating: true, again: false, stop);
        await target.Rules.Creating(session.Db, session.Actor, record, stop);
        session.Add(record);
        foreach (var field in KeyReader.NamingFields(type)) session.References.Add(type.Key, field.Read(record) as string, record.Id);
        return RowOutcome.Created;
    }

    public override async ValueTask WriteAgain(ImportRow row, CancellationToken stop)
    {
        if (session.IsPreview)
        {
            foreach (var (field, column) in references.Where(one => one.Field.ReferenceTo == type.Key))
                await session.Resolve(type.Key, row.Text(field.Name), column.WhenMissing, field.Name, stop);
            return;
        }

        if (Match(row) is { } record && references.Any(one => one.Field.ReferenceTo == type.Key && !string.IsNullOrEmpty(row.Text(one.Field.Name))))
        {
            var written = await Fill(record, row, creating: false, again: true, stop);
            if (session.IsChanged(record)) await target.Rules.Changing(session.Db, session.Actor, record, written, stop);
        }
    }

    public override void Remember(ImportRow row)
    {
        if (KeyOf(row) is { } key) seen.TryAdd(key, row.Number);
    }

    private async ValueTask<RowOutcome> Update(T record, ImportRow row, CancellationToken stop)
    {
        if (!session.Actor.MayEdit(type.Key, (record as IOwned)?.OwnerId)) throw new Refused(AccessRefusals.NotYours);
        var trashed = record.DeletedAt is not null;
        if (!session.Plan.Options.UpdateExisting && !trashed) return RowOutcome.Skipped;
        var entry = session.Db.Entry(record);
        try
        {
            if (trashed && record is Record restorable) restorable.Restore();
            var written = await Fill(record, row, creating: false, again: false, stop);
            var changed = session.IsChanged(record);
            if (changed) await target.Rules.Changing(session.Db, session.Actor, record, written, stop);
            session.Tell(record, row.Number, changed);
            return changed ? RowOutcome.Updated : RowOutcome.Unchanged;
        }
        catch (Refused)
        {
            // Nothing of a refused row is written.
            await entry.ReloadAsync(stop);
            (record as IRaises)?.ForgetRaised();
            throw;
        }
    }

    /// <summary>Empty cells leave what is there: a file that lacks a value does not say that there is none.</summary>
    private async ValueTask<FieldValues> Fill(T record, ImportRow row, bool creating, bool again, CancellationToken stop)
    {
        var refusals = new List<Refused>();
        var written = new FieldValues(type);
        foreach (var field in type.Fields)
        {
            if ((target.ValueOf(row, field) ?? ForeignId(row, record, field)) is not { } value || !field.Editable || (field.CreateOnly && !creating)) continue;
            if (!creating && aliases.Contains(field.Name + "\n" + Folding.Fold(row.Text(field.Name)))) continue;
            try
            {
                if (field.Kind == FieldKind.Reference)
                {
                    var column = Array.Find(references, one => one.Field == field).Column;
                    var own = field.ReferenceTo == type.Key;
                    if (again && !own) continue;
                    // A row further down may be the one that is meant: the second pass decides.
                    var id = await session.Resolve(field.ReferenceTo!, (string)value, own && !again ? WhenMissing.LeaveEmpty : column.WhenMissing, field.Name, stop);
                    if (id is null || Equals(id, field.Read(record))) continue;
                    field.Write(record, id);
                    written[field.Name] = id;
                }
                else if (!again && !Same(field.Read(record), value))
                {
                    field.Write(record, value);
                    written[field.Name] = value;
                }
            }
            catch (Refused refused)
            {
                refusals.AddRange(refused.All);
            }
        }

        if (!again && refusals.Count == 0) target.Complete(session, record, row, creating);
        refusals.AddRange(type.Fields.Where(field => field.Required && field.Read(record) is null or "")
            .Select(field => Refused.On(field.Name, RecordRefusals.RequiredField, ("field", field.Name))));
        Refused.ThrowAny(refusals);
        return written;
    }

    private static bool Same(object? stored, object value) => stored is IReadOnlyList<ContactPoint> points && value is IReadOnlyList<ContactPoint> given
        // A cell has no labels: those that are there stay.
        ? points.Select(point => point.Value).SequenceEqual(given.Select(point => point.Value))
        : stored is System.Collections.IEnumerable one and not string && value is System.Collections.IEnumerable other
        ? one.Cast<object>().SequenceEqual(other.Cast<object>())
        : Equals(stored, value);

    private void DemandFirst(ImportRow row)
    {
        if (KeyOf(row) is not { } key) return;
        if (!seen.TryAdd(key, row.Number)) throw new Refused(ImportRefusals.SameKey, ("row", seen[key]));
    }

    /// <summary>Ids of another program in the column of ids are what the record is called elsewhere.</summary>
    private string? ForeignId(ImportRow row, T record, Field field) =>
        field.Name == External && row.Text(ImportField.OwnId) is { } id && !(Core.Ids.TryParse(id, out var known) && known == record.Id) ? id : null;

    private static string? KeyText(ImportRow row, Field field) => row.Text(field.Name) ?? (field.Name == External ? row.Text(ImportField.OwnId) : null);

    private async Task LoadOwn(IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        var ids = rows.Select(row => Core.Ids.TryParse(row.Text(ImportField.OwnId), out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToArray();
        mine = ids.Length == 0 ? [] : await session.Db.Set<T>().AsTracking().Of(type).Where(record => ids.Contains(record.Id)).ToDictionaryAsync(record => record.Id, stop);
    }

    private UInt128? KeyOf(ImportRow row)
    {
        if (row.Text(ImportField.OwnId) is { } id) return KeyHash.Of(ImportField.OwnId, id);
        foreach (var field in keys)
            if (Folding.Fold(row.Text(field.Name)) is { Length: > 0 } text) return KeyHash.Of(field.Name, text);
        return null;
    }

    private T? Match(ImportRow row)
    {
        if (Core.Ids.TryParse(row.Text(ImportField.OwnId), out var id) && mine.TryGetValue(id, out var same)) return same;
        foreach (var field in keys)
        {
            if (Folding.Fold(KeyText(row, field)) is not { Length: > 0 } text) continue;
            var key = field.Name + "\n" + text;
            if (several.Contains(key)) throw Refused.On(field.Name, ImportRefusals.SeveralMatches, ("value", row.Text(field.Name)));
            if (existing.TryGetValue(key, out var record)) return Contradicts(row, record, field) ? null : record;
        }

        return null;
    }

    /// <summary>Whether a stronger key says that they are different records of the same name.</summary>
    private bool Contradicts(ImportRow row, T record, Field matched) => keys.TakeWhile(field => field != matched).Any(field =>
        Folding.Fold(row.Text(field.Name)) is { Length: > 0 } given && Folding.Fold(field.Read(record) as string) is { Length: > 0 } stored && given != stored);

    private async Task Load(Field field, IReadOnlyCollection<string> texts, CancellationToken stop)
    {
        if (texts.Count == 0) return;
        var column = (Expression<Func<T, string?>>)(field.Folded ?? field.Value);
        var forms = texts.Select(text => Folding.Fold(text)).SelectMany(text => (string[])[text, text.ToUpperInvariant()]).Concat(texts);
        var wanted = new KeyReader<T>.Wanted(forms.Distinct(StringComparer.Ordinal).ToArray());
        var found = await session.Db.Set<T>().AsTracking().Of(type).Where(KeyReader<T>.Among(column, wanted)).ToListAsync(stop);
        var survivors = await Survivors(found, stop);
        foreach (var stored in found)
        {
            var key = field.Name + "\n" + Folding.Fold(field.Read(stored) as string);
            var record = survivors.GetValueOrDefault(stored.Id, stored);
            if (record != stored) aliases.Add(key);
            // A living record goes before one in the trash; two living ones are a question.
            if (!existing.TryGetValue(key, out var other) || (other.DeletedAt is not null && record.DeletedAt is null)) existing[key] = record;
            else if (record.DeletedAt is null && other.DeletedAt is null && other.Id != record.Id) several.Add(key);
        }
    }

    /// <summary>A record that was merged away is found as its survivor.</summary>
    private async Task<Dictionary<Guid, T>> Survivors(List<T> found, CancellationToken stop)
    {
        var hidden = found.Where(record => record.DeletedAt is not null).Select(record => record.Id).ToList();
        if (hidden.Count == 0) return [];
        var leads = await Aliases.Survivors(session.Db, hidden, stop);
        var ids = leads.Values.Distinct().ToArray();
        var survivors = ids.Length == 0 ? [] : await session.Db.Set<T>().AsTracking().Where(record => ids.Contains(record.Id)).ToDictionaryAsync(record => record.Id, stop);
        return leads.Where(lead => survivors.ContainsKey(lead.Value)).ToDictionary(lead => lead.Key, lead => survivors[lead.Value]);
    }

    private static IEnumerable<Field> Keys(FilePlan file, RecordType type, bool byTitle)
    {
        var chosen = file.Key is { } key ? [key] : type.MatchKeys;
        return (byTitle ? chosen.Append(type.Title.Name) : chosen).Distinct().Where(name => file.ColumnOf(name) is not null || (name == External && file.ColumnOf(ImportField.OwnId) is not null)).Select(name => type.Find(name)).OfType<Field>()
            .Where(field => field.Folded is not null || field.Value.ReturnType == typeof(string)).Take(file.Key is null ? int.MaxValue : 1);
    }

    private static IEnumerable<(Field, ColumnPlan)> ReferencesOf(FilePlan file, RecordType type) => type.Fields
        .Where(field => field is { Kind: FieldKind.Reference, Editable: true, ReferenceTo: not null } && file.ColumnOf(field.Name) is not null)
        .Select(field => (field, file.ColumnOf(field.Name)!));
}
