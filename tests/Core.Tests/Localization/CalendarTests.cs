using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class CalendarTests
{
    [Theory]
    [InlineData(1399, true)]
    [InlineData(1400, false)]
    [InlineData(1403, true)]
    [InlineData(1404, false)]
    [InlineData(1408, true)]
    public void Jalali_leap_years_have_a_thirtieth_of_Esfand(int year, bool isLeap)
    {
        CalendarKind.Jalali.IsLeapYear(year).ShouldBe(isLeap);
        CalendarKind.Jalali.TryDate(year, 12, 30, out _).ShouldBe(isLeap);
    }

    [Theory]
    [InlineData(1403, 1, 1, 2024, 3, 20)]
    [InlineData(1404, 1, 1, 2025, 3, 21)]
    [InlineData(1405, 9, 28, 2026, 12, 19)]
    [InlineData(1357, 11, 22, 1979, 2, 11)]
    public void Jalali_days_fall_on_their_Gregorian_ones(int year, int month, int day, int gregorianYear, int gregorianMonth, int gregorianDay)
    {
        var date = new DateOnly(gregorianYear, gregorianMonth, gregorianDay);
        CalendarKind.Jalali.Date(year, month, day).ShouldBe(date);
        CalendarKind.Jalali.PartsOf(date).ShouldBe(new(year, month, day));
    }

    [Fact]
    public void A_month_is_laid_out_in_whole_weeks()
    {
        var november = MonthGrid.Of(CalendarKind.Gregorian, 2026, 11, DayOfWeek.Monday);
        november.Weeks.Count.ShouldBe(6);
        november.Weeks[0][0].ShouldBe(new(new(2026, 10, 26), 26, false));
        november.Weeks[0][6].ShouldBe(new(new(2026, 11, 1), 1, true));
        november.Weeks[5][0].ShouldBe(new(new(2026, 11, 30), 30, true));
        november.WeekDays.First().ShouldBe(DayOfWeek.Monday);
    }

    [Fact]
    public void A_Jalali_month_begins_on_Saturday_columns()
    {
        var aban = MonthGrid.Containing(new(2026, 11, 20), CalendarKind.Jalali, DayOfWeek.Saturday);
        (aban.Year, aban.Month).ShouldBe((1405, 8));
        aban.Weeks[0].ShouldAllBe(day => day.Date >= new DateOnly(2026, 10, 17));
        aban.Weeks.SelectMany(week => week).Count(day => day.IsInMonth).ShouldBe(30);
        aban.Weeks.SelectMany(week => week).Single(day => day.IsInMonth && day.Day == 29).Date.ShouldBe(new(2026, 11, 20));
    }

    [Fact]
    public void Months_step_over_the_end_of_the_year()
    {
        var january = MonthGrid.Of(CalendarKind.Gregorian, 2026, 12, DayOfWeek.Monday).Move(1);
        (january.Year, january.Month).ShouldBe((2027, 1));
        var esfand = MonthGrid.Of(CalendarKind.Jalali, 1405, 1, DayOfWeek.Saturday).Move(-1);
        (esfand.Year, esfand.Month).ShouldBe((1404, 12));
        Should.Throw<ArgumentOutOfRangeException>(() => MonthGrid.Of(CalendarKind.Gregorian, 2026, 13, DayOfWeek.Monday));
    }

    [Theory]
    [InlineData(1, "2026-11-20", 2026, 2026, 4, "2026-10-01", "2026-12-31")]
    [InlineData(4, "2026-03-31", 2025, 2026, 4, "2026-01-01", "2026-03-31")]
    [InlineData(4, "2026-04-01", 2026, 2027, 1, "2026-04-01", "2026-06-30")]
    [InlineData(10, "2026-11-20", 2026, 2027, 1, "2026-10-01", "2026-12-31")]
    [InlineData(12, "2028-02-29", 2027, 2028, 1, "2027-12-01", "2028-02-29")]
    public void Fiscal_quarters_follow_the_start_month(int start, string day, int from, int to, int quarter, string first, string last)
    {
        var found = new FiscalCalendar(CalendarKind.Gregorian, start).QuarterOf(Day(day));
        (found.Year.FromYear, found.Year.ToYear, found.Number).ShouldBe((from, to, quarter));
        (found.Start, found.End).ShouldBe((Day(first), Day(last)));
    }

    [Fact]
    public void A_Jalali_fiscal_year_begins_on_Nowruz()
    {
        var fiscal = new FiscalCalendar(CalendarKind.Jalali, 1);
        fiscal.YearOf(new(2026, 3, 20)).FromYear.ShouldBe(1404);
        fiscal.YearOf(new(2026, 3, 21)).ShouldBe(new(1405, 1405, new(2026, 3, 21), new(2027, 3, 20)));
        fiscal.QuarterOf(new(2026, 11, 20)).ShouldBe(fiscal.Quarter(1405, 3));
    }

    [Fact]
    public void Quarters_follow_each_other_without_a_gap()
    {
        foreach (var calendar in Enum.GetValues<CalendarKind>())
        {
            var fiscal = new FiscalCalendar(calendar, 5);
            var quarter = fiscal.QuarterOf(new(2020, 1, 1));
            for (var i = 0; i < 24; i++)
            {
                var next = fiscal.Move(quarter, 1);
                next.Start.ShouldBe(quarter.End.AddDays(1));
                fiscal.QuarterOf(next.End).ShouldBe(next);
                fiscal.Move(next, -1).ShouldBe(quarter);
                quarter = next;
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
