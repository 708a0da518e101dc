using Tandem.Core.Formulas;
using Tandem.Core.Records;

namespace Tandem.Platform.Fields;

/// <summary>Turns a stored definition into the shape that a field is made of.</summary>
internal static class FieldShapes
{
    private const string FileType = "file";

    /// <summary>The fields that a definition makes: one, or one for each part of an address.</summary>
    public static IEnumerable<CustomFieldShape> All(CustomField field)
    {
        var whole = Of(field);
        if (field.Kind != FieldKind.Address) return [whole];
        return AddressPart.All.Select(part => whole with
        {
            Key = part.KeyIn(field.Key),
            Name = part.NameIn(field.Name),
            Kind = part.Kind,
            Label = $"custom.{field.Key}.{part.Letter}",
            MaxLength = part.MaxLength,
            Required = whole.Required && part.Letter is ('s' or 't'),
            RequiredWhen = part.Letter is 's' or 't' ? whole.RequiredWhen : null,
            Listed = whole.Listed && part.Listed,
            Searchable = whole.Searchable && part.Kind == FieldKind.Text,
            HasHelp = false,
        });
    }

    public static CustomFieldShape Of(CustomField field)
    {
        var settings = field.Settings;
        var computed = ComputationOf(field);
        return new CustomFieldShape(field.Key, field.Name, computed?.Gives ?? (field.Kind == FieldKind.File ? FieldKind.Reference : field.Kind))
        {
            Computed = computed,
            ReferenceTo = field.Kind switch { FieldKind.Reference => settings.ReferenceTo, FieldKind.File => FileType, _ => null },
            Choices = [.. settings.Choices.Select(choice => new Choice(choice.Key, LabelOf(field, choice), Retired: choice.Retired))],
            Required = settings.Required, RequiredWhen = settings.RequiredWhen, VisibleWhen = settings.VisibleWhen, Searchable = settings.Searchable,
            Listed = settings.Listed, Indexed = settings.Indexed || settings.Unique, Unique = settings.Unique, Sensitivity = settings.Sensitivity,
            MaxLength = settings.MaxLength ?? (field.Kind == FieldKind.LongText ? 20_000 : 500), Least = settings.Least, Most = settings.Most, Default = settings.Default,
            Unit = settings.Unit, HasHelp = settings.Help.Count > 0, Section = field.Section,
        };
    }

    /// <summary>How the field comes by its value; null where it is kept with the record.</summary>
    private static Computation? ComputationOf(CustomField field) => field.Kind switch
    {
        FieldKind.Formula => new Formula(field.Settings.Formula ?? "", field.Settings.Gives ?? FieldKind.Decimal),
        FieldKind.RollUp when field.Settings.RollUp is { } asked => new RollUp(asked.Of, asked.Relation, asked.Field, asked.Filter, field.Settings.Gives ?? FieldKind.Integer),
        FieldKind.RollUp => new RollUp(RollUpOf.Count, "", null, null, FieldKind.Integer),
        FieldKind.Score => new Score([.. field.Settings.Rules.Select(rule => (rule.When, rule.Points))]),
        _ => null,
    };

    /// <summary>Resource key of a choice's label.</summary>
    public static string LabelOf(CustomField field, FieldChoice choice) => $"custom.{field.Key}.{choice.Key}";
}
