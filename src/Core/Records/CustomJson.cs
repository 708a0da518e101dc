using Tandem.Core.Text;

namespace Tandem.Core.Records;

/// <summary>
/// Reads one custom value. In memory these run as they stand; in a query each becomes an expression over the JSON column with the key as a literal,
/// so that an index over the same expression serves it. Both sides give the same value.
/// </summary>
public static class CustomJson
{
    /// <summary>Stands before, between and after the members of a list in the text that queries look through. People cannot type it.</summary>
    public const char Separator = '\u001f';

    /// <summary>The decimal places that numbers keep.</summary>
    public const int Scale = Money.Scale;

    private const decimal Factor = 10_000m;

    public static string? Text(CustomValues custom, string key) => custom[key] as string;

    /// <summary>A text that is compared and ordered by its bytes.</summary>
    public static string? Code(CustomValues custom, string key) => custom[key] as string;

    public static int? Integer(CustomValues custom, string key) => custom[key] is long whole ? (int)whole : null;

    public static decimal? Decimal(CustomValues custom, string key) => custom[key] is long scaled ? scaled / Factor : null;

    public static DateOnly? Day(CustomValues custom, string key) => custom[key] is long day ? DateOnly.FromDayNumber((int)day) : null;

    public static DateTimeOffset? Instant(CustomValues custom, string key) => custom[key] is long micros ? DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond) : null;

    public static bool? Truth(CustomValues custom, string key) => custom[key] as bool?;

    public static Guid? Id(CustomValues custom, string key) => custom[key] is string hex && Guid.TryParseExact(hex, "N", out var id) ? id : null;

    /// <summary>Only in memory: queries look through the joined form.</summary>
    public static List<string>? List(CustomValues custom, string key) => custom[key] as List<string>;

    /// <summary>Key of the folded form beside a text.</summary>
    public static string FoldedKey(string key) => key + "_f";

    /// <summary>Key of the currency beside an amount.</summary>
    public static string CurrencyKey(string key) => key + "_c";

    /// <summary>Key of the joined form beside a list.</summary>
    public static string JoinedKey(string key) => key + "_j";

    /// <summary>A number as it is stored; more than four decimal places are rounded.</summary>
    public static long Scaled(decimal number) => decimal.ToInt64(decimal.Round(number * Factor, MidpointRounding.AwayFromZero));

    public static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>What a query looks for in the joined form of a list.</summary>
    public static string Member(string text) => Separator + text + Separator;

    /// <summary>The keys that a value of this kind takes up.</summary>
    public static IEnumerable<string> KeysOf(FieldKind kind, string key)
    {
        yield return key;
        if (IsFolded(kind)) yield return FoldedKey(key);
        if (kind == FieldKind.Money) yield return CurrencyKey(key);
        if (IsList(kind)) yield return JoinedKey(key);
    }

    /// <summary>The values with a field's value put in.</summary>
    /// <param name="custom">What is there.</param>
    /// <param name="kind">Of the field.</param>
    /// <param name="key">Of the field.</param>
    /// <param name="value">Of the kind's CLR type; null or an empty list for none.</param>
    public static CustomValues Store(CustomValues custom, FieldKind kind, string key, object? value) => value switch
    {
        null => custom.With([.. KeysOf(kind, key).Select(one => (one, (object?)null))]),
        string text when IsFolded(kind) => custom.With((key, text), (FoldedKey(key), Folding.Fold(text))),
        Money money => custom.With((key, Scaled(money.Amount)), (CurrencyKey(key), money.Currency)),
        IEnumerable<string> texts => Listed(custom, key, [.. texts.Select(text => text.Replace(Separator, ' '))]),
        _ => custom.With(key, Form(value)),
    };

    /// <summary>A value in the CLR type of its kind, as its field reads it.</summary>
    public static object? Read(CustomValues custom, FieldKind kind, string key) => kind switch
    {
        FieldKind.Integer => Integer(custom, key),
        FieldKind.Decimal or FieldKind.Percent => Decimal(custom, key),
        FieldKind.Money => Decimal(custom, key) is { } amount ? new Money(amount, Code(custom, CurrencyKey(key)) ?? "") : null,
        FieldKind.Date => Day(custom, key),
        FieldKind.Instant => Instant(custom, key),
        FieldKind.YesNo => Truth(custom, key),
        FieldKind.Reference => Id(custom, key),
        FieldKind.Tags or FieldKind.SeveralChoices => List(custom, key) ?? [],
        _ => Text(custom, key),
    };

    internal static bool IsFolded(FieldKind kind) => kind is FieldKind.Text or FieldKind.LongText;

    internal static bool IsList(FieldKind kind) => kind is FieldKind.Tags or FieldKind.SeveralChoices;

    private static CustomValues Listed(CustomValues custom, string key, List<string> texts) => texts.Count == 0
        ? custom.With((key, null), (JoinedKey(key), null))
        : custom.With((key, texts), (JoinedKey(key), Separator + string.Join(Separator, texts) + Separator));

    private static object Form(object value) => value switch
    {
        string or bool or long => value,
        int whole => (long)whole,
        decimal number => Scaled(number),
        DateOnly day => (long)day.DayNumber,
        DateTimeOffset at => Micros(at),
        Guid id => id.ToString("N"),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no custom value.", nameof(value)),
    };
}
