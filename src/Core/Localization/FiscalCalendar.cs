namespace Tandem.Core.Localization;

/// <summary>A fiscal year. Its two years differ when it does not begin with the calendar's first month.</summary>
/// <param name="FromYear">The calendar year in which it begins; it names the fiscal year.</param>
/// <param name="ToYear">The calendar year in which it ends.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
public readonly record struct FiscalYear(int FromYear, int ToYear, DateOnly Start, DateOnly End);

/// <summary>A quarter of a fiscal year.</summary>
/// <param name="Year">The fiscal year.</param>
/// <param name="Number">1 to 4.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
public readonly record struct FiscalQuarter(FiscalYear Year, int Number, DateOnly Start, DateOnly End);

/// <summary>The fiscal year of a workspace: a calendar and the month in which its year begins.</summary>
/// <param name="Calendar">Months are counted in this calendar.</param>
/// <param name="StartMonth">1 to 12.</param>
public sealed record FiscalCalendar(CalendarKind Calendar, int StartMonth)
{
    public FiscalYear YearOf(DateOnly date)
    {
        var parts = Calendar.PartsOf(date);
        return Year(parts.Month >= StartMonth ? parts.Year : parts.Year - 1);
    }

    /// <summary>The fiscal year that begins in the given calendar year.</summary>
    public FiscalYear Year(int fromYear)
    {
        var (lastYear, _) = CalendarMath.AddMonths(fromYear, StartMonth, 11);
        return new(fromYear, lastYear, MonthStart(fromYear, 0), MonthStart(fromYear, 12).AddDays(-1));
    }

    public FiscalQuarter QuarterOf(DateOnly date)
    {
        var year = YearOf(date);
        var months = (Calendar.PartsOf(date).Month - StartMonth + 12) % 12;
        return Quarter(year.FromYear, (months / 3) + 1);
    }

    /// <summary>Quarter <paramref name="number"/> (1 to 4) of the fiscal year that begins in the given calendar year.</summary>
    public FiscalQuarter Quarter(int fromYear, int number) =>
        new(Year(fromYear), number, MonthStart(fromYear, (number - 1) * 3), MonthStart(fromYear, number * 3).AddDays(-1));

    /// <summary>The quarter that lies <paramref name="quarters"/> after (or before) the given one.</summary>
    public FiscalQuarter Move(FiscalQuarter quarter, int quarters)
    {
        var count = (quarter.Year.FromYear * 4) + quarter.Number - 1 + quarters;
        return Quarter(count / 4, (count % 4) + 1);
    }

    private DateOnly MonthStart(int fromYear, int months)
    {
        var (year, month) = CalendarMath.AddMonths(fromYear, StartMonth, months);
        return Calendar.Date(year, month, 1);
    }
}
