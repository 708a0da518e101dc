namespace Tandem.Platform.Search;

/// <summary>
/// Misspelt words. A word keeps most of its letters in their order; what it keeps is found by the index of three letters, and whether the rest is near
/// enough is counted for the few that have it.
/// </summary>
internal static class NearWords
{
    private const int Longest = 16;

    /// <summary>How many letters may be wrong, missing, too many or changed about: one in words of four to seven letters, two in longer ones.</summary>
    public static int Edits(string word) => word.Length is < 4 or > Longest || !word.All(char.IsLetter) ? 0 : word.Length < 8 ? 1 : 2;

    /// <summary>
    /// What may be left of a word: each is a list of pieces in their order, with a space where the word begins or ends. After one mistake one of them is
    /// left for certain; after two, as long as the first three letters or any four together are: what is shorter is left of too many words to be looked at.
    /// </summary>
    public static List<string[]> Rests(string word)
    {
        var rests = new List<string[]>();
        if (Edits(word) == 2)
        {
            rests.Add([" " + word[..3]]);
            for (var at = 1; at + 4 <= word.Length; at++) rests.Add([word.Substring(at, 4)]);
            return rests;
        }

        for (var at = 0; at < word.Length; at++)
        {
            var (begin, end) = (word[..at], word[(at + 1)..]);
            string[] pieces = [.. new[] { begin.Length == 2 ? " " + begin : begin, end.Length == 2 ? end + " " : end }.Where(piece => piece.Length >= 3)];
            if (pieces.Length > 0) rests.Add(pieces);
        }

        for (var at = 0; at < word.Length - 1; at++) rests.Add([word[..at] + word[at + 1] + word[at] + word[(at + 2)..]]);
        // What asks for more than another finds nothing that the other does not.
        return [.. rests.Where((rest, at) => !rests.Where((other, beside) => beside != at && Covers(rest, other) && (beside < at || !Covers(other, rest))).Any())];
    }

    /// <summary>Whether the title has a word that is near enough.</summary>
    public static bool Has(string title, string word)
    {
        var most = Edits(word);
        var begin = 0;
        for (var at = 0; at <= title.Length; at++)
        {
            if (at < title.Length && char.IsLetter(title[at])) continue;
            if (Math.Abs(at - begin - word.Length) <= most && Distance(title.AsSpan(begin, at - begin), word) <= most) return true;
            begin = at + 1;
        }

        return false;
    }

    /// <summary>Letters to put in, take out, replace or change about until one word is the other.</summary>
    internal static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<int> before = stackalloc int[other.Length + 1], above = stackalloc int[other.Length + 1], row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++) above[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            var free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[other.Length];
    }

    /// <summary>Whether each piece of the second stands in the first.</summary>
    private static bool Covers(string[] rest, string[] other) => Array.TrueForAll(other, piece => Array.Exists(rest, one => one.Contains(piece, StringComparison.Ordinal)));
}
