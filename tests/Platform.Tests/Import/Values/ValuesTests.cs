using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Tests.Import.Values;

public sealed class ValuesTests
{
    [Theory]
    [InlineData("1234.5", DecimalMark.Point, "1234.5")]
    [InlineData("1,234.50", DecimalMark.Point, "1234.50")]
    [InlineData("1.234,50", DecimalMark.Comma, "1234.50")]
    [InlineData("1 234,50", DecimalMark.Comma, "1234.50")]
    [InlineData("۱۲۳۴٫۵", DecimalMark.Point, "1234.5")]
    [InlineData("۱٬۲۳۴", DecimalMark.Point, "1234")]
    [InlineData("(12.5)", DecimalMark.Point, "-12.5")]
    [InlineData("-3", DecimalMark.Point, "-3")]
    [InlineData("1'000'000", DecimalMark.Point, "1000000")]
    public void Numbers_are_read_in_all_their_forms(string text, DecimalMark mark, string expected)
    {
        Numbers.TryRead(text, mark, out var number).ShouldBeTrue();
        number.Value.ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("€1,200.50", "EUR")]
    [InlineData("1 200 ₽", "RUB")]
    [InlineData("USD 12", "USD")]
    [InlineData("12 usd", "USD")]
    [InlineData("1.200.000 ₫", "VND")]
    public void Currencies_are_read_beside_their_amounts(string text, string currency)
    {
        (Numbers.TryRead(text, DecimalMark.Point, out var number) || Numbers.TryRead(text, DecimalMark.Comma, out number)).ShouldBeTrue();
        number.Currency.ShouldBe(currency);
    }

    [Theory, InlineData("abc"), InlineData("1,2,3"), InlineData("12-13"), InlineData("1.2.3"), InlineData(""), InlineData("1,23,456")]
    public void What_is_no_number_is_not_read(string text) => Numbers.TryRead(text, DecimalMark.Point, out _).ShouldBeFalse();

    [Fact]
    public void The_values_of_a_column_prove_its_decimal_mark()
    {
        Numbers.MarkOf(["1.234,5", "12"], out var doubtful).ShouldBe(DecimalMark.Comma);
        doubtful.ShouldBeFalse();
        Numbers.MarkOf(["10.25", "3"], out doubtful).ShouldBe(DecimalMark.Point);
        doubtful.ShouldBeFalse();
        Numbers.MarkOf(["1.234", "5.678"], out doubtful);
        doubtful.ShouldBeTrue();
    }

    [Theory]
    [InlineData("2017-03-01", 2017, 3, 1)]
    [InlineData("2017/3/1", 2017, 3, 1)]
    [InlineData("01.03.2017", 2017, 3, 1)]
    [InlineData("1 March 2017", 2017, 3, 1)]
    [InlineData("Mar 1, 2017", 2017, 3, 1)]
    [InlineData("1 марта 2017", 2017, 3, 1)]
    [InlineData("2017-03-01T10:15:00Z", 2017, 3, 1)]
    [InlineData("2017-03-01 10:15", 2017, 3, 1)]
    [InlineData("1396/01/01", 2017, 3, 21)]
    [InlineData("۱۳۹۶/۱/۱", 2017, 3, 21)]
    [InlineData("۱ فروردین ۱۳۹۶", 2017, 3, 21)]
    [InlineData("20170301", 2017, 3, 1)]
    public void Dates_are_read_in_all_their_forms(string text, int year, int month, int day)
    {
        Dates.TryRead(text, DateOrder.DayFirst, out var date).ShouldBeTrue();
        date.ShouldBe(new DateOnly(year, month, day));
    }

    [Fact]
    public void One_date_proves_the_order_of_all_and_none_asks()
    {
        Dates.OrderOf(["03/04/2020", "25/04/2020"], out var doubtful).ShouldBe(DateOrder.DayFirst);
        doubtful.ShouldBeFalse();
        Dates.OrderOf(["03/04/2020", "04/25/2020"], out doubtful).ShouldBe(DateOrder.MonthFirst);
        doubtful.ShouldBeFalse();
        Dates.OrderOf(["03/04/2020", "05/06/2020"], out doubtful);
        doubtful.ShouldBeTrue();
        Dates.OrderOf(["03.04.2020"], out doubtful).ShouldBe(DateOrder.DayFirst);
        doubtful.ShouldBeFalse();
    }

    [Theory]
    [InlineData("United States", "US"), InlineData("usa", "US"), InlineData("Россия", "RU"), InlineData("ایران", "IR"), InlineData("Việt Nam", "VN"), InlineData("DEU", "DE"), InlineData("fr", "FR")]
    public void Countries_are_known_by_names_and_codes(string text, string code) => Countries.Find(text)!.Code.ShouldBe(code);

    [Fact]
    public void A_misspelled_country_is_suggested_and_an_ambiguous_one_gives_a_choice()
    {
        Countries.Find("Philipines").ShouldBeNull();
        Countries.Near("Philipines").ShouldHaveSingleItem().Code.ShouldBe("PH");
        Countries.Near("Korea").Select(country => country.Code).Order().ShouldBe(["KP", "KR"]);
    }
}
