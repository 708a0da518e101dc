namespace Tandem.Core.Formulas;

/// <summary>
/// What a formula calculates with. Each method becomes a piece of SQL; the database adds, multiplies and rounds as these do. Numbers have four decimal
/// places, days count from the first of January of the year 1, and what has no value makes no value.
/// </summary>
public static class FormulaMath
{
    /// <summary>A number, in the one form in which numbers of columns, of custom fields and of the formula itself meet.</summary>
    public static decimal? Number(decimal? value) => value;

    public static decimal? Whole(int? value) => value;

    public static decimal? DayNumber(DateOnly? day) => day?.DayNumber;

    /// <summary>The day of a moment.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="offset">Minutes by which the days begin before those of UTC.</param>
    public static decimal? DayOf(DateTimeOffset? at, int offset) => at is { } given ? DateOnly.FromDateTime(given.UtcDateTime.AddMinutes(offset)).DayNumber : null;

    /// <summary>The day of a day number.</summary>
    public static DateOnly? Date(decimal? number) => number is >= 0 and < 3_652_059 ? DateOnly.FromDayNumber((int)decimal.Floor(number.Value)) : null;

    public static decimal? Multiply(decimal? a, decimal? b) => Round(a * b, CustomJson.Scale);

    /// <summary>Nothing where one would divide by nothing.</summary>
    public static decimal? Divide(decimal? a, decimal? b) => b is null or 0 ? null : Round(a / b, CustomJson.Scale);

    /// <param name="value">A number.</param>
    /// <param name="places">Decimal places, 0 to 4; halves go away from zero.</param>
    public static decimal? Round(decimal? value, int places) => value is { } given ? decimal.Round(given, places, MidpointRounding.AwayFromZero) : null;

    public static decimal? Absolute(decimal? value) => value is { } given ? Math.Abs(given) : null;

    /// <summary>Year, month or day of the month of a day number.</summary>
    /// <param name="number">A day number.</param>
    /// <param name="part"><c>year</c>, <c>month</c> or <c>day</c>.</param>
    public static decimal? Part(decimal? number, string part) => Date(number) is { } day ? part switch { "year" => day.Year, "month" => day.Month, _ => day.Day } : null;

    /// <summary>Characters of a text.</summary>
    public static decimal? Length(string? text) => text?.Length;
}
