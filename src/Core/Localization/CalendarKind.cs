using System.Globalization;

namespace Tandem.Core.Localization;

/// <summary>The calendar in which a person reads and types dates. Dates are stored as <see cref="DateOnly"/> whatever it is.</summary>
public enum CalendarKind
{
    Gregorian, Jalali,
}

/// <summary>A date as a calendar writes it.</summary>
public readonly record struct CalendarDate(int Year, int Month, int Day);

/// <summary>Conversions between <see cref="DateOnly"/> and the parts of a calendar.</summary>
public static class CalendarMath
{
    private static readonly PersianCalendar Jalali = new();

    /// <summary>The calendar that is not this one.</summary>
    public static CalendarKind Other(this CalendarKind calendar) => calendar == CalendarKind.Jalali ? CalendarKind.Gregorian : CalendarKind.Jalali;

    public static CalendarDate PartsOf(this CalendarKind calendar, DateOnly date)
    {
        if (calendar == CalendarKind.Gregorian) return new(date.Year, date.Month, date.Day);
        var at = date.ToDateTime(TimeOnly.MinValue);
        return new(Jalali.GetYear(at), Jalali.GetMonth(at), Jalali.GetDayOfMonth(at));
    }

    /// <summary>False when the calendar has no such day.</summary>
    public static bool TryDate(this CalendarKind calendar, int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9000 || month is < 1 or > 12 || day < 1 || day > calendar.DaysInMonth(year, month)) return false;
        date = calendar.Date(year, month, day);
        return true;
    }

    public static DateOnly Date(this CalendarKind calendar, int year, int month, int day) => calendar == CalendarKind.Gregorian
        ? new(year, month, day)
        : DateOnly.FromDateTime(Jalali.ToDateTime(year, month, day, 0, 0, 0, 0));

    public static int DaysInMonth(this CalendarKind calendar, int year, int month) =>
        calendar == CalendarKind.Gregorian ? DateTime.DaysInMonth(year, month) : Jalali.GetDaysInMonth(year, month);

    public static bool IsLeapYear(this CalendarKind calendar, int year) =>
        calendar == CalendarKind.Gregorian ? DateTime.IsLeapYear(year) : Jalali.IsLeapYear(year);

    /// <summary>The month that lies <paramref name="months"/> after (or before) the given one.</summary>
    public static (int Year, int Month) AddMonths(int year, int month, int months)
    {
        var count = year * 12 + month - 1 + months;
        return (Math.DivRem(count, 12, out var rest), rest + 1);
    }
}
