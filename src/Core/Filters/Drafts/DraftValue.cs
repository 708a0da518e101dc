namespace Tandem.Core.Filters;

/// <summary>How a time is said in a <see cref="Draft"/>.</summary>
/// <param name="Form"><c>day</c>, <c>ago</c>, <c>ahead</c>, <c>last</c>, <c>next</c>, or the words themselves: <c>today</c>, <c>this month</c>, a point in time.</param>
/// <param name="Unit"><c>hour</c> to <c>year</c>.</param>
public sealed record DraftTime(string Form, DateOnly? Day = null, int? Amount = null, string? Unit = null)
{
    public static IReadOnlyList<string> Units { get; } = [.. Enum.GetValues<TimeUnit>().Select(FilterText.Name)];

    /// <summary>Words that need nothing beside them.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "today", "yesterday", "tomorrow",
        .. new[] { TimeUnit.Week, TimeUnit.Month, TimeUnit.Quarter, TimeUnit.Year }.SelectMany(unit => new[] { 0, -1, 1 }.Select(offset => FilterText.Of(new PeriodMoment(offset, unit), FieldKind.Date))),
    ];

    /// <summary>As the text form writes it; empty while something is missing.</summary>
    public string ToText() => this switch
    {
        { Form: "day" } => Day is { } day ? FilterText.Of(new DayMoment(day), FieldKind.Date) : "",
        { Form: "ago" or "ahead" or "last" or "next" } => Amount is { } amount && Enum.TryParse<TimeUnit>(Unit, ignoreCase: true, out var unit)
            ? FilterText.Of(Form is "ago" or "ahead" ? new ShiftedMoment(Form == "ago" ? -amount : amount, unit) : new SpanOperand(amount, unit, Form == "next"), FieldKind.Date) : "",
        _ => Form,
    };
}

/// <summary>Reads the values of a <see cref="Draft"/> for the boxes that show them.</summary>
public static class DraftValue
{
    /// <summary>A value as it may stand in a filter: what is no single value is put in quotes.</summary>
    internal static string Safe(string value)
    {
        try
        {
            var tokens = Tokens.Of(value);
            return tokens.TrueForAll(token => token.Kind != TokenKind.Symbol && !token.Is("and") && !token.Is("or") && !token.Is("not")) ? value : FilterText.Quote(value);
        }
        catch (FilterError)
        {
            return FilterText.Quote(value);
        }
    }

    /// <summary>The text within its quotes; null for another value.</summary>
    public static string? TextOf(string? value) => Single(value) is { Kind: TokenKind.Text } text ? text.Text : null;

    /// <summary>A number; a percentage as its share.</summary>
    public static decimal? NumberOf(string? value) => Single(value) is { Kind: TokenKind.Number or TokenKind.Percent } number ? (decimal)number.Value! : null;

    /// <summary>A time; null for another value.</summary>
    /// <param name="isSpan">After <c>within</c>.</param>
    public static DraftTime? TimeOf(string? value, bool isSpan)
    {
        try
        {
            var parser = new OperandParser(new TokenReader(Tokens.Of(value ?? "")));
            var (operand, _) = isSpan ? parser.ReadSpan("") : parser.Read("");
            return operand switch
            {
                DayMoment day => new DraftTime("day", day.Day),
                ShiftedMoment { Unit: TimeUnit.Day, Amount: >= -1 and <= 1 } => new DraftTime(FilterText.Of(operand, FieldKind.Date)),
                ShiftedMoment shifted => new DraftTime(shifted.Amount < 0 ? "ago" : "ahead", null, Math.Abs(shifted.Amount), FilterText.Name(shifted.Unit)),
                SpanOperand span => new DraftTime(span.Ahead ? "next" : "last", null, span.Amount, FilterText.Name(span.Unit)),
                PeriodMoment or InstantMoment => new DraftTime(FilterText.Of(operand, FieldKind.Instant)),
                _ => null,
            };
        }
        catch (FilterError)
        {
            return null;
        }
    }

    private static Token? Single(string? value)
    {
        try
        {
            return Tokens.Of(value ?? "") is [var one, { Kind: TokenKind.End }] ? one : null;
        }
        catch (FilterError)
        {
            return null;
        }
    }
}
