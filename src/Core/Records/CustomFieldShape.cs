using System.Linq.Expressions;
using System.Reflection;

namespace Tandem.Core.Records;

/// <summary>What a workspace says about a field of its own; a <see cref="Field"/> is made of it like of a description in code.</summary>
/// <param name="Key">Under which its values are kept: stable, never reused, letters and digits only.</param>
/// <param name="Name">In the API and in filters.</param>
/// <param name="Kind">What it holds.</param>
public sealed record CustomFieldShape(string Key, string Name, FieldKind Kind)
{
    /// <summary>Resource key of the label.</summary>
    public string Label { get; init; } = "custom." + Key;

    public string? ReferenceTo { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    public bool Required { get; init; }

    /// <summary>How the value comes about, where it is not kept with the record; then <see cref="Kind"/> is what comes out.</summary>
    public Formulas.Computation? Computed { get; init; }

    /// <summary>False where the value is computed, or the reader may not change it.</summary>
    public bool Editable { get; init; } = true;

    public bool Searchable { get; init; }

    public bool Listed { get; init; }

    public bool Indexed { get; init; }

    public bool Unique { get; init; }

    public Sensitivity Sensitivity { get; init; }

    public int MaxLength { get; init; } = 500;

    /// <summary>Bounds of a number or an amount.</summary>
    public decimal? Least { get; init; }

    public decimal? Most { get; init; }

    /// <summary>In the filter language over the same record: while it is true the field must have a value.</summary>
    public string? RequiredWhen { get; init; }

    /// <summary>In the filter language over the same record: while it is false forms do not show the field.</summary>
    public string? VisibleWhen { get; init; }

    /// <summary>What a new record starts with, as the API's text of it.</summary>
    public string? Default { get; init; }

    /// <summary>What a number counts: vehicles, kg.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether there is a text under <see cref="Help"/>.</summary>
    public bool HasHelp { get; init; }

    /// <summary>Resource key of the sentence that explains it.</summary>
    public string Help => Label + ".help";

    /// <summary>Resource key of the heading under which forms and facts show it.</summary>
    public string? Section { get; init; }
}

/// <summary>Makes fields over the JSON column of an entity.</summary>
internal static class CustomFieldMaker
{
    private static readonly MethodInfo Making = typeof(CustomFieldMaker).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Field Make(Type entity, CustomFieldShape shape) => (Field)Making.MakeGenericMethod(entity).Invoke(null, [shape])!;

    private static Field<T> Make<T>(CustomFieldShape shape) where T : class, ICustomizable
    {
        var (kind, key) = (shape.Kind, shape.Key);
        var record = Expression.Parameter(typeof(T), "record");
        LambdaExpression Reading(string method, string at) => Expression.Lambda(
            Expression.Call(typeof(CustomJson), method, null, Expression.Property(record, nameof(ICustomizable.Custom)), Expression.Constant(at)), record);
        var field = new Field<T>(shape.Name, kind, Reading(ReaderOf(kind), key), one => CustomJson.Read(one.Custom, kind, key));
        if (shape.Computed is null)
        {
            field.WrittenBy((one, value) =>
            {
                Bound(shape, value);
                one.Custom = CustomJson.Store(one.Custom, kind, key, value);
            });
        }

        return field.With(made =>
        {
            made.Shape = shape;
            made.Label = shape.Label;
            (made.ReferenceTo, made.Choices, made.Required, made.Editable) = (shape.ReferenceTo, shape.Choices, shape.Required, shape.Editable && shape.Computed is null);
            (made.Searchable, made.InDirectory, made.Listed, made.Indexed) = (shape.Searchable, shape.Searchable, shape.Listed, shape.Indexed);
            (made.Sensitivity, made.MaxLength) = (shape.Sensitivity, shape.MaxLength);
            if (CustomJson.IsFolded(kind)) made.Folded = Reading(nameof(CustomJson.Code), CustomJson.FoldedKey(key));
            if (CustomJson.IsList(kind)) made.Members = Reading(nameof(CustomJson.Code), CustomJson.JoinedKey(key));
            if (kind == FieldKind.Money) made.CurrencyOf = Reading(nameof(CustomJson.Code), CustomJson.CurrencyKey(key));
        });
    }

    private static string ReaderOf(FieldKind kind) => kind switch
    {
        FieldKind.Integer => nameof(CustomJson.Integer),
        FieldKind.Decimal or FieldKind.Percent or FieldKind.Money => nameof(CustomJson.Decimal),
        FieldKind.Date => nameof(CustomJson.Day),
        FieldKind.Instant => nameof(CustomJson.Instant),
        FieldKind.YesNo => nameof(CustomJson.Truth),
        FieldKind.Reference => nameof(CustomJson.Id),
        FieldKind.Tags or FieldKind.SeveralChoices => nameof(CustomJson.List),
        FieldKind.Text or FieldKind.LongText => nameof(CustomJson.Text),
        _ => nameof(CustomJson.Code),
    };

    private static void Bound(CustomFieldShape shape, object? value)
    {
        decimal? number = value switch { int whole => whole, decimal given => given, Money money => money.Amount, _ => null };
        if (number < shape.Least || number > shape.Most)
            throw Refused.On(shape.Name, RecordRefusals.OutOfBounds, ("field", shape.Name), ("least", shape.Least), ("most", shape.Most));
    }
}
