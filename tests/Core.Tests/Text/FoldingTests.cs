using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using Tandem.Core.Text;

namespace Tandem.Core.Tests.Text;

public class FoldingTests
{
    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("  Acme\t \r\n Corp ", "acme corp")]
    [InlineData("Société Générale", "societe generale")]
    [InlineData("STRAẞE Straße", "strasse strasse")]
    [InlineData("Øre Łódź Æsir Œuvre Þór Đorđe", "ore lodz aesir oeuvre thor dorde")]
    [InlineData("Nguyễn Thị Đức Hường", "nguyen thi duc huong")]
    [InlineData("İSTANBUL Iğdır ılık", "istanbul igdir ilik")]
    [InlineData("Ёлка елка Йод Чайковский", "елка елка йод чайковский")]
    [InlineData("ΟΔΟΣ οδός", "οδοσ οδοσ")]
    [InlineData("ﬁnance № ½", "finance no 1⁄2")]
    [InlineData("Ｆｕｌｌ　ｗｉｄｔｈ", "full width")]
    [InlineData("O’Neil – «Ltd»", "o'neil - «ltd»")]
    [InlineData("がぎ 한글", "がぎ 한글")]
    [InlineData("हिन्दी ไทยที่", "हिन्दी ไทยที่")]
    [InlineData("a\0b\u0007c\u200Fd\uFEFF", "abcd")]
    [InlineData("", "")]
    [InlineData(" \t ", "")]
    public void Spellings_of_one_word_fold_to_one_form(string text, string folded) => Folding.Fold(text).ShouldBe(folded);

    [Theory]
    [InlineData("علي", "علی")]
    [InlineData("موسى", "موسی")]
    [InlineData("كتاب", "کتاب")]
    [InlineData("مدرسة", "مدرسه")]
    [InlineData("خانۀ", "خانه")]
    [InlineData("أحمد إيران آرمان ٱلله", "احمد ایران ارمان الله")]
    [InlineData("مؤسسه مسئول", "موسسه مسیول")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("محـــمد", "محمد")]
    [InlineData("۱۲۳ ٤٥٦", "123 456")]
    public void Arabic_and_Persian_variants_of_a_letter_are_one_letter(string text, string folded) => Folding.Fold(text).ShouldBe(folded);

    [Fact]
    public void A_half_space_joins_so_that_the_joined_spelling_and_each_word_of_the_spaced_spelling_are_found()
    {
        var stored = Folding.Fold("می‌روم");
        stored.ShouldBe(Folding.Fold("میروم"));
        Folding.Fold("می روم").Split(' ').ShouldAllBe(word => stored.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_character_is_dropped() => Folding.Fold("a\uD800b\uFFFEc\uDE00").ShouldBe("abc");

    [Fact]
    public void Null_stays_null() => Folding.Fold(null).ShouldBeNull();

    [Fact]
    public void A_text_that_is_folded_already_is_returned_as_it_is()
    {
        var text = new string("acme corp. 12");
        Folding.Fold(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void A_plain_text_of_any_length_is_folded_like_a_short_one()
    {
        var text = string.Join("  ", Enumerable.Repeat("Acme", 1000));
        Folding.Fold(text).ShouldBe(string.Join(' ', Enumerable.Repeat("acme", 1000)));
    }

    [Fact]
    public void Folding_twice_changes_nothing() =>
        Prop.ForAll(Texts.Any, text => Folding.Fold(Folding.Fold(text)) == Folding.Fold(text)).Check(2000);

    [Fact]
    public void Folding_any_character_twice_changes_nothing()
    {
        for (var c = 0; c <= 0x10FFFF; c++)
        {
            if (c is >= 0xD800 and <= 0xDFFF or >= 0x33480 and < 0xE0000 or > 0xE01EF) continue; // surrogates, and planes without letters
            var folded = Folding.Fold($"a{char.ConvertFromUtf32(c)}и{char.ConvertFromUtf32(c)}");
            Folding.Fold(folded).ShouldBe(folded, $"U+{c:X4}");
        }
    }

    [Fact]
    public void A_folded_text_has_no_capital_no_accent_and_nothing_invisible() => Prop.ForAll(Texts.Any, text =>
        Folding.Fold(text).Replace('й', 'и').Normalize(NormalizationForm.FormD).EnumerateRunes().All(rune =>
            Rune.ToLowerInvariant(rune) == rune
            && (rune.Value is not (>= 0x0300 and <= 0x036F or >= 0x064B and <= 0x0655) || rune.Value == 0x0306)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))).Check(2000);

    [Fact]
    public void Case_and_composition_make_no_difference() => Prop.ForAll(Texts.Written, text =>
        Folding.Fold(text.ToUpperInvariant()) == Folding.Fold(text)
        && Folding.Fold(text.Normalize(NormalizationForm.FormD)) == Folding.Fold(text)
        && Folding.Fold($" {text} ") == Folding.Fold(text)).Check(2000);
}
