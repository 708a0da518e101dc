using FsCheck;
using FsCheck.Fluent;

namespace Tandem.Core.Tests.Text;

/// <summary>Generated texts that are likelier than random ones to find a mistake in handling of scripts.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "B", "é", "e\u0301", "ß", "Ø", "đ", "Ễ", "ı", "İ", "ё", "Й", "и\u0306", "ў", "ي", "ك", "ة", "آ", "ؤ", "ـ", "َ", "۱", "٢", "3", " ", "  ",
        "\u200C", "\u00A0", "-", "–", "’", "ﬁ", "Ａ", "が", "か\u3099", "한", "हि", "\u094D", "ที่", "😀", "Ω", "ς",
    ];

    private static readonly string[] Broken = ["\uD83D", "\uDE00", "\uFFFE", "\uFFFF", "\0", "\u0001", "\u0306", "\u0323", "\u0951", "\uFDFA", "\uFE71", "\uE000"];

    private static readonly string[] Letters = [.. Pieces.Where(piece => piece is not ("ı" or "İ" or "ς"))];

    /// <summary>Anything a string can hold, invalid surrogates included.</summary>
    public static Arbitrary<string> Any { get; } = Of([.. Pieces, .. Broken]);

    /// <summary>What people write, without letters whose case depends on the language.</summary>
    public static Arbitrary<string> Written { get; } = Of(Letters);

    public static Arbitrary<string> Of(string[] pieces) => Arb.From(
        Gen.Sized(size => Gen.Choose(0, Math.Max(1, size)).SelectMany(count => Gen.Elements(pieces).ArrayOf(count))).Select(string.Concat),
        text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)));

    public static void Check(this Property property, int times) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true));
}
