using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Computed;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records;

namespace Tandem.Platform.Fields;

/// <summary>What someone asks a field to be.</summary>
/// <param name="Name">For the API; null makes one from the label. Fixed once the field exists.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Labels">By language.</param>
/// <param name="Section">Heading under which it stands.</param>
public sealed record FieldWish(string? Name, FieldKind Kind, Dictionary<string, string> Labels, string? Section, FieldSettings Settings);

/// <summary>Adds, changes, orders, removes and brings back the fields of a workspace. For administrators.</summary>
public sealed class FieldDefinitions(Crm crm, JobQueue jobs, TimeProvider clock)
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
        { "id", "version", "custom", "me", "and", "or", "not", "in", "is", "has", "on", "before", "after", "within", "between", "contains", "count", "true", "false", "yes", "no", "empty", "today", "now" };

    private static readonly ReadingContext Plain = new("EUR", null);

    public async Task<CustomField> Add(Actor actor, string recordType, FieldWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        if (db.RecordTypes.Find(recordType) is not { TakesCustomFields: true } type) throw Refused.On("type", FieldRefusals.TakesNone);
        var others = await db.Set<CustomField>().AsNoTracking().Where(one => one.RecordType == recordType && one.DeletedAt == null).Select(one => new { one.Name, one.Order }).ToListAsync(stop);
        if (others.Count >= CustomField.MostOfType) throw new Refused(FieldRefusals.TooMany, ("max", CustomField.MostOfType));
        var names = others.Select(one => one.Name).Concat(type.Fields.SelectMany(one => (string[])[one.Name, one.JsonName])).Concat(type.Relations.Select(one => one.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var field = new CustomField(recordType, string.IsNullOrWhiteSpace(wish.Name) ? Free(NameOf(wish.Labels), names) : wish.Name.Trim(), wish.Kind) { Order = others.Count == 0 ? 1 : others.Max(one => one.Order) + 1 };
        if (names.Contains(field.Name) || Reserved.Contains(field.Name) || FieldShapes.All(field).Any(shape => names.Contains(shape.Name))) throw Refused.On("name", FieldRefusals.NameTaken, ("name", field.Name));
        Fill(db, field, wish);
        db.Add(field);
        if (wish.Settings.Unique || wish.Settings.Indexed) AskForIndexes(db, actor);
        await Save(db, field.Name, stop);
        return field;
    }

    public async Task<CustomField> Change(Actor actor, Guid id, int? version, FieldWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var field = await db.Set<CustomField>().Where(one => one.DeletedAt == null).Get(id, version, stop);
        var (wasUnique, wasIndexed, kind) = (field.Settings.Unique, field.Settings.Indexed, field.Kind);
        field.Become(wish.Kind);
        await KeepUsedChoices(db, field, wish.Settings, stop);
        Fill(db, field, wish);
        if (wish.Settings.Unique && !wasUnique && await FieldIndexes.Duplicates(db, field, stop) is > 0 and var twice) throw Refused.On("unique", FieldRefusals.DuplicateValues, ("count", twice));
        if ((wish.Settings.Unique, wish.Settings.Indexed, wish.Kind) != (wasUnique, wasIndexed, kind)) AskForIndexes(db, actor);
        await Save(db, field.Name, stop);
        return field;
    }

    /// <summary>Puts a field at a place, counted from 0, among those of its section.</summary>
    public async Task Place(Actor actor, Guid id, int place, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var moved = await db.Set<CustomField>().Where(one => one.DeletedAt == null).Get(id, stop);
        var fields = await db.Set<CustomField>().Where(one => one.RecordType == moved.RecordType && one.DeletedAt == null).OrderBy(one => one.Order).ThenBy(one => one.CreatedAt).ToListAsync(stop);
        var beside = fields.Where(one => one.Section == moved.Section && one != moved).ToList();
        beside.Insert(Math.Clamp(place, 0, beside.Count), moved);
        var order = 0;
        foreach (var field in fields.GroupBy(one => one.Section).SelectMany(section => section.Key == moved.Section ? beside : section.AsEnumerable())) field.Order = ++order;
        await Save(db, moved.Name, stop);
    }

    /// <summary>Hides a field at once; it and its values are kept for 30 days.</summary>
    public async Task Remove(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var field = await db.Set<CustomField>().Where(one => one.DeletedAt == null).Get(id, stop);
        field.Trash(clock.GetUtcNow());
        if (field.Settings.Unique || field.Settings.Indexed) AskForIndexes(db, actor);
        await Save(db, field.Name, stop);
    }

    public async Task<CustomField> BringBack(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var field = await db.Set<CustomField>().Where(one => one.DeletedAt != null).Get(id, stop);
        if (db.RecordTypes.Find(field.RecordType) is not { } type) throw Refused.On("type", FieldRefusals.TakesNone);
        if (FieldShapes.All(field).Any(shape => type.Find(shape.Name) is not null)) throw Refused.On("name", FieldRefusals.NameTaken, ("name", field.Name));
        if (field.Settings.Unique && await FieldIndexes.Duplicates(db, field, stop) is > 0 and var twice) throw Refused.On("unique", FieldRefusals.DuplicateValues, ("count", twice));
        field.Restore();
        if (field.Settings.Unique || field.Settings.Indexed) AskForIndexes(db, actor);
        await Save(db, field.Name, stop);
        return field;
    }

    private static void Fill(CrmDb db, CustomField field, FieldWish wish)
    {
        field.Label(wish.Labels);
        field.PutUnder(wish.Section);
        field.Apply(wish.Settings);
        Check(db, field);
    }

    /// <summary>Whether the settings mean something for the type and the kind.</summary>
    private static void Check(CrmDb db, CustomField field)
    {
        var (settings, refusals) = (field.Settings, new List<Refused>());
        if (!FieldKinds.Offered.Contains(field.Kind)) refusals.Add(Refused.On("kind", RecordRefusals.WrongType, ("field", "kind"), ("expected", "kind")));
        if (FieldKinds.HasChoices(field.Kind) && settings.Choices.Count == 0) refusals.Add(Refused.On("choices", FieldRefusals.ChoicesMissing));
        if (settings.Choices.Count > CustomField.MaxChoices) refusals.Add(Refused.On("choices", FieldRefusals.TooManyChoices, ("max", CustomField.MaxChoices)));
        if (settings.Choices.GroupBy(choice => choice.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice) refusals.Add(Refused.On("choices", FieldRefusals.ChoiceTwice, ("choice", twice.Key)));
        if (field.Kind == FieldKind.Reference && settings.ReferenceTo is { } to && db.RecordTypes.Find(to) is null) refusals.Add(Refused.On("referenceTo", RecordRefusals.UnknownChoice, ("field", "referenceTo"), ("value", to)));
        if (settings.Least > settings.Most) refusals.Add(Refused.On("most", FieldRefusals.OutOfBounds));
        if ((settings.Indexed && !FieldKinds.CanIndex(field.Kind)) || (settings.Unique && !FieldKinds.CanBeUnique(field.Kind))) refusals.Add(Refused.On(settings.Unique ? "unique" : "indexed", FieldRefusals.NotIndexable));
        if (settings.Searchable && settings.Access.ContainsValue(FieldAccess.None)) refusals.Add(Refused.On("searchable", FieldRefusals.SearchableSecret));
        Refused.ThrowAny(refusals);
        var bare = db.RecordTypes[field.RecordType].SeenBy(one => one.Shape is not { } shape || CustomField.DefinitionKey(shape) != field.Key, _ => true);
        if (FieldKinds.IsComputed(field.Kind))
        {
            if (settings.Required || settings.RequiredWhen is not null || settings.Default is not null || settings.Searchable) throw Refused.On(settings.Searchable ? "searchable" : settings.Default is not null ? "default" : "needed", FieldRefusals.Computed);
            field.Give(CheckComputation.KindOf(field.Kind, settings, bare, db.RecordTypes));
        }
        else if (settings.Gives is not null || settings.Formula is not null || settings.RollUp is not null || settings.Rules.Count > 0)
        {
            field.Apply(settings with { Gives = null, Formula = null, RollUp = null, Rules = [] });
        }

        var type = bare.With([.. FieldShapes.All(field)], []);
        if (FieldKinds.IsComputed(field.Kind)) CheckComputation.DemandNoCircle(db, type, type.Find(field.Name)!);
        refusals.AddRange(BadConditions(db, type, settings));
        try
        {
            if (settings.Default is not null && field.Kind is FieldKind.Address or FieldKind.File) throw Refused.On("default", FieldRefusals.BadDefault);
            if (settings.Default is { } text) Try(field, FieldValues.One(type.Find(field.Name)!, text, Plain));
        }
        catch (Exception unfit) when (unfit is Refused or OverflowException)
        {
            refusals.Add(Refused.On("default", FieldRefusals.BadDefault));
        }

        Refused.ThrowAny(refusals);
    }

    /// <summary>Whether a record can hold the value.</summary>
    private static void Try(CustomField field, object? value) => CustomRecordType.Any.With([FieldShapes.Of(field)], []).Find(field.Name)!.Write(new CustomRecord(""), value);

    private static IEnumerable<Refused> BadConditions(CrmDb db, RecordType type, FieldSettings settings)
    {
        foreach (var (name, text) in ((string, string?)[])[("requiredWhen", settings.RequiredWhen), ("visibleWhen", settings.VisibleWhen)])
        {
            if (text is null) continue;
            FilterError? error = null;
            try
            {
                Filter.Parse(text, type.SeenBy(one => one.Shape?.Computed is null, _ => true), db.RecordTypes);
            }
            catch (FilterError found)
            {
                error = found;
            }

            if (error is not null) yield return Refused.On(name, FieldRefusals.BadCondition, ("at", error.Position + 1));
        }
    }

    /// <summary>A choice that records have is retired or merged, not forgotten.</summary>
    private static async Task KeepUsedChoices(CrmDb db, CustomField field, FieldSettings wanted, CancellationToken stop)
    {
        foreach (var gone in field.Settings.Choices.Where(choice => wanted.Choices.TrueForAll(other => other.Key != choice.Key)))
            if (await FieldIndexes.CountOf(db, field, gone.Key, stop) is > 0 and var count) throw Refused.On("choices", FieldRefusals.ChoiceInUse, ("choice", gone.Key), ("count", count));
    }

    private void AskForIndexes(CrmDb db, Actor actor) => jobs.Add(db, actor, FieldIndexJob.Name, new { }, "job.field-indexes", null);

    private async Task Save(CrmDb db, string name, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // Someone else added a field of this name meanwhile.
            throw Refused.On("name", FieldRefusals.NameTaken, ("name", name));
        }

        await crm.Database.Types.Refresh(stop);
    }

    /// <summary>camelCase from a label: <c>fleetSize</c> from "Fleet size".</summary>
    private static string NameOf(IReadOnlyDictionary<string, string> labels)
    {
        var label = labels.GetValueOrDefault("en") ?? labels.Values.FirstOrDefault() ?? "";
        var name = new StringBuilder();
        var upper = false;
        foreach (var letter in Folding.Fold(label))
        {
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                upper = name.Length > 0;
                continue;
            }

            if (name.Length == 0 && char.IsAsciiDigit(letter)) name.Append('n');
            name.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
            if (name.Length == CustomField.MaxNameLength - 3) break;
        }

        return name.Length == 0 ? "field" : name.ToString();
    }

    private static string Free(string name, HashSet<string> taken)
    {
        if (!taken.Contains(name) && !Reserved.Contains(name)) return name;
        for (var number = 2; ; number++)
            if (!taken.Contains(name + number)) return name + number;
    }
}
