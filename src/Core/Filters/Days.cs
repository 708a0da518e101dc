using Tandem.Core.Localization;

namespace Tandem.Core.Filters;

/// <summary>What a filter's times are where it is evaluated: stretches of calendar days, or points in time.</summary>
internal sealed class Days(FilterContext context)
{
    /// <summary>Points in time carry microseconds: what both databases hold.</summary>
    private readonly DateTimeOffset now = Cropped(context.Now);

    private readonly DateOnly today = context.Today;

    /// <summary>The days of a moment, the end excluded; null when it is a point in time.</summary>
    public (DateOnly From, DateOnly Until)? DaysOf(Moment moment) => moment switch
    {
        DayMoment day => Single(day.Day),
        ShiftedMoment { Unit: not TimeUnit.Hour } shifted => Single(Shifted(shifted.Amount, shifted.Unit)),
        PeriodMoment { Unit: TimeUnit.Week } week => Week(week.Offset),
        PeriodMoment { Unit: TimeUnit.Month } month => Month(month.Offset),
        PeriodMoment { Unit: TimeUnit.Quarter } quarter => Quarter(quarter.Offset),
        PeriodMoment { Unit: TimeUnit.Year } year => Year(year.Offset),
        _ => null,
    };

    public DateTimeOffset PointOf(Moment moment) => moment switch
    {
        InstantMoment instant => instant.Instant,
        ShiftedMoment { Unit: TimeUnit.Hour } shifted => now.AddHours(shifted.Amount),
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "Not a point in time."),
    };

    /// <summary>The days of a span, today among them.</summary>
    public (DateOnly From, DateOnly Until) DaysOf(SpanOperand span) => span.Ahead
        ? (today, Shifted(span.Amount, span.Unit))
        : (Shifted(-span.Amount, span.Unit).AddDays(1), today.AddDays(1));

    /// <summary>A span of hours; both ends belong to it.</summary>
    public (DateTimeOffset From, DateTimeOffset To) HoursOf(SpanOperand span) =>
        span.Ahead ? (now, now.AddHours(span.Amount)) : (now.AddHours(-span.Amount), now);

    /// <summary>The first moment of a day in the zone, in UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var zone = context.Zone;
        var offset = zone.IsInvalidTime(midnight) ? zone.GetUtcOffset(midnight.AddDays(-1)) // clocks go forward over midnight: the day begins at the leap
            : zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() // clocks go back over midnight: the first of both
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    private static (DateOnly From, DateOnly Until) Single(DateOnly day) => (day, day.AddDays(1));

    private (DateOnly From, DateOnly Until) Week(int offset)
    {
        var first = today.AddDays(-((int)today.DayOfWeek - (int)context.WeekStart + 7) % 7).AddDays(7 * offset);
        return (first, first.AddDays(7));
    }

    private (DateOnly From, DateOnly Until) Month(int offset) => (FirstOfMonth(offset), FirstOfMonth(offset + 1));

    private (DateOnly From, DateOnly Until) Quarter(int offset)
    {
        var quarter = context.Fiscal.Move(context.Fiscal.QuarterOf(today), offset);
        return (quarter.Start, quarter.End.AddDays(1));
    }

    private (DateOnly From, DateOnly Until) Year(int offset)
    {
        var year = context.Fiscal.Year(context.Fiscal.YearOf(today).FromYear + offset);
        return (year.Start, year.End.AddDays(1));
    }

    private DateOnly FirstOfMonth(int offset)
    {
        var day = context.Fiscal.Calendar.PartsOf(today);
        var (year, month) = CalendarMath.AddMonths(day.Year, day.Month, offset);
        return context.Fiscal.Calendar.Date(year, month, 1);
    }

    /// <summary>The same day of another month, or that month's last day where it is shorter.</summary>
    private DateOnly MonthsFromToday(int months)
    {
        var (calendar, day) = (context.Fiscal.Calendar, context.Fiscal.Calendar.PartsOf(today));
        var (year, month) = CalendarMath.AddMonths(day.Year, day.Month, months);
        return calendar.Date(year, month, Math.Min(day.Day, calendar.DaysInMonth(year, month)));
    }

    private DateOnly Shifted(int amount, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => today.AddDays(amount),
        TimeUnit.Week => today.AddDays(7 * amount),
        TimeUnit.Month => MonthsFromToday(amount),
        TimeUnit.Quarter => MonthsFromToday(3 * amount),
        TimeUnit.Year => MonthsFromToday(12 * amount),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of days."),
    };

    private static DateTimeOffset Cropped(DateTimeOffset instant) => instant.ToUniversalTime().AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMicrosecond));
}
