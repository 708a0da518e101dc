using System.Globalization;

namespace Tandem.Core.Localization;

/// <summary>Dates, times and durations.</summary>
public sealed partial class Locale
{
    /// <summary>Days around today that are named by their weekday; farther ones carry the year.</summary>
    private const int NearDays = 14;

    private CalendarNames Names => Texts.Names.Value;

    /// <summary>The day on which a moment falls in the person's time zone.</summary>
    public DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>today, tomorrow, Mon 23 Nov, 19 Dec 2026.</summary>
    public string Date(DateOnly date)
    {
        var days = date.DayNumber - Today.DayNumber;
        return days switch
        {
            0 => Texts["date.today"],
            1 => Texts["date.tomorrow"],
            -1 => Texts["date.yesterday"],
            >= -NearDays and <= NearDays => Write("date.near", Calendar, date),
            _ => FullDate(date),
        };
    }

    /// <summary>Over the items of a day: Today, Fri 20 Nov; Thu 19 Nov; 19 Dec 2026.</summary>
    public string DayHeading(DateOnly date)
    {
        var days = date.DayNumber - Today.DayNumber;
        var text = Date(date);
        if (Math.Abs(days) <= 1) text = Texts.Get("date.heading", ("name", text), ("date", Write("date.near", Calendar, date)));
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>19 Dec 2026, ۲۸ آذر ۱۴۰۵: the same whatever today is.</summary>
    public string FullDate(DateOnly date) => FullDate(date, Calendar);

    /// <summary>The same in a given calendar.</summary>
    public string FullDate(DateOnly date, CalendarKind calendar) => Write("date.full", calendar, date);

    /// <summary>Friday 20 November 2026.</summary>
    public string LongDate(DateOnly date) => LongDate(date, Calendar);

    /// <summary>The same in a given calendar.</summary>
    public string LongDate(DateOnly date, CalendarKind calendar) => Write("date.long", calendar, date);

    /// <summary>The full date in the calendar that the person does not use, for hover.</summary>
    public string OtherCalendar(DateOnly date) => FullDate(date, Calendar.Other());

    /// <summary>What a date field holds and <see cref="TryParseDate"/> reads back: 19 Dec 2026, 19.12.2026, ۱۴۰۵/۰۹/۲۸.</summary>
    public string DateInput(DateOnly date)
    {
        var (year, month, day) = Calendar.PartsOf(date);
        // English readers disagree about what 9/12 means, so their month is a word.
        var isWord = Language == Languages.English && Calendar == CalendarKind.Gregorian;
        return Texts.Get("date.input", ("calendar", Calendar.ToString()), ("year", Plain(year)), ("month", isWord ? Names.Short(Calendar, month) : TwoDigits(month)), ("day", TwoDigits(day)));
    }

    /// <summary>November 2026.</summary>
    public string MonthTitle(CalendarKind calendar, int year, int month) =>
        Texts.Get("date.month", ("month", Names.Alone(calendar, month)), ("year", Plain(year)));

    /// <summary>Name of a month alone, for the ends of an axis or a choice of months.</summary>
    public string MonthName(CalendarKind calendar, int month, bool isShort = false) => isShort ? Names.Short(calendar, month) : Names.Alone(calendar, month);

    /// <summary>Name of a week day; <paramref name="isNarrow"/> gives the one or two letters over a column of days.</summary>
    public string DayName(DayOfWeek day, bool isNarrow = false) => Names.Day(day, isNarrow ? "narrow" : "long");

    /// <summary>Q4 2026, Q4 2026/27.</summary>
    public string Quarter(FiscalQuarter quarter) => Texts.Get("date.quarter", ("quarter", Plain(quarter.Number)), ("year", FiscalYear(quarter.Year)));

    /// <summary>2026, 2026/27.</summary>
    public string FiscalYear(FiscalYear year) => year.FromYear == year.ToYear
        ? Plain(year.FromYear)
        : Texts.Get("date.fiscal-year", ("from", Plain(year.FromYear)), ("to", TwoDigits(year.ToYear % 100)));

    /// <summary>15:30 in the person's time zone.</summary>
    public string Time(DateTimeOffset at) => Time(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime));

    /// <summary>15:30.</summary>
    public string Time(TimeOnly time) => numerals.Digits(time.ToString("HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Mon 23 Nov, 11:30.</summary>
    public string DateTime(DateTimeOffset at) => Texts.Get("date.with-time", ("date", Date(DateOf(at))), ("time", Time(at)));

    /// <summary>2 minutes ago, in 3 hours, yesterday; beyond <see cref="NearDays"/> days the date.</summary>
    public string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var tense = span < TimeSpan.Zero ? "in" : "ago";
        var size = span.Duration();
        if (size < TimeSpan.FromMinutes(1)) return Texts["time.now"];
        if (size < TimeSpan.FromHours(1)) return Texts.Get($"time.minutes-{tense}", ("n", (int)size.TotalMinutes));
        var days = DateOf(at).DayNumber - DateOf(now).DayNumber;
        if (size < TimeSpan.FromHours(12) || days == 0) return Texts.Get($"time.hours-{tense}", ("n", (int)size.TotalHours));
        return Math.Abs(days) switch
        {
            1 => Texts[days < 0 ? "date.yesterday" : "date.tomorrow"],
            <= NearDays => Texts.Get($"time.days-{tense}", ("n", Math.Abs(days))),
            _ => FullDate(DateOf(at)),
        };
    }

    /// <summary>12 d, 1 h 06 m, 45 m, 30 s; the sign is dropped.</summary>
    public string Duration(TimeSpan span)
    {
        var size = span.Duration();
        if (size >= TimeSpan.FromDays(1)) return Texts.Get("duration.days", ("n", (int)size.TotalDays));
        if (size < TimeSpan.FromMinutes(1)) return Texts.Get("duration.seconds", ("n", size.Seconds));
        if (size < TimeSpan.FromHours(1)) return Texts.Get("duration.minutes", ("n", size.Minutes));
        return size.Minutes == 0
            ? Texts.Get("duration.hours", ("n", size.Hours))
            : Texts.Get("duration.hours-minutes", ("h", size.Hours), ("m", TwoDigits(size.Minutes)));
    }

    private string TwoDigits(int number) => numerals.Digits(number.ToString("00", CultureInfo.InvariantCulture));

    private string Write(string pattern, CalendarKind calendar, DateOnly date)
    {
        var (year, month, day) = calendar.PartsOf(date);
        return Texts.Get(
            pattern,
            ("weekday", Names.Day(date.DayOfWeek, pattern == "date.long" ? "long" : "short")),
            ("day", Plain(day)),
            ("month", pattern == "date.long" ? Names.Long(calendar, month) : Names.Short(calendar, month)),
            ("number", Plain(month)),
            ("year", Plain(year)));
    }
}
