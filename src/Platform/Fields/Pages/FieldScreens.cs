using Microsoft.EntityFrameworkCore;
using Tandem.Core.Formulas;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Fields.Pages;

/// <summary>One of the record types that take fields.</summary>
/// <param name="CustomId">The definition's id, when the workspace made the type.</param>
public sealed record FieldTypeTab(string Key, string Label, string Icon, int Own, bool Current, Guid? CustomId);

/// <summary>A field of the workspace's own in the list.</summary>
/// <param name="Filled">Share of the records that have a value.</param>
/// <param name="Preparing">Its index is being built.</param>
public sealed record FieldRow(Guid Id, string Key, string Name, FieldKind Kind, string? Section, string? Needed, double? Filled, bool Preparing, string? PointsTo, int Choices, int Version);

/// <summary>A field that the product brings.</summary>
public sealed record StandardField(string Label, string Name, FieldKind Kind, bool Required, string? PointsTo);

/// <summary>A removed field, until it is cleared away.</summary>
public sealed record RemovedField(Guid Id, IReadOnlyDictionary<string, string> Labels, DateOnly Until);

public sealed record FieldsView(FieldTypeTab Type, IReadOnlyList<FieldTypeTab> Types, IReadOnlyList<FieldRow> Fields, IReadOnlyList<StandardField> Standard, IReadOnlyList<RemovedField> Removed);

/// <summary>A field to add or to change.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Languages">In which labels are asked for.</param>
/// <param name="Sections">That the type already has.</param>
/// <param name="Targets">What a reference may point to.</param>
public sealed record FieldDrawerView(FieldTypeTab Type, Guid? Id, int Version, string? Name, FieldKind Kind, IReadOnlyDictionary<string, string> Labels, string? Section, FieldSettings Settings,
    IReadOnlyList<Language> Languages, IReadOnlyList<string> Sections, IReadOnlyList<Option> Targets, IReadOnlyList<Relation> Relations)
{
    /// <summary>What a roll-up may add up, under the relations; each is named with its relation.</summary>
    public IReadOnlyList<Option> RolledUp { get; init; } = [];

    public string Path => $"/settings/fields/{Type.Key}";

    public string Action => Id is null ? Path : $"{Path}/{Id}";
}

