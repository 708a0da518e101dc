namespace Tandem.Core.Localization;

/// <summary>One day of a <see cref="MonthGrid"/>.</summary>
/// <param name="Date">The day.</param>
/// <param name="Day">Its number in the month of the grid's calendar.</param>
/// <param name="IsInMonth">False for the days of the neighbouring months that fill the first and last week.</param>
public readonly record struct MonthDay(DateOnly Date, int Day, bool IsInMonth);

/// <summary>The weeks of one month in one calendar, for date pickers and calendars.</summary>
public sealed class MonthGrid
{
    private MonthGrid(CalendarKind calendar, int year, int month, DayOfWeek firstDay, IReadOnlyList<IReadOnlyList<MonthDay>> weeks)
    {
        (Calendar, Year, Month, FirstDay, Weeks) = (calendar, year, month, firstDay, weeks);
    }

    public CalendarKind Calendar { get; }

    public int Year { get; }

    public int Month { get; }

    public DayOfWeek FirstDay { get; }

    /// <summary>Four to six weeks of seven days, each beginning with <see cref="FirstDay"/>.</summary>
    public IReadOnlyList<IReadOnlyList<MonthDay>> Weeks { get; }

    /// <summary>The week days in the order of the grid.</summary>
    public IEnumerable<DayOfWeek> WeekDays => Enumerable.Range(0, 7).Select(i => (DayOfWeek)(((int)FirstDay + i) % 7));

    /// <exception cref="ArgumentOutOfRangeException">The calendar has no such month.</exception>
    public static MonthGrid Of(CalendarKind calendar, int year, int month, DayOfWeek firstDay)
    {
        if (!calendar.TryDate(year, month, 1, out var first)) throw new ArgumentOutOfRangeException(nameof(month), $"{calendar} has no month {year}-{month}.");
        var length = calendar.DaysInMonth(year, month);
        var start = first.AddDays(-(((int)first.DayOfWeek - (int)firstDay + 7) % 7));
        var weeks = new List<IReadOnlyList<MonthDay>>();
        for (var day = start; day < first.AddDays(length); day = day.AddDays(7))
            weeks.Add([.. Enumerable.Range(0, 7).Select(i => DayOf(calendar, day.AddDays(i), month))]);
        return new(calendar, year, month, firstDay, weeks);
    }

    public static MonthGrid Containing(DateOnly date, CalendarKind calendar, DayOfWeek firstDay)
    {
        var parts = calendar.PartsOf(date);
        return Of(calendar, parts.Year, parts.Month, firstDay);
    }

    /// <summary>The grid that lies <paramref name="months"/> after (or before) this one.</summary>
    public MonthGrid Move(int months)
    {
        var (year, month) = CalendarMath.AddMonths(Year, Month, months);
        return Of(Calendar, year, month, FirstDay);
    }

    private static MonthDay DayOf(CalendarKind calendar, DateOnly date, int month)
    {
        var parts = calendar.PartsOf(date);
        return new(date, parts.Day, parts.Month == month);
    }
}
