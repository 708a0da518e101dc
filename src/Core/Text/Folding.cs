using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tandem.Core.Text;

/// <summary>
/// The form in which texts are compared and searched. Two texts that people take for the same word fold to the same characters,
/// so both databases can compare the stored form byte by byte.
/// </summary>
/// <remarks>
/// <para>Compatibility forms, case, accents, Vietnamese tone marks, Hebrew points and Arabic vowel signs go; letters of other scripts keep
/// their marks, and й stays й. Latin letters that are not an accented base letter are spelled out (ß ss, æ ae, đ d, ł l, ø o).
/// Arabic and Persian variants of one letter become one letter (ي ى ئ to ی, ك to ک, ة ۀ to ه, أ إ آ to ا, ؤ to و),
/// digits of every script become ASCII.</para>
/// <para>The half-space (ZWNJ) is removed, not turned into a space: «می‌روم» and «میروم» are then equal, and a search for «می روم»,
/// which looks for each of its words, finds both as well. With a space instead, the joined spelling would be lost.</para>
/// <para>White space is collapsed and trimmed; control, format and unassigned characters are dropped. Folding a folded text changes nothing.</para>
/// </remarks>
public static class Folding
{
    private const int OnStack = 512;

    /// <summary>The folded form; null for null. A plain text that is folded already is returned as it is.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Fold(string? text)
    {
        if (text is null) return null;
        if (!Ascii.IsValid(text)) return FoldUnicode(text);
        return IsFoldedAscii(text) ? text : FoldAscii(text);
    }

    private static bool IsFoldedAscii(string text)
    {
        var space = true;
        foreach (var c in text)
        {
            if (c is < ' ' or '\x7f' or >= 'A' and <= 'Z' || c == ' ' && space) return false;
            space = c == ' ';
        }

        return !space || text.Length == 0;
    }

    private static string FoldAscii(string text)
    {
        var rented = text.Length > OnStack ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        var buffer = rented ?? stackalloc char[OnStack];
        var length = 0;
        foreach (var c in text)
        {
            if (c is ' ' or >= '\t' and <= '\r')
            {
                if (length > 0 && buffer[length - 1] != ' ') buffer[length++] = ' ';
            }
            else if (c is > ' ' and not '\x7f')
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
        }

        if (length > 0 && buffer[length - 1] == ' ') length--;
        var folded = new string(buffer[..length]);
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return folded;
    }

    private static string FoldUnicode(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (var rune in Visible(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else if (FoldedLetters.IsAccent(rune))
            {
                if (rune.Value == FoldedLetters.Breve && EndsInShortI(folded)) folded.Append((char)rune.Value);
            }
            else if (FoldedLetters.Of(rune) is { } letters)
            {
                folded.Append(letters);
            }
            else
            {
                Append(folded, Rune.ToLowerInvariant(rune));
            }
        }

        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The text without what normalisation refuses (unpaired surrogates, non-characters) and without what nobody sees.</summary>
    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf16(rest, out var rune, out var used) == OperationStatus.Done;
            if (valid && (Rune.IsWhiteSpace(rune) || !IsInvisible(rune))) visible.Append(rest[..used]);
            rest = rest[used..];
        }

        return visible.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    /// <summary>Whether a breve now makes й: the last letter is и and has no breve yet.</summary>
    private static bool EndsInShortI(StringBuilder folded)
    {
        for (var i = folded.Length - 1; i >= 0; i--)
        {
            if (folded[i] == 'и') return true;
            if (folded[i] == FoldedLetters.Breve || CharUnicodeInfo.GetUnicodeCategory(folded[i]) != UnicodeCategory.NonSpacingMark) return false;
        }

        return false;
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        Span<char> chars = stackalloc char[2];
        folded.Append(chars[..rune.EncodeToUtf16(chars)]);
    }
}
