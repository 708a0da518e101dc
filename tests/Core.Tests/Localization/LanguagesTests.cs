using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class LanguagesTests
{
    [Theory]
    [InlineData("fa-IR", "fa")]
    [InlineData("EN", "en")]
    [InlineData("vi_VN", "vi")]
    [InlineData("de", null)]
    [InlineData("far", null)]
    [InlineData("", null)]
    public void A_tag_finds_its_language(string tag, string? code) => Languages.Find(tag)?.Code.ShouldBe(code);

    [Theory]
    [InlineData("de-DE,de;q=0.9,ru;q=0.8,en;q=0.7", "ru")]
    [InlineData("fa", "fa")]
    [InlineData("de", null)]
    [InlineData(null, null)]
    public void The_browser_gets_the_first_language_that_is_spoken(string? header, string? code) => (Languages.Accepted(header)?.Code).ShouldBe(code);

    [Fact]
    public void Persian_reads_from_the_right_in_the_Jalali_calendar_from_Saturday_on()
    {
        Languages.Persian.Direction.ShouldBe("rtl");
        Languages.Persian.Calendar.ShouldBe(CalendarKind.Jalali);
        Languages.Persian.FirstDay.ShouldBe(DayOfWeek.Saturday);
    }
}
