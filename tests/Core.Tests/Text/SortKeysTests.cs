using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using Tandem.Core.Text;

namespace Tandem.Core.Tests.Text;

public class SortKeysTests
{
    private const CompareOptions Primary =
        CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreKanaType | CompareOptions.IgnoreWidth;

    [Theory]
    [InlineData("en"), InlineData("fa"), InlineData("ru"), InlineData("vi"), InlineData("sv"), InlineData("de-AT"), InlineData("ar")]
    public void Keys_order_as_the_language_does_by_characters_and_by_UTF_8_bytes(string language)
    {
        var rules = CultureInfo.GetCultureInfo(language).CompareInfo;
        Prop.ForAll(Texts.Written, Texts.Written, (a, b) =>
        {
            (a, b) = (Short(a), Short(b));
            var (first, second) = (SortKeys.Of(a, language), SortKeys.Of(b, language));
            var expected = Math.Sign(rules.Compare(a, b, Primary));
            return Math.Sign(string.CompareOrdinal(first, second)) == expected
                && Math.Sign(Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(second))) == expected;
        }).Check(1000);
    }

    [Fact]
    public void Cropped_keys_never_turn_an_order_round() => Prop.ForAll(Texts.Any, Texts.Any, (a, b) =>
    {
        (a, b) = (string.Concat(Enumerable.Repeat("Zürich ", 9)) + a, string.Concat(Enumerable.Repeat("Zürich ", 9)) + b);
        var order = Math.Sign(string.CompareOrdinal(SortKeys.Of(a, "en"), SortKeys.Of(b, "en")));
        return order == 0 || order == Math.Sign(CultureInfo.GetCultureInfo("en").CompareInfo.Compare(a, b, Primary));
    }).Check(1000);

    [Fact]
    public void Keys_hold_no_zero_and_stay_within_their_length() => Prop.ForAll(Texts.Any, text =>
    {
        var key = SortKeys.Of(text + text + text, "fa");
        return key.Length <= SortKeys.MaxLength && key.All(c => c is > '\0' and <= '\xFF');
    }).Check(1000);

    [Theory]
    [InlineData("en", "Ångström", "zebra")]
    [InlineData("sv", "zebra", "Ångström")]
    public void Each_language_has_its_own_order(string language, string earlier, string later) =>
        string.CompareOrdinal(SortKeys.Of(earlier, language), SortKeys.Of(later, language)).ShouldBeNegative();

    [Fact]
    public void Persian_order_puts_pe_after_be_and_gaf_after_kaf()
    {
        string[] names = ["گلستان", "کیان", "پارس", "بهار", "الف", "یاس"];
        names.OrderBy(name => SortKeys.Of(name, "fa"), StringComparer.Ordinal).ShouldBe(["الف", "بهار", "پارس", "کیان", "گلستان", "یاس"]);
    }

    [Fact]
    public void Vietnamese_order_puts_đ_after_d()
    {
        string[] names = ["Đà", "Em", "Dung", "An", "Ân"];
        names.OrderBy(name => SortKeys.Of(name, "vi"), StringComparer.Ordinal).ShouldBe(["An", "Ân", "Dung", "Đà", "Em"]);
    }

    [Fact]
    public void Nothing_has_no_key_and_an_unknown_language_has_the_root_order()
    {
        SortKeys.Of(null, "en").ShouldBeNull();
        SortKeys.Of("", "en").ShouldBe("");
        SortKeys.Of("Acme", "no such language").ShouldBe(SortKeys.Of("acme", ""));
    }

    [Fact]
    public void The_version_names_the_rules() => SortKeys.Version.ShouldMatch(@"^1:[0-9a-f]+(\.[0-9a-f]+){4}$");

    private static string Short(string text) => text.Length <= 12 ? text : text[..12];
}
