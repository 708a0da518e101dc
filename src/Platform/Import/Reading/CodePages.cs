using System.Globalization;
using System.Text;

namespace Tandem.Platform.Import.Reading;

/// <summary>Tells the Windows code pages apart by how likely the words are that each makes of the same bytes.</summary>
internal static class CodePages
{
    // Where two pages give letters, those that its languages use often decide. From the alphabets of Polish, Czech, Slovak, Hungarian, Croatian,
    // Romanian (1250), West European languages (1252), Turkish (1254), Vietnamese (1258).
    private static readonly (int Page, string Often)[] Candidates =
    [
        (1252, "éèêëàâäáãåæçñóòôöõøúùûüíìîïßÉÈÀÄÁÅÆÇÑÓÖØÚÜß€’“”–"),
        (1250, "ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţđĄĆĘŁŃÓŚŹŻČĎŘŠŽŐŰ"),
        (1251, ""),
        (1254, "ğışöüçâîûĞİŞÖÜÇ"),
        (1256, ""),
        (1258, "ăâđêôơưàáèéìíòóùúýĂÂĐÊÔƠƯ"),
    ];

    /// <summary>The page that scores best; the West European one when nothing tells.</summary>
    public static Encoding Likeliest(byte[] bytes)
    {
        var (best, score) = (Encoding.GetEncoding(1252), double.MinValue);
        foreach (var (page, often) in Candidates)
        {
            var encoding = Encoding.GetEncoding(page);
            var now = Score(encoding.GetString(bytes), page, often);
            if (now > score) (best, score) = (encoding, now);
        }

        return best;
    }

    private static double Score(string text, int page, string often)
    {
        double score = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80) continue;
            score += ScoreOf(c, i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ', page, often);
        }

        return score;
    }

    private static double ScoreOf(char c, char before, char after, int page, string often)
    {
        if (c is '\ufffd' || char.IsControl(c)) return -8;
        // 1258 writes tones as marks of their own, always behind a vowel.
        if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            return page == 1258 ? IsVowel(before) ? 3 : -6 : page == 1256 && IsArabic(before) ? 1 : -4;
        if (!char.IsLetter(c)) return c is '\u00a0' or '«' or '»' or '–' or '—' or '’' or '“' or '”' or '№' or '،' or '؛' or '؟' or '\u200c' ? 0.5 : -1.5;
        if (IsCyrillic(c) || IsArabic(c))
        {
            var same = IsCyrillic(c) ? IsCyrillic(before) || IsCyrillic(after) : IsArabic(before) || IsArabic(after);
            var mixed = char.IsAsciiLetter(before) || char.IsAsciiLetter(after);
            var oddCase = char.IsLower(before) && char.IsUpper(c);
            return (same ? 2 : -1) - (mixed ? 4 : 0) - (oddCase ? 3 : 0);
        }

        var likely = often.Contains(c, StringComparison.Ordinal) ? 1.6 : -0.5;
        if (before >= 0x80 && char.IsLetter(before) && after >= 0x80 && char.IsLetter(after)) likely -= 2;
        if (char.IsUpper(c) && char.IsLower(before)) likely -= 2;
        return likely;
    }

    private static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u04ff';

    private static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06ff';

    private static bool IsVowel(char c) => "aeiouyAEIOUYăâêôơưĂÂÊÔƠƯ".Contains(c, StringComparison.Ordinal);
}
