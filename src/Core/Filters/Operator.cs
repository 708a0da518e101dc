namespace Tandem.Core.Filters;

internal enum Operator
{
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    In, NotIn, Between,
    Contains, StartsWith, EndsWith,
    On, Before, After, Within,
    Has, HasAny, HasAll, HasWords,
    IsEmpty, IsNotEmpty,
}

/// <summary>How operators are written, and which kinds of field they fit.</summary>
internal static class Operators
{
    private static readonly Dictionary<Operator, string> Written = new()
    {
        [Operator.Equal] = "=", [Operator.NotEqual] = "!=", [Operator.Less] = "<", [Operator.LessOrEqual] = "<=", [Operator.Greater] = ">",
        [Operator.GreaterOrEqual] = ">=", [Operator.In] = "in", [Operator.NotIn] = "not in", [Operator.Between] = "between",
        [Operator.Contains] = "contains", [Operator.StartsWith] = "starts with", [Operator.EndsWith] = "ends with",
        [Operator.On] = "on", [Operator.Before] = "before", [Operator.After] = "after", [Operator.Within] = "within",
        [Operator.Has] = "has", [Operator.HasAny] = "has any", [Operator.HasAll] = "has all", [Operator.HasWords] = "has words",
        [Operator.IsEmpty] = "is empty", [Operator.IsNotEmpty] = "is not empty",
    };

    private static readonly Operator[] Emptiness = [Operator.IsEmpty, Operator.IsNotEmpty];
    private static readonly Operator[] Equality = [Operator.Equal, Operator.NotEqual, Operator.In, Operator.NotIn];
    private static readonly Operator[] Parts = [Operator.Contains, Operator.StartsWith, Operator.EndsWith];
    private static readonly Operator[] Order = [Operator.Less, Operator.LessOrEqual, Operator.Greater, Operator.GreaterOrEqual, Operator.Between];

    private static readonly Operator[] OfTexts = [.. Equality, .. Parts, .. Order, .. Emptiness];
    private static readonly Operator[] OfWords = [.. OfTexts, Operator.HasWords];
    private static readonly Operator[] OfNumbers = [.. Equality, .. Order, .. Emptiness];
    private static readonly Operator[] OfCodes = [.. Equality, .. Emptiness];
    private static readonly Operator[] OfReferences = [.. Equality, .. Parts, .. Emptiness];
    private static readonly Operator[] OfTags = [Operator.Has, Operator.HasAny, Operator.HasAll, .. Emptiness];
    private static readonly Operator[] OfTruths = [Operator.Equal, Operator.NotEqual, .. Emptiness];
    private static readonly Operator[] OfTimes =
    [
        Operator.On, Operator.Before, Operator.After, Operator.Within, Operator.Between,
        Operator.NotEqual, Operator.LessOrEqual, Operator.GreaterOrEqual, Operator.In, Operator.NotIn, .. Emptiness,
    ];

    /// <summary>Operators of a count.</summary>
    public static IReadOnlyList<Operator> OfCounts { get; } =
        [Operator.Equal, Operator.NotEqual, Operator.Less, Operator.LessOrEqual, Operator.Greater, Operator.GreaterOrEqual];

    public static IReadOnlyList<Operator> Of(FieldKind kind) => kind switch
    {
        FieldKind.Integer or FieldKind.Decimal or FieldKind.Money or FieldKind.Percent => OfNumbers,
        FieldKind.Date or FieldKind.Instant => OfTimes,
        FieldKind.YesNo => OfTruths,
        FieldKind.Tags or FieldKind.SeveralChoices or FieldKind.Emails or FieldKind.Phones => OfTags,
        FieldKind.Reference => OfReferences,
        FieldKind.Choice or FieldKind.Country or FieldKind.Language or FieldKind.TimeZone or FieldKind.Currency => OfCodes,
        FieldKind.Text or FieldKind.LongText => OfWords,
        FieldKind.Email or FieldKind.Phone or FieldKind.Url => OfTexts,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The one of several spellings that is kept: times are <c>on</c>, <c>before</c> and <c>after</c>.</summary>
    public static Operator Canonical(this Operator @operator, FieldKind kind) => (kind, @operator) switch
    {
        (FieldKind.Date or FieldKind.Instant, Operator.Equal) => Operator.On,
        (FieldKind.Date or FieldKind.Instant, Operator.Less) => Operator.Before,
        (FieldKind.Date or FieldKind.Instant, Operator.Greater) => Operator.After,
        _ => @operator,
    };

    public static bool TakesList(this Operator @operator) => @operator is Operator.In or Operator.NotIn or Operator.HasAny or Operator.HasAll;

    public static bool TakesNothing(this Operator @operator) => @operator is Operator.IsEmpty or Operator.IsNotEmpty;

    public static string Text(this Operator @operator) => Written[@operator];

    public static Operator? Find(string written)
    {
        foreach (var (@operator, text) in Written)
        {
            if (text.Equals(written, StringComparison.OrdinalIgnoreCase)) return @operator;
        }

        return null;
    }
}
