using System.Globalization;
using System.Text;
using Tandem.Core.Text;

namespace Tandem.Core.Matching;

/// <summary>
/// Names as they sound: keys under which names lie together that may be the same, in whatever script, spelling or order they were written down.
/// </summary>
/// <remarks>
/// Letters of Cyrillic and Arabic script are first written in Latin ones; then vowels, h and doubled letters go and letters that spellings mix up
/// become one (c k q, s z, f v w, g j). «Mohammad Nouri», «محمد نوری» and «Мохаммад Нури» meet, and so do «Meyer» and «Maier».
/// </remarks>
public static class NameKeys
{
    /// <summary>From here on two names are taken for spellings of one.</summary>
    private const double Close = 0.9;

    private const int MostWords = 3;

    /// <summary>
    /// The keys of a name: one for all its words in any order, and for each two of its first two and its last word one word with the other's initial, so
    /// that a slip in one word still leaves the other. The first key is the narrowest.
    /// </summary>
    /// <param name="ignored">Folded words that say nothing: legal forms, titles.</param>
    public static IReadOnlyList<string> Of(string? name, IReadOnlySet<string> ignored)
    {
        var words = Words(name, ignored).Select(Skeleton).Where(word => word.Length > 0).ToList();
        if (words.Count == 0) return [];
        var keys = new List<string> { string.Join(' ', words.Order(StringComparer.Ordinal)) };
        var main = words.Count <= MostWords ? words : [words[0], words[1], words[^1]];
        for (var i = 0; i < main.Count; i++)
            for (var j = 0; j < main.Count; j++)
                if (i != j) keys.Add($"{main[i]}|{main[j][0]}");
        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    public static Agreement Compare(string? a, string? b, IReadOnlySet<string> ignored)
    {
        var (first, second) = (string.Join(' ', Words(a, ignored)), string.Join(' ', Words(b, ignored)));
        if (first.Length == 0 || second.Length == 0) return Agreement.Unknown;
        if (first == second || SameWords(first, second)) return Agreement.Same;
        if ((Similarity.Of(first, second) >= Close && SameBeginnings(first, second)) || SameSound(first, second)) return Agreement.Close;
        return Agreement.Different;
    }

    /// <summary>A word as it sounds.</summary>
    public static string Skeleton(string word)
    {
        var latin = Latin(Folding.Fold(word) ?? "");
        var sounds = new StringBuilder(latin.Length);
        foreach (var letter in latin)
        {
            var sound = Sound(letter);
            if (sound is 'a' or 'h') sound = sounds.Length == 0 ? sound : '\0';
            if (sound != '\0' && (sounds.Length == 0 || sounds[^1] != sound)) sounds.Append(sound);
        }

        // A word that is hardly more than its vowels is only like itself.
        return sounds.Length >= 2 ? sounds.ToString() : latin;
    }

    private static string[] Words(string? name, IReadOnlySet<string> ignored)
    {
        var words = new StringBuilder();
        foreach (var c in Folding.Fold(name) ?? "") words.Append(char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? c : c is '\'' or '’' or '.' ? '\0' : ' ');
        var all = words.Replace("\0", "").ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = all.Where(word => !ignored.Contains(word)).ToArray();
        return telling.Length > 0 ? telling : all;
    }

    private static bool SameWords(string a, string b) => a.Length == b.Length && a.Split(' ').Order(StringComparer.Ordinal).SequenceEqual(b.Split(' ').Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static bool SameSound(string a, string b) =>
        a.Split(' ').Select(Skeleton).Order(StringComparer.Ordinal).SequenceEqual(b.Split(' ').Select(Skeleton).Order(StringComparer.Ordinal), StringComparer.Ordinal)
        && (Similarity.Of(Latin(a), Latin(b)) >= 0.75 || !SameScript(a, b));

    /// <summary>A slip is rarely the first sound: «Northwind» is not «Southwind».</summary>
    private static bool SameBeginnings(string a, string b)
    {
        var (fewer, more) = (a.Split(' '), b.Split(' '));
        if (fewer.Length > more.Length) (fewer, more) = (more, fewer);
        return Array.TrueForAll(fewer, word => Array.Exists(more, other => Skeleton(word)[0] == Skeleton(other)[0] && Similarity.JaroWinkler(word, other) >= 0.8));
    }

    private static bool SameScript(string a, string b) => IsLatin(a) == IsLatin(b);

    private static bool IsLatin(string text) => text.All(c => c < 0x250);

    private static char Sound(char letter) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => 'a',
        'c' or 'k' or 'q' => 'k',
        's' or 'z' or 'x' => 's',
        'f' or 'v' or 'w' => 'f',
        'g' or 'j' => 'g',
        _ => letter,
    };

    private static string Latin(string folded)
    {
        if (Ascii.IsValid(folded)) return folded;
        var latin = new StringBuilder(folded.Length + 4);
        foreach (var c in folded)
        {
            if (Letters.TryGetValue(c, out var letters)) latin.Append(c == 'و' && latin.Length > 0 && latin[^1] != ' ' ? "o" : letters);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) latin.Append(c);
        }

        return latin.ToString();
    }

    private static readonly Dictionary<char, string> Letters = Pairs(
        "а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya і i ї i є e ґ g ў u " +
        "ا a ب b پ p ت t ث s ج j چ ch ح h خ kh د d ذ z ر r ز z ژ zh س s ش sh ص s ض z ط t ظ z غ gh ف f ق gh ک k گ g ل l م m ن n و v ه h ی y");

    private static Dictionary<char, string> Pairs(string text) => text.Split(' ').Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1])
        .Concat([new('ь', ""), new('ъ', ""), new('ع', ""), new('ء', "")]).ToDictionary();
}
