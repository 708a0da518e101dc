using System.Globalization;
using Tandem.Core.Filters;
using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Filters;

/// <summary>Now is Wednesday, 15 July 2026, 22:00 in Tehran (24 Tir 1405), 18:30 in UTC.</summary>
public class TimeTests
{
    [Theory]
    [InlineData("2026-07-15", "on today", true)]
    [InlineData("2026-07-15", "= today", true)]
    [InlineData("2026-07-14", "on yesterday", true)]
    [InlineData("2026-07-16", "on tomorrow", true)]
    [InlineData("2026-07-01", "on 14 days ago", true)]
    [InlineData("2026-06-30", "before 14 days ago", true)]
    [InlineData("2026-07-01", "before 14 days ago", false)]
    [InlineData("2026-07-01", "after 14 days ago", false)]
    [InlineData("2026-07-02", "after 14 days ago", true)]
    [InlineData("2026-07-18", "in 3 days", true)]
    [InlineData("2026-07-18", "on in 3 days", true)]
    [InlineData("2026-07-18", "before in 4 days", true)]
    [InlineData("2026-07-01", "on 2 weeks ago", true)]
    [InlineData("2026-05-15", "on 2 months ago", true)]
    [InlineData("2026-10-15", "on in 1 quarter", true)]
    [InlineData("2025-07-15", "on 1 year ago", true)]
    [InlineData("2026-07-15", "within 1 day", true)]
    [InlineData("2026-07-14", "within 1 day", false)]
    [InlineData("2026-07-09", "within 7 days", true)]
    [InlineData("2026-07-08", "within 7 days", false)]
    [InlineData("2026-07-16", "within 7 days", false)]
    [InlineData("2026-07-15", "within next 7 days", true)]
    [InlineData("2026-07-21", "within next 7 days", true)]
    [InlineData("2026-07-22", "within next 7 days", false)]
    [InlineData("2026-06-16", "within last 1 month", true)]
    [InlineData("2026-06-15", "within 1 month", false)]
    [InlineData("2026-07-13", "on this week", true)]
    [InlineData("2026-07-12", "on this week", false)]
    [InlineData("2026-07-12", "in last week", true)]
    [InlineData("2026-07-20", "within next week", true)]
    [InlineData("2026-07-31", "on this month", true)]
    [InlineData("2026-06-01", "on last month", true)]
    [InlineData("2026-08-31", "on next month", true)]
    [InlineData("2026-09-30", "on this quarter", true)]
    [InlineData("2026-06-30", "on last quarter", true)]
    [InlineData("2026-10-01", "on next quarter", true)]
    [InlineData("2026-01-01", "on this year", true)]
    [InlineData("2025-12-31", "on last year", true)]
    [InlineData("2026-07-01", "before this month", false)]
    [InlineData("2026-08-01", "after this month", true)]
    [InlineData("2026-07-31", "after this month", false)]
    [InlineData("2026-07-31", "<= this month", true)]
    [InlineData("2026-07-01", ">= this month", true)]
    [InlineData("2026-07-01", "!= this month", false)]
    [InlineData("2026-08-01", "!= this month", true)]
    [InlineData("2026-07-01", "in (today, this month)", true)]
    [InlineData("2026-07-01", "not in (today, yesterday)", true)]
    [InlineData("2026-07-10", "between 2026-07-10 and 2026-07-11", true)]
    [InlineData("2026-07-11", "between 2026-07-10 and 2026-07-11", true)]
    [InlineData("2026-07-12", "between 2026-07-10 and 2026-07-11", false)]
    [InlineData("2026-07-12", "> 2026-07-11", true)]
    [InlineData("2026-07-12", "< \"2026-07-13\"", true)]
    [InlineData("2026-07-12", "on ۲۰۲۶-۰۷-۱۲", true)]
    public void A_day_is_compared_with_whole_days(string day, string comparison, bool holds)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        Sample.Holds($"closeDate {comparison}", new Deal { Title = "x", CloseDate = date }).ShouldBe(holds);
    }

    [Theory]
    [InlineData("2026-07-14T20:29:59Z", "on today", false)]
    [InlineData("2026-07-14T20:30:00Z", "on today", true)]
    [InlineData("2026-07-15T20:29:59Z", "on today", true)]
    [InlineData("2026-07-15T20:30:00Z", "on today", false)]
    [InlineData("2026-07-15T20:30:00Z", "after today", true)]
    [InlineData("2026-07-14T20:30:00Z", "after yesterday", true)]
    [InlineData("2026-07-14T20:29:00Z", "before 2026-07-15", true)]
    [InlineData("2026-07-14T20:30:00Z", "before 2026-07-15", false)]
    [InlineData("2026-07-15T18:00:00Z", "before 2026-07-15T18:00:00.5Z", true)]
    [InlineData("2026-07-15T18:00:00Z", "on 2026-07-15T21:30+03:30", true)]
    [InlineData("2026-07-15T18:00:00Z", "!= 2026-07-15T18:00Z", false)]
    [InlineData("2026-07-15T18:00:00Z", "<= 2026-07-15T18:00Z", true)]
    [InlineData("2026-07-15T18:00:00Z", "after 2026-07-15T18:00Z", false)]
    [InlineData("2026-07-15T18:30:00Z", "within 1 hour", true)]
    [InlineData("2026-07-15T17:30:00Z", "within 1 hour", true)]
    [InlineData("2026-07-15T17:29:59Z", "within 1 hour", false)]
    [InlineData("2026-07-15T18:30:01Z", "within 1 hour", false)]
    [InlineData("2026-07-15T19:30:00Z", "within next 1 hour", true)]
    [InlineData("2026-07-15T15:00:00Z", "before 3 hours ago", true)]
    [InlineData("2026-07-15T16:00:00Z", "after 3 hours ago", true)]
    [InlineData("2026-07-15T19:00:00Z", "<= in 1 hours", true)]
    [InlineData("2026-07-12T20:30:00Z", "on this week", true)]
    [InlineData("2026-07-12T20:29:00Z", "on this week", false)]
    [InlineData("2026-07-15T19:00:00Z", "within 1 day", true)]
    public void An_instant_is_compared_with_the_days_of_the_zone_or_exactly(string instant, string comparison, bool holds)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        Sample.Holds($"wonAt {comparison}", new Deal { Title = "x", WonAt = at }).ShouldBe(holds);
        Sample.Holds($"wonAt {comparison}", new Deal { Title = "x", WonAt = at.ToOffset(TimeSpan.FromHours(7)) }).ShouldBe(holds);
    }

    [Theory]
    [InlineData("2026-06-22", "on this month", true)]
    [InlineData("2026-06-21", "on this month", false)]
    [InlineData("2026-07-22", "on this month", true)]
    [InlineData("2026-05-22", "on last month", true)]
    [InlineData("2026-06-22", "on this quarter", true)]
    [InlineData("2026-06-21", "on last quarter", true)]
    [InlineData("2026-03-21", "on this year", true)]
    [InlineData("2026-03-20", "on last year", true)]
    [InlineData("2026-06-14", "on 1 month ago", true)]
    [InlineData("2026-07-11", "on this week", true)]
    [InlineData("2026-07-10", "on this week", false)]
    public void A_Jalali_workspace_reckons_in_Jalali_months_and_weeks_from_Saturday(string day, string comparison, bool holds)
    {
        var context = Sample.Context() with { Fiscal = new(CalendarKind.Jalali, 1), WeekStart = DayOfWeek.Saturday };
        var deal = new Deal { Title = "x", CloseDate = DateOnly.Parse(day, CultureInfo.InvariantCulture) };
        Sample.Filter($"closeDate {comparison}").ToPredicate<Deal>(context)(deal).ShouldBe(holds);
    }

    [Fact]
    public void A_fiscal_year_begins_with_its_month()
    {
        var context = Sample.Context() with { Fiscal = new(CalendarKind.Gregorian, 4) };
        bool Holds(string filter, DateOnly day) => Sample.Filter(filter).ToPredicate<Deal>(context)(new() { Title = "x", CloseDate = day });
        Holds("closeDate on this year", new(2026, 4, 1)).ShouldBeTrue();
        Holds("closeDate on this year", new(2026, 3, 31)).ShouldBeFalse();
        Holds("closeDate on this year", new(2027, 3, 31)).ShouldBeTrue();
        Holds("closeDate on last year", new(2025, 4, 1)).ShouldBeTrue();
        Holds("closeDate on this quarter", new(2026, 7, 1)).ShouldBeTrue();
        Holds("closeDate on this quarter", new(2026, 6, 30)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")] // clocks go from 24:00 to 1:00: the day begins at 1:00
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")] // clocks go from 1:00 to 0:00: the first midnight counts
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("UTC", "2026-03-29", "2026-03-29T00:00:00Z")]
    public void A_day_begins_once_where_clocks_change_at_midnight(string zone, string day, string start)
    {
        var context = Sample.Context() with { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var first = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture);
        bool Holds(DateTimeOffset at) => Sample.Filter($"wonAt on {day}").ToPredicate<Deal>(context)(new() { Title = "x", WonAt = at });
        Holds(first).ShouldBeTrue();
        Holds(first.AddTicks(-10)).ShouldBeFalse();
        TimeZoneInfo.ConvertTime(first, context.Zone).Day.ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture).Day);
        TimeZoneInfo.ConvertTime(first.AddTicks(-10), context.Zone).Day.ShouldNotBe(DateOnly.Parse(day, CultureInfo.InvariantCulture).Day);
    }

    [Theory]
    [InlineData("closeDate after 2026-07-15T10:00Z")]
    [InlineData("closeDate within 3 hours")]
    [InlineData("closeDate before 3 hours ago")]
    public void A_day_has_no_hours(string filter) => Sample.Error(filter).Key.ShouldBe(FilterErrors.NeedsDay);
}
