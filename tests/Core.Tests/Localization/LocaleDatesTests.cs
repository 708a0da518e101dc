using FsCheck;
using FsCheck.Fluent;
using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class LocaleDatesTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData(0, "today")]
    [InlineData(1, "tomorrow")]
    [InlineData(-1, "yesterday")]
    [InlineData(3, "Mon 23 Nov")]
    [InlineData(-14, "Fri 6 Nov")]
    [InlineData(29, "19 Dec 2026")]
    [InlineData(-15, "5 Nov 2026")]
    public void Near_days_are_named_and_far_ones_carry_the_year(int days, string expected) =>
        Locales.English.Date(Today.AddDays(days)).ShouldBe(expected);

    [Fact]
    public void Date_fields_hold_what_people_of_the_language_would_type()
    {
        DateOnly day = new(2026, 12, 9);
        Locales.English.DateInput(day).ShouldBe("09 Dec 2026");
        Locales.Russian.DateInput(day).ShouldBe("09.12.2026");
        Locales.Vietnamese.DateInput(day).ShouldBe("09/12/2026");
        Locales.Persian.DateInput(day).ShouldBe("۱۴۰۵/۰۹/۱۸");
    }

    [Fact]
    public void Days_head_their_items_with_a_capital()
    {
        Locales.English.DayHeading(Today).ShouldBe("Today, Fri 20 Nov");
        Locales.English.DayHeading(Today.AddDays(-2)).ShouldBe("Wed 18 Nov");
        Locales.Russian.DayHeading(Today.AddDays(1)).ShouldBe("Завтра, сб 21 ноя");
        Locales.Persian.DayHeading(Today).ShouldBe("امروز، جمعه ۲۹ آبان");
    }

    [Fact]
    public void Persian_dates_are_Jalali_with_Persian_digits()
    {
        Locales.Persian.Date(new(2026, 12, 19)).ShouldBe("۲۸ آذر ۱۴۰۵");
        Locales.Persian.Date(new(2026, 11, 17)).ShouldBe("سه‌شنبه ۲۶ آبان");
        Locales.Persian.LongDate(Today).ShouldBe("جمعه ۲۹ آبان ۱۴۰۵");
        Locales.Persian.OtherCalendar(new(2026, 12, 19)).ShouldBe("۱۹ دسامبر ۲۰۲۶");
        Locales.English.OtherCalendar(new(2026, 12, 19)).ShouldBe("28 Azar 1405");
        Locales.Persian.Date(Today).ShouldBe("امروز");
    }

    [Fact]
    public void Russian_and_Vietnamese_dates_follow_their_order()
    {
        Locales.Russian.LongDate(Today).ShouldBe("пятница, 20 ноября 2026");
        Locales.Russian.Date(new(2026, 12, 19)).ShouldBe("19 дек 2026");
        Locales.Vietnamese.LongDate(Today).ShouldBe("Thứ Sáu, 20 tháng 11, 2026");
        Locales.Vietnamese.Date(new(2026, 12, 19)).ShouldBe("19 thg 12, 2026");
    }

    [Fact]
    public void Times_are_those_of_the_reader()
    {
        Locales.English.Time(Locales.Noon).ShouldBe("13:00");
        Locales.Persian.Time(Locales.Noon).ShouldBe("۱۵:۳۰");
        Locales.English.DateTime(Locales.Noon.AddDays(3)).ShouldBe("Mon 23 Nov, 13:00");
        Locales.Persian.DateOf(new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero)).ShouldBe(new(2026, 11, 21));
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-2, "2 minutes ago")]
    [InlineData(1, "in 1 minute")]
    [InlineData(-180, "3 hours ago")]
    [InlineData(90, "in 1 hour")]
    [InlineData(-1440, "yesterday")]
    [InlineData(4320, "in 3 days")]
    [InlineData(-60000, "9 Oct 2026")]
    public void Relative_times_are_told_in_the_largest_unit(int minutes, string expected) =>
        Locales.English.Relative(Locales.Noon.AddMinutes(minutes), Locales.Noon).ShouldBe(expected);

    [Theory]
    [InlineData(-22, "22 минуты назад")]
    [InlineData(-21, "21 минуту назад")]
    [InlineData(-25, "25 минут назад")]
    public void Relative_times_inflect(int minutes, string expected) =>
        Locales.Russian.Relative(Locales.Noon.AddMinutes(minutes), Locales.Noon).ShouldBe(expected);

    [Theory]
    [InlineData("12.05:00:00", "12\u00a0d")]
    [InlineData("01:06:00", "1\u00a0h 06\u00a0m")]
    [InlineData("03:00:00", "3\u00a0h")]
    [InlineData("00:45:30", "45\u00a0m")]
    [InlineData("00:00:30", "30\u00a0s")]
    public void Durations_show_at_most_two_units(string span, string expected) =>
        Locales.English.Duration(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(expected);

    [Fact]
    public void Quarters_are_labelled_with_one_year_or_two()
    {
        Locales.English.Quarter(new FiscalCalendar(CalendarKind.Gregorian, 1).QuarterOf(Today)).ShouldBe("Q4 2026");
        Locales.English.Quarter(new FiscalCalendar(CalendarKind.Gregorian, 7).QuarterOf(Today)).ShouldBe("Q2 2026/27");
        Locales.Persian.Quarter(new FiscalCalendar(CalendarKind.Jalali, 1).QuarterOf(Today)).ShouldBe("فصل ۳، ۱۴۰۵");
    }

    [Theory]
    [InlineData("en", "2026-12-19")]
    [InlineData("en", "19 Dec 2026")]
    [InlineData("en", "19 december 2026")]
    [InlineData("en", "Dec 19, 2026")]
    [InlineData("en", "19.12.2026")]
    [InlineData("en", "19/12/26")]
    [InlineData("en", "1405/9/28")]
    [InlineData("en", "Sat 19 Dec")]
    [InlineData("en", "28 Azar 1405")]
    [InlineData("fa", "۱۴۰۵/۰۹/۲۸")]
    [InlineData("fa", "۲۸ آذر ۱۴۰۵")]
    [InlineData("fa", "٢٨ آذر")]
    [InlineData("fa", "2026-12-19")]
    [InlineData("fa", "۱۹ دسامبر ۲۰۲۶")]
    [InlineData("fa", "28/9/1405")]
    [InlineData("ru", "19 декабря 2026")]
    [InlineData("ru", "19.12.2026")]
    [InlineData("ru", "суббота, 19 дек 2026 г.")]
    [InlineData("vi", "19/12/2026")]
    [InlineData("vi", "Thứ Bảy, ngày 19 tháng 12 năm 2026")]
    [InlineData("vi", "19/12")]
    public void Typed_dates_are_read(string language, string text)
    {
        Locales.Of(language, "UTC").TryParseDate(text, out var date).ShouldBeTrue(text);
        date.ShouldBe(new(2026, 12, 19));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("31 Feb 2026")]
    [InlineData("1405-12-30")]
    [InlineData("2026-13-01")]
    [InlineData("12")]
    [InlineData("0099-01-01")]
    [InlineData("1 2 3 4")]
    [InlineData("Dec 2026")]
    public void Other_texts_are_not_dates(string text) => Locales.English.TryParseDate(text, out _).ShouldBeFalse();

    [Fact]
    public void Words_for_near_days_are_read()
    {
        Locales.English.TryParseDate("Tomorrow", out var date).ShouldBeTrue();
        date.ShouldBe(Today.AddDays(1));
        Locales.Persian.TryParseDate("دیروز", out date).ShouldBeTrue();
        date.ShouldBe(Today.AddDays(-1));
    }

    [Fact]
    public void Every_date_is_read_back_in_every_form_it_is_shown_in() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(-60_000, 60_000).ToArbitrary(), days =>
    {
        var date = Today.AddDays(days);
        foreach (var locale in (Locale[])[Locales.English, Locales.Persian, Locales.Russian, Locales.Vietnamese])
        {
            foreach (var text in (string[])[locale.FullDate(date), locale.LongDate(date), locale.OtherCalendar(date), locale.DateInput(date)])
            {
                locale.TryParseDate(text, out var read).ShouldBeTrue($"{locale.Language.Code}: {text}");
                read.ShouldBe(date, $"{locale.Language.Code}: {text}");
            }
        }
    }));
}
