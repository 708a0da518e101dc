namespace Tandem.Core.Filters;

/// <summary>One field of a sort order.</summary>
public sealed record SortField(Field Field, bool Descending);

/// <summary>
/// The order of a list, as the API's <c>sort</c> writes it: <c>-amount,name</c>. The record's id always breaks ties, in the direction of the last field,
/// so that every list has one order and pages neither repeat nor skip a record. Empty values come last in both directions.
/// </summary>
public sealed class Sorting : IEquatable<Sorting>
{
    private Sorting(RecordType type, IReadOnlyList<SortField> fields)
    {
        Type = type;
        Fields = fields;
        Keys = [.. fields.Select(OrderKey.Of), OrderKey.Id(type, descending: fields.Count > 0 && fields[^1].Descending)];
    }

    public RecordType Type { get; }

    /// <summary>The fields, without the id that breaks ties.</summary>
    public IReadOnlyList<SortField> Fields { get; }

    internal IReadOnlyList<OrderKey> Keys { get; }

    /// <summary>The property of the record that orders the list, where it is one property of its own and nothing but the id comes after it; else null.</summary>
    public string? Property => Keys is [var first, _] ? first.Property : null;

    /// <summary>Reads a sort order; nothing stands for the type's own (<see cref="RecordType.DefaultSort"/>).</summary>
    /// <exception cref="FilterError">A field is unknown, cannot be sorted by, or stands twice.</exception>
    public static Sorting Parse(string? text, RecordType type)
    {
        text = string.IsNullOrWhiteSpace(text) ? type.DefaultSort : text;
        if (text.Length > FilterLimits.TextLength) throw new FilterError(FilterErrors.TooLong, 0, text.Length, null, ("max", FilterLimits.TextLength));
        var fields = new List<SortField>();
        var position = 0;
        foreach (var part in text.Split(','))
        {
            var name = part.Trim();
            var start = position + part.Length - part.TrimStart().Length;
            var descending = name.StartsWith('-');
            if (descending || name.StartsWith('+')) (name, start) = (name[1..], start + 1);
            fields.Add(new(Sortable(type, new(TokenKind.Word, start, name.Length, name), fields), descending));
            position += part.Length + 1;
        }

        return new(type, fields);
    }

    /// <summary>Whether lists can be ordered by a field. References cannot: their title stands in another table.</summary>
    public static bool CanSortBy(Field field) =>
        field.Kind is not (FieldKind.Tags or FieldKind.SeveralChoices or FieldKind.Emails or FieldKind.Phones or FieldKind.Reference or FieldKind.LongText);

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(',', Fields.Select(f => (f.Descending ? "-" : "") + f.Field.Name));

    public bool Equals(Sorting? other) => other is not null && Type.Key == other.Type.Key && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Sorting);

    public override int GetHashCode() => HashCode.Combine(Type.Key, ToString());

    private static Field Sortable(RecordType type, Token name, List<SortField> before)
    {
        if (before.Count == FilterLimits.SortFields) throw name.Error(FilterErrors.TooManySortFields, ("max", FilterLimits.SortFields));
        var field = Subjects.Find(type, name);
        if (!CanSortBy(field)) throw name.Error(FilterErrors.NotSortable, ("field", field.Name));
        return before.Any(f => f.Field == field) ? throw name.Error(FilterErrors.SortedTwice, ("field", field.Name)) : field;
    }
}
