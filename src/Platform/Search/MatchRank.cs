namespace Tandem.Platform.Search;

/// <summary>Where a record has what is looked for; the later, the better.</summary>
internal enum MatchPlace
{
    /// <summary>Nowhere, but its title has words that are nearly so.</summary>
    Near,

    /// <summary>Somewhere in its text, such as in a note.</summary>
    Text,

    /// <summary>In an e-mail address, a phone number, a domain or another number.</summary>
    Identifier,

    /// <summary>Where words of its title begin.</summary>
    WordOfTitle,

    /// <summary>Where its title begins.</summary>
    BeginOfTitle,

    /// <summary>Its title is just that.</summary>
    Title,
}

/// <summary>How results of a search are ordered: by the place of the match, then by how lately the record changed, then one's own first.</summary>
internal static class MatchRank
{
    private static readonly TimeSpan[] Ages = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365)];

    /// <param name="title">Folded.</param>
    /// <param name="text">Folded.</param>
    public static MatchPlace Of(string title, string text, string[] words)
    {
        var whole = string.Join(' ', words);
        if (title == whole) return MatchPlace.Title;
        if (title.StartsWith(whole, StringComparison.Ordinal)) return MatchPlace.BeginOfTitle;
        if (Array.TrueForAll(words, word => BeginsAWord(title, word))) return MatchPlace.WordOfTitle;
        return Array.TrueForAll(words, word => BeginsAWord(title, word) || IsOfIdentifier(text, word)) ? MatchPlace.Identifier : MatchPlace.Text;
    }

    /// <summary>Ages that count as equal, the youngest first: what changed today, this week, this month, this year.</summary>
    public static int Age(DateTimeOffset? changed, DateTimeOffset now) => changed is { } at ? Array.FindIndex(Ages, age => now - at <= age) is >= 0 and var index ? index : Ages.Length : Ages.Length;

    private static bool BeginsAWord(string title, string word)
    {
        for (var at = title.IndexOf(word, StringComparison.Ordinal); at >= 0; at = title.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (at == 0 || !char.IsLetterOrDigit(title[at - 1])) return true;
        return false;
    }

    private static bool IsOfIdentifier(string text, string word)
    {
        foreach (var range in text.AsSpan().Split(' '))
        {
            var part = text.AsSpan(range);
            if (part.Contains(word, StringComparison.Ordinal) && (part.ContainsAny('@', '.') || part.ContainsAnyInRange('0', '9'))) return true;
        }

        return false;
    }
}
