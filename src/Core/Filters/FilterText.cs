using System.Globalization;
using System.Text;

namespace Tandem.Core.Filters;

/// <summary>Writes the text form of a filter in the one spelling that equal filters share.</summary>
internal static class FilterText
{
    public static string Of(Condition condition) => condition switch
    {
        All all => string.Join(" and ", all.Conditions.Select(part => part is Either ? $"({Of(part)})" : Of(part))),
        Either either => string.Join(" or ", either.Conditions.Select(Of)),
        Not { Condition: All or Either } not => $"not ({Of(not.Condition)})",
        Not not => $"not {Of(not.Condition)}",
        CountComparison count => $"count({count.Counted.Relation.Name}{Where(count)}) {count.Operator.Text()} {Number(count.Number)}",
        Comparison comparison => Of(comparison),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>A text in quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A value as the text form writes it; the kind decides between 0.25 and 25%.</summary>
    public static string Of(Operand operand, FieldKind kind) => operand switch
    {
        TextOperand text => Quote(text.Text),
        IdOperand id => Quote(id.Id.ToString()),
        NumberOperand number => kind == FieldKind.Percent ? Number(number.Number * 100) + "%" : Number(number.Number),
        TruthOperand truth => truth.Truth ? "yes" : "no",
        MeOperand => "me",
        MyTeamOperand => "my team",
        DayMoment day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        InstantMoment instant => Instant(instant.Instant),
        ShiftedMoment shifted => Shifted(shifted),
        PeriodMoment period => $"{(period.Offset < 0 ? "last" : period.Offset > 0 ? "next" : "this")} {Name(period.Unit)}",
        SpanOperand span => $"{(span.Ahead ? "next " : "")}{Amount(span.Amount, span.Unit)}",
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, null),
    };

    public static string Name(TimeUnit unit) => unit.ToString().ToLowerInvariant();

    private static string Where(CountComparison count) => count.Where is null ? "" : $" where {Of(count.Where)}";

    private static string Of(Comparison comparison)
    {
        var (subject, @operator, operands) = comparison;
        var start = $"{subject.Text} {@operator.Text()}";
        if (@operator.TakesNothing()) return start;
        var values = operands.Select(operand => Of(operand, subject.Kind));
        return @operator.TakesList() ? $"{start} ({string.Join(", ", values)})" : $"{start} {string.Join(" and ", values)}";
    }

    private static string Shifted(ShiftedMoment shifted) => shifted switch
    {
        { Unit: TimeUnit.Day, Amount: 0 } => "today",
        { Unit: TimeUnit.Day, Amount: -1 } => "yesterday",
        { Unit: TimeUnit.Day, Amount: 1 } => "tomorrow",
        { Amount: < 0 } => $"{Amount(-shifted.Amount, shifted.Unit)} ago",
        _ => $"in {Amount(shifted.Amount, shifted.Unit)}",
    };

    private static string Amount(int amount, TimeUnit unit) => $"{Number(amount)} {Name(unit)}{(amount == 1 ? "" : "s")}";

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
