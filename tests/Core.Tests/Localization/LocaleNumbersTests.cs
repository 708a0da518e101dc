using FsCheck;
using FsCheck.Fluent;
using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class LocaleNumbersTests
{
    private static readonly Locale[] All = [Locales.English, Locales.Persian, Locales.Russian, Locales.Vietnamese];

    [Fact]
    public void Numbers_take_separators_and_digits_of_the_language()
    {
        Locales.English.Number(1234567.5m).ShouldBe("1,234,567.5");
        Locales.Persian.Number(1234567.5m).ShouldBe("۱٬۲۳۴٬۵۶۷٫۵");
        Locales.Russian.Number(1234567.5m).ShouldBe("1\u00a0234\u00a0567,5");
        Locales.Vietnamese.Number(1234567.5m).ShouldBe("1.234.567,5");
        Locales.English.Number(3m, 2).ShouldBe("3.00");
        Locales.English.Number(-0.001m).ShouldBe("0");
        Locales.English.Number(-12m).ShouldBe("\u221212");
        Locales.Persian.Number(-12m).ShouldBe("\u200e\u2212۱۲");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(7.25, "7.3")]
    [InlineData(950, "950")]
    [InlineData(4200, "4.2k")]
    [InlineData(38600, "39k")]
    [InlineData(386000, "386k")]
    [InlineData(999600, "1M")]
    [InlineData(2410000, "2.41M")]
    [InlineData(24140000, "24.1M")]
    [InlineData(241400000, "241M")]
    [InlineData(-1040000, "\u22121.04M")]
    [InlineData(1200000000, "1.2B")]
    public void Compact_numbers_keep_three_digits(double value, string expected) => Locales.English.Compact((decimal)value).ShouldBe(expected);

    [Fact]
    public void Compact_numbers_name_their_unit()
    {
        Locales.Persian.Compact(2410000).ShouldBe("۲٫۴۱\u00a0میلیون");
        Locales.Russian.Compact(386000).ShouldBe("386\u00a0тыс.");
        Locales.Vietnamese.Compact(1200000000).ShouldBe("1,2\u00a0tỷ");
    }

    [Fact]
    public void Percents_show_one_decimal_only_when_small()
    {
        Locales.English.Percent(0.45m).ShouldBe("45%");
        Locales.English.Percent(0.031m).ShouldBe("3.1%");
        Locales.English.Percent(0.314m, 1).ShouldBe("31.4%");
        Locales.Persian.Percent(0.45m).ShouldBe("۴۵٪");
        Locales.Russian.Percent(0.45m).ShouldBe("45\u00a0%");
    }

    [Theory]
    [InlineData(MoneyForm.Exact, 184000, "€184,000")]
    [InlineData(MoneyForm.Exact, 19.9, "€19.90")]
    [InlineData(MoneyForm.WithCents, 184000, "€184,000.00")]
    [InlineData(MoneyForm.Whole, 19.9, "€20")]
    [InlineData(MoneyForm.Compact, 2414000, "€2.41M")]
    [InlineData(MoneyForm.Whole, -200, "\u2212€200")]
    public void Money_is_shown_in_four_forms(MoneyForm form, double amount, string expected) => Locales.English.Money((decimal)amount, form).ShouldBe(expected);

    [Fact]
    public void Money_puts_symbol_or_name_where_the_language_does()
    {
        Locales.Russian.Money(184000m).ShouldBe("184\u00a0000\u00a0€");
        Locales.Vietnamese.Money(new Money(2500000, "VND")).ShouldBe("2.500.000\u00a0₫");
        Locales.Persian.Money(184000m).ShouldBe("۱۸۴٬۰۰۰\u00a0یورو");
        Locales.Persian.Money(2414000m, MoneyForm.Compact).ShouldBe("۲٫۴۱\u00a0میلیون\u00a0یورو");
        Locales.English.Money(new Money(1200, "CHF")).ShouldBe("CHF\u00a01,200");
        Locales.English.Money(new Money(1200.4m, "JPY")).ShouldBe("¥1,200");
    }

    [Theory]
    [InlineData("en", "1,234.5", 1234.5)]
    [InlineData("en", "1234", 1234)]
    [InlineData("en", "12,5", 12.5)]
    [InlineData("en", "1,234", 1234)]
    [InlineData("en", "1,234,567", 1234567)]
    [InlineData("en", "-200", -200)]
    [InlineData("en", "\u2212200", -200)]
    [InlineData("en", " 1 234.5 ", 1234.5)]
    [InlineData("en", ".5", 0.5)]
    [InlineData("vi", "1.234", 1234)]
    [InlineData("vi", "1.234,5", 1234.5)]
    [InlineData("vi", "12.5", 12.5)]
    [InlineData("ru", "1\u00a0234,5", 1234.5)]
    [InlineData("ru", "1234.5", 1234.5)]
    [InlineData("fa", "۱٬۲۳۴٫۵", 1234.5)]
    [InlineData("fa", "١٢٣", 123)]
    [InlineData("fa", "\u200e\u2212۱۲", -12)]
    public void Typed_numbers_are_read(string language, string text, double expected)
    {
        Locales.Of(language, "UTC").TryParseDecimal(text, out var value).ShouldBeTrue();
        value.ShouldBe((decimal)expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("12a")]
    [InlineData("1,23,4")]
    [InlineData("1-2")]
    [InlineData("--1")]
    [InlineData("12 34")]
    [InlineData("99999999999999999999999999999999")]
    public void Other_texts_are_not_numbers(string text) => Locales.English.TryParseDecimal(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_number_is_read_back_as_it_was_written() => Check.QuickThrowOnFailure(Prop.ForAll<long>(cents =>
    {
        var value = cents % 1_000_000_000_000 / 100m;
        return All.All(locale => locale.TryParseDecimal(locale.Number(value, 2), out var read) && read == value);
    }));

    [Fact]
    public void Lists_end_with_and()
    {
        Locales.English.List(["A", "B", "C"]).ShouldBe("A, B and C");
        Locales.Persian.List(["الف", "ب"]).ShouldBe("الف و ب");
        Locales.English.List(["A"]).ShouldBe("A");
        Locales.English.List([]).ShouldBe("");
    }

    [Fact]
    public void Arguments_of_a_text_are_written_for_the_reader() =>
        Locales.English.T("date.with-time", ("date", new DateOnly(2020, 1, 2)), ("time", new Money(5, "EUR"))).ShouldBe("2 Jan 2020, €5");
}
