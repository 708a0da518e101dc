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
        return Of(new NameForms(name, ignored));
    }

    public static IReadOnlyList<string> Of(NameForms name)
    {
        var words = name.Sounds.Where(word => word.Length > 0).ToList();
        if (words.Count == 0) return [];
        var keys = new List<string> { string.Join(' ', words.Order(StringComparer.Ordinal)) };
        var main = words.Count <= MostWords ? words : [words[0], words[1], words[^1]];
        for (var i = 0; i < main.Count; i++)
            for (var j = 0; j < main.Count; j++)
                if (i != j) keys.Add($"{main[i]}|{main[j][0]}");
        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    public static Agreement Compare(string? a, string? b, IReadOnlySet<string> ignored) => Compare(new NameForms(a, ignored), new NameForms(b, ignored));

    public static Agreement Compare(NameForms a, NameForms b)
    {
        if (a.Text.Length == 0 || b.Text.Length == 0) return Agreement.Unknown;
        if (a.Text == b.Text || (a.Text.Length == b.Text.Length && a.InOrder == b.InOrder)) return Agreement.Same;
        if ((Similarity.Of(a.Text, b.Text) >= Close && SameBeginnings(a, b)) || SameSound(a, b)) return Agreement.Close;
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

    internal static string[] Words(string? name, IReadOnlySet<string> ignored)
    {
        var words = new StringBuilder();
        foreach (var c in Folding.Fold(name) ?? "") words.Append(char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? c : c is '\'' or '’' or '.' ? '\0' : ' ');
        var all = words.Replace("\0", "").ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = all.Where(word => !ignored.Contains(word)).ToArray();
        return telling.Length > 0 ? telling : all;
    }

    private static bool SameSound(NameForms a, NameForms b) =>
        a.SoundsInOrder == b.SoundsInOrder && (a.IsLatin != b.IsLatin || Similarity.Of(Latin(a.Text), Latin(b.Text)) >= 0.75);

    /// <summary>A slip is rarely the first sound: «Northwind» is not «Southwind».</summary>
    private static bool SameBeginnings(NameForms a, NameForms b)
    {
        var (fewer, more) = a.Words.Length > b.Words.Length ? (b, a) : (a, b);
        for (var i = 0; i < fewer.Words.Length; i++)
        {
            var known = false;
            for (var j = 0; j < more.Words.Length && !known; j++)
                known = fewer.Sounds[i][0] == more.Sounds[j][0] && Similarity.JaroWinkler(fewer.Words[i], more.Words[j]) >= 0.8;
            if (!known) return false;
        }

        return true;
    }

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

/// <summary>A name made ready to be compared with many others.</summary>
public sealed class NameForms
{
    private string? inOrder, soundsInOrder;
    private string[]? sounds;
    private bool? latin;

    /// <param name="ignored">Folded words that say nothing: legal forms, titles.</param>
    public NameForms(string? name, IReadOnlySet<string> ignored)
    {
        Words = NameKeys.Words(name, ignored);
        Text = string.Join(' ', Words);
    }

    /// <summary>Folded, without punctuation and without words that say nothing.</summary>
    internal string[] Words { get; }

    internal string Text { get; }

    /// <summary>The words in the order of their letters: the same for «Nouri, Sara» and «Sara Nouri».</summary>
    internal string InOrder => inOrder ??= string.Join(' ', Words.Order(StringComparer.Ordinal));

    /// <summary>Each word as it sounds.</summary>
    internal string[] Sounds => sounds ??= [.. Words.Select(NameKeys.Skeleton)];

    internal string SoundsInOrder => soundsInOrder ??= string.Join(' ', Sounds.Order(StringComparer.Ordinal));

    internal bool IsLatin => latin ??= Text.All(c => c < 0x250);
}
