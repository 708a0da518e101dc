using System.Globalization;

namespace Tandem.Ui;

/// <summary>One or two letters that stand for a name in any script.</summary>
public static class Initials
{
    private const char ZeroWidthNonJoiner = '\u200c';

    /// <summary>First letters of the first and the last word: «Nguyễn Thị Mai» is NM.</summary>
    public static string OfPerson(string name)
    {
        var words = Words(name);
        return words.Count switch { 0 => "?", 1 => Join(First(words[0])), _ => Join(First(words[0]), First(words[^1])) };
    }

    /// <summary>First letters of the first two words: «Harbor &amp; Pine» is HP; of a single word its first two letters.</summary>
    public static string OfCompany(string name)
    {
        var words = Words(name);
        return words.Count switch
        {
            0 => "?",
            1 => Join([.. Letters(words[0]).Take(2)]),
            _ => Join(First(words[0]), First(words[1])),
        };
    }

    /// <summary>1 to 8: the same colour for the same name everywhere.</summary>
    public static int ColorOf(string name) => (int)(StableHash.Of(name.Trim().ToLowerInvariant()) % 8) + 1;

    private static List<string> Words(string name) =>
        [.. name.Split([' ', '\u00a0', '-', '.', '،', ',', '(', ')', '«', '»', '"'], StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word, 0))];

    private static string First(string word) => Letters(word).First();

    private static IEnumerable<string> Letters(string word)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext()) yield return elements.GetTextElement().Trim(ZeroWidthNonJoiner);
    }

    // Two Arabic letters side by side would join into a syllable; the mark keeps them apart.
    private static string Join(params string[] letters)
    {
        var mark = letters[0].Length > 0 && letters[0][0] is >= '\u0600' and <= '\u06ff' ? ZeroWidthNonJoiner.ToString() : "";
        return string.Join(mark, letters).ToUpperInvariant();
    }
}
