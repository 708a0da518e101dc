using Tandem.Core.Records;

namespace Tandem.Platform.Fields;

/// <summary>Turns a stored definition into the shape that a field is made of.</summary>
internal static class FieldShapes
{
    public static CustomFieldShape Of(CustomField field)
    {
        var settings = field.Settings;
        return new CustomFieldShape(field.Key, field.Name, field.Kind)
        {
            ReferenceTo = field.Kind == FieldKind.Reference ? settings.ReferenceTo : null,
            Choices = [.. settings.Choices.Select(choice => new Choice(choice.Key, LabelOf(field, choice), Retired: choice.Retired))],
            Required = settings.Required, RequiredWhen = settings.RequiredWhen, VisibleWhen = settings.VisibleWhen, Searchable = settings.Searchable,
            Listed = settings.Listed, Indexed = settings.Indexed || settings.Unique, Unique = settings.Unique, Sensitivity = settings.Sensitivity,
            MaxLength = settings.MaxLength ?? (field.Kind == FieldKind.LongText ? 20_000 : 500), Least = settings.Least, Most = settings.Most, Default = settings.Default,
            Unit = settings.Unit, HasHelp = settings.Help.Count > 0, Section = field.Section,
        };
    }

    /// <summary>Resource key of a choice's label.</summary>
    public static string LabelOf(CustomField field, FieldChoice choice) => $"custom.{field.Key}.{choice.Key}";
}