/// <summary>What the screens of fields show.</summary>
internal sealed class FieldScreens(Crm crm, RecordTypes types, CurrentPage page)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<FieldsView> List(Actor actor, string type, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var described = Described(type);
        var own = await db.Set<CustomField>().AsNoTracking().Where(field => field.RecordType == type && field.DeletedAt == null).OrderBy(field => field.Order).ThenBy(field => field.CreatedAt).ToListAsync(stop);
        var removed = await db.Set<CustomField>().AsNoTracking().Where(field => field.RecordType == type && field.DeletedAt != null).OrderByDescending(field => field.DeletedAt).ToListAsync(stop);
        var indexes = own.Exists(field => FieldIndexes.NameFor(field) is not null) ? await FieldIndexes.Existing(db, stop) : [];
        var filled = await FieldIndexes.Filled(db, described, [.. own.Where(field => !FieldKinds.IsComputed(field.Kind)).Select(FilledKey)], stop);
        return new FieldsView(Tab(type, type), Tabs(type),
            [.. own.Select(field => new FieldRow(field.Id, field.Key, field.Name, field.Kind, field.Section, field.Settings.Required ? "always" : field.Settings.RequiredWhen is null ? null : "when",
                filled.Total == 0 || !filled.ByKey.TryGetValue(FilledKey(field), out var having) ? null : (double)having / filled.Total, FieldIndexes.NameFor(field) is { } index && !indexes.Contains(index), field.Settings.ReferenceTo, field.Settings.Choices.Count, field.Version))],
            [.. described.Fields.Where(field => !field.IsCustom).Select(field => new StandardField(field.Label, field.JsonName, field.Kind, field.Required, field.ReferenceTo))],
            [.. removed.Select(field => new RemovedField(field.Id, field.Labels, DateOnly.FromDateTime((field.DeletedAt!.Value + Kept).UtcDateTime)))]);
    }

    public FieldDrawerView New(string type, FieldKind kind) =>
        new(Tab(type, type), null, 0, null, kind, new Dictionary<string, string>(StringComparer.Ordinal), null, new FieldSettings(), LanguagesOf(), SectionsOf(type), Targets(), RelationsOf(type)) { RolledUp = RolledUp(type) };

    public async Task<FieldDrawerView> One(Actor actor, string type, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var field = await db.Set<CustomField>().AsNoTracking().Where(one => one.RecordType == type && one.DeletedAt == null).Get(id, stop);
        return new FieldDrawerView(Tab(type, type), field.Id, field.Version, field.Name, field.Kind, field.Labels, field.Section, field.Settings, LanguagesOf(), SectionsOf(type), Targets(), RelationsOf(type)) { RolledUp = RolledUp(type) };
    }

    /// <summary>The field as the form would show it; nothing while it has no label.</summary>
    public IReadOnlyList<FormFieldView> Preview(string type, FieldWish wish)
    {
        if (wish.Labels.Values.All(string.IsNullOrWhiteSpace)) return [];
        var field = new CustomField(type, "preview", wish.Kind);
        try
        {
            field.Label(wish.Labels);
            field.Apply(wish.Settings);
            var language = page.Locale.Language.Code;
            var label = WorkspaceWords.In(language, wish.Labels)!;
            var shapes = FieldShapes.All(field).Select(shape => shape with
            {
                Label = field.Kind == FieldKind.Address ? page.Locale.T("address.part", ("address", label), ("part", page.Locale.T(AddressPart.All.First(part => part.KeyIn(field.Key) == shape.Key).Label))) : label,
                HasHelp = false,
                Choices = [.. field.Settings.Choices.Where(choice => !choice.Retired).Select(choice => new Choice(choice.Key, WorkspaceWords.In(language, choice.Labels) ?? choice.Key, LabelIsText: true))],
            }).ToList();
            return [.. Described(type).With(shapes, []).Fields.Where(one => shapes.Contains(one.Shape!)).Select(made => new FormFieldView(made, FieldDefaults.Of(made), null))];
        }
        catch (Core.Refused)
        {
            return [];
        }
    }

    /// <summary>Where a value shows that the field is filled in: of an address, its city.</summary>
    private static string FilledKey(CustomField field) => field.Kind == FieldKind.Address ? field.Key + "t" : field.Key;

    /// <summary>Relations under names that people know.</summary>
    private IReadOnlyList<Relation> RelationsOf(string type) => [.. Described(type).Relations.Where(relation => types.Find(relation.RecordType) is not null)];

    private IReadOnlyList<Option> RolledUp(string type) =>
    [
        .. RelationsOf(type).SelectMany(relation => types[relation.RecordType].Fields.Where(field => RollUp.KindOf(RollUpOf.Most, field.Kind) is not null)
            .Select(field => new Option($"{relation.Name}.{field.Name}", page.Locale.T(field.Label)) { Group = NameOf(relation) })),
    ];

    /// <summary>"Deals", or with the reference where a type refers in several ways.</summary>
    public string NameOf(Relation relation) => types[relation.RecordType] is var target && page.Locale.T(target.Label + ".plural") is var many
        && target.Fields.Count(field => field.ReferenceTo is not null && field.ReferenceTo == target.Find(relation.Reference)?.ReferenceTo) > 1 ? $"{many} ({page.Locale.T(target.Find(relation.Reference)!.Label)})" : page.Locale.T(target.Label + ".plural");

    private RecordType Described(string type) => types.Find(type) is { TakesCustomFields: true } described ? described : throw new RecordNotFound();

    private IReadOnlyList<FieldTypeTab> Tabs(string current) => [.. types.All.Where(type => type.TakesCustomFields).Select(type => Tab(type.Key, current))];

    private FieldTypeTab Tab(string key, string current)
    {
        var type = Described(key);
        return new FieldTypeTab(key, type.Label, type.Icon, type.Fields.Count(field => field.IsCustom), key == current, page.Types.Types.FirstOrDefault(one => one.Key == key)?.Id);
    }

    private IReadOnlyList<Language> LanguagesOf() => [.. (page.Workspace?.Languages ?? ["en"]).Select(Languages.Find).OfType<Language>()];

    private IReadOnlyList<string> SectionsOf(string type) => [.. page.Types.Fields.Where(field => field.RecordType == type).Select(field => field.Section).OfType<string>().Distinct(StringComparer.Ordinal)];

    private IReadOnlyList<Option> Targets() => [.. types.All.Where(type => type.Key is not ("note" or "task" or "affiliation")).Select(type => new Option(type.Key, page.Locale.T(type.Label)))];
}
