using Tandem.Core.Finance;
using Tandem.Core.Text;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Recognition;

/// <summary>What a column holds, judged by its values.</summary>
public enum ColumnKind
{
    Empty, Whole, Decimal, Money, Percent, Date, YesNo, Email, Phone, Url, Country, Currency, Choice, Id, Text,
}

/// <summary>How often a value stands in a column, and in which rows first.</summary>
public sealed class ValueCount
{
    internal const int KeptRows = 20;

    public int Count { get; private set; }

    /// <summary>The first rows that have it.</summary>
    public List<long> Rows { get; } = [];

    internal void Add(long row)
    {
        Count++;
        if (Rows.Count < KeptRows) Rows.Add(row);
    }
}

/// <summary>A column of a file, looked at from its first value to its last.</summary>
public sealed class ColumnSurvey(string name, int index)
{
    /// <summary>More different values than these are not told apart one by one.</summary>
    public const int MostValues = 5_000;

    private const int MostSamples = 4;

    // Some dirt does not make a column of numbers a column of texts: those rows are refused by name.
    private const double Mostly = 0.75;

    public string Name => name;

    public int Index => index;

    public ColumnKind Kind { get; private set; }

    public long Filled { get; private set; }

    public long Blank { get; private set; }

    /// <summary>Each different value; the first <see cref="MostValues"/> of them.</summary>
    public Dictionary<string, ValueCount> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Values"/> has all of them.</summary>
    public bool IsComplete { get; private set; } = true;

    public DecimalMark? Mark { get; private set; }

    public bool MarkIsDoubtful { get; private set; }

    public DateOrder? Order { get; private set; }

    public bool OrderIsDoubtful { get; private set; }

    /// <summary>Whether it holds ids of the kind that records have here.</summary>
    public bool HoldsIds => Values.Count > 0 && Values.Keys.All(value => Core.Ids.TryParse(value, out _));

    public IEnumerable<string> Samples => Values.Keys.Take(MostSamples);

    /// <summary>Whether no value stands in it twice.</summary>
    public bool IsUnique => Filled > 1 && (IsComplete ? Values.Count == Filled : Values.Values.All(value => value.Count == 1));

    internal void Add(string cell, long row)
    {
        var value = cell.Trim();
        if (value.Length == 0)
        {
            Blank++;
            return;
        }

        Filled++;
        if (Values.TryGetValue(value, out var known)) known.Add(row);
        else if (Values.Count < MostValues) (Values[value] = new ValueCount()).Add(row);
        else IsComplete = false;
    }

    /// <param name="plainNumbers">Whether numbers were numbers in the file, with a point that means one.</param>
    internal void Judge(char separator, bool plainNumbers)
    {
        var values = Values.Keys.Take(2_000).ToList();
        Mark = Numbers.MarkOf(values, out var markDoubtful);
        if (markDoubtful && separator == ',') (Mark, markDoubtful) = (DecimalMark.Point, values.Exists(value => !value.Contains(',', StringComparison.Ordinal)));
        if (plainNumbers && (markDoubtful || Mark is null)) (Mark, markDoubtful) = (DecimalMark.Point, false);
        Order = Dates.OrderOf(values, out var orderDoubtful);
        Kind = KindOf(values);
        MarkIsDoubtful = markDoubtful && Kind is ColumnKind.Decimal or ColumnKind.Money or ColumnKind.Whole;
        OrderIsDoubtful = orderDoubtful && Kind == ColumnKind.Date;
    }

    private ColumnKind KindOf(List<string> values)
    {
        if (values.Count == 0) return ColumnKind.Empty;
        var mark = Mark ?? DecimalMark.Point;
        if (Most(values, value => Dates.TryRead(value, Order ?? DateOrder.DayFirst, out _) && !IsBareNumber(value), Mostly)) return ColumnKind.Date;
        if (Most(values, value => Numbers.TryRead(value, mark, out _), Mostly)) return NumberKind(values, mark);
        if (Most(values, value => EmailAddresses.TryNormalise(value, out _))) return ColumnKind.Email;
        if (Most(values, LooksLikeUrl)) return ColumnKind.Url;
        if (values.Count <= 20 && Most(values, value => YesNo.TryRead(value, out _))) return ColumnKind.YesNo;
        if (Most(values, LooksLikePhone)) return ColumnKind.Phone;
        if (values.Count <= 200 && Most(values, Currencies.Exists)) return ColumnKind.Currency;
        if (values.Count <= 300 && Most(values, value => Countries.Find(value) is not null, 0.7)) return ColumnKind.Country;
        if (IsUnique && values.TrueForAll(LooksLikeId)) return ColumnKind.Id;
        return IsComplete && values.Count <= 50 && Filled >= values.Count * 2L ? ColumnKind.Choice : ColumnKind.Text;
    }

    private ColumnKind NumberKind(List<string> values, DecimalMark mark)
    {
        var numbers = values.Select(value => Numbers.TryRead(value, mark, out var number) ? number : default).ToList();
        if (numbers.Exists(number => number.IsPercent)) return ColumnKind.Percent;
        if (numbers.Exists(number => number.Currency is not null)) return ColumnKind.Money;
        if (values.TrueForAll(value => value is "0" or "1") && values.Count == 2) return ColumnKind.YesNo;
        if (values.TrueForAll(value => value.StartsWith('+') && value.Length >= 8)) return ColumnKind.Phone;
        if (numbers.Exists(number => number.Value != decimal.Truncate(number.Value))) return ColumnKind.Decimal;
        return IsUnique && values.TrueForAll(value => value.Length >= 6 && value.All(char.IsAsciiDigit)) ? ColumnKind.Id : ColumnKind.Whole;
    }

    private static bool Most(List<string> values, Func<string, bool> holds, double share = 0.9) => values.Count(holds) >= values.Count * share;

    private static bool IsBareNumber(string value) => value.All(char.IsAsciiDigit);

    private static bool LooksLikeUrl(string value) =>
        (value.StartsWith("http", StringComparison.OrdinalIgnoreCase) || value.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || !value.Contains(' ', StringComparison.Ordinal))
        && !value.Contains('@', StringComparison.Ordinal) && Domains.OfUrlOrEmail(value) is { } domain && domain.Length >= 4 && char.IsAsciiLetter(domain[^1]);

    private static bool LooksLikePhone(string value) => value.Count(char.IsDigit) is >= 7 and <= 15
        && value.All(c => char.IsDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/' or '\u00a0' or 'x') && (value[0] is '+' or '(' or '0' || value.Any(c => c is ' ' or '-' or '('));

    private static bool LooksLikeId(string value) => value.Length is >= 5 and <= 64 && !value.Contains(' ', StringComparison.Ordinal) && value.Any(char.IsAsciiDigit)
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
