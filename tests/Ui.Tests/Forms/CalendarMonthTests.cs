namespace Tandem.Ui.Tests.Forms;

public class CalendarMonthTests
{
    private static readonly MonthGrid Azar = MonthGrid.Of(CalendarKind.Jalali, 1405, 9, DayOfWeek.Saturday);

    [Fact]
    public async Task A_Jalali_month_is_a_grid_with_Gregorian_days_on_hover()
    {
        var body = await Render.Body<CalendarMonth>(new() { ["Grid"] = Azar, ["Selected"] = new DateOnly(2026, 12, 19) }, "fa");
        body.QuerySelector("b")!.TextContent.ShouldBe("آذر ۱۴۰۵");
        body.QuerySelectorAll("[role=columnheader]").Select(day => day.TextContent).ShouldBe(["ش", "ی", "د", "س", "چ", "پ", "ج"]);
        var chosen = body.QuerySelector("[role=gridcell][aria-selected=true] button")!;
        chosen.TextContent.ShouldBe("۲۸");
        chosen.GetAttribute("title").ShouldBe("۱۹ دسامبر ۲۰۲۶");
        chosen.GetAttribute("data-text").ShouldBe("۱۴۰۵/۰۹/۲۸");
        chosen.GetAttribute("tabindex").ShouldBe("0");
        body.QuerySelectorAll(".days [tabindex='0']").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Turning_and_the_other_calendar_are_addresses()
    {
        var body = await Render.Body<CalendarMonth>(new() { ["Grid"] = Azar }, "fa");
        var addresses = body.QuerySelectorAll("[data-href]").Select(button => button.GetAttribute("data-href")).ToList();
        addresses.ShouldContain("/ui/calendar?calendar=Jalali&year=1405&month=8");
        addresses.ShouldContain("/ui/calendar?calendar=Jalali&year=1405&month=10");
        addresses.ShouldContain("/ui/calendar?calendar=Gregorian&year=2026&month=11");
    }
}
