using System.Text;

namespace Tandem.Core.Text;

/// <summary>How alike two texts are, between 0 and 1: for "did you mean", mapping suggestions and possible duplicates.</summary>
public static class Similarity
{
    /// <summary>From here on a suggestion is worth showing.</summary>
    public const double Likely = 0.85;

    private const int OnStack = 256;

    /// <summary>
    /// Compares folded forms: as a whole without spaces and punctuation (<c>GTXPro</c> and <c>GTX Pro</c>), and word by word in any order
    /// (<c>Beta Acme</c> and <c>Acme Beta</c>), and gives the better of both. 1 only when the folded forms are equal.
    /// </summary>
    public static double Of(string? a, string? b)
    {
        var (first, second) = (Folding.Fold(a) ?? "", Folding.Fold(b) ?? "");
        if (first == second) return first.Length == 0 ? 0 : 1;
        var score = Math.Max(JaroWinkler(Letters(first), Letters(second)), ByWords(first, second));
        return Math.Min(score, 0.99);
    }

    /// <summary>The most similar of the candidates, when it is likely enough; the first of equals.</summary>
    public static T? Best<T>(string? text, IEnumerable<T> candidates, Func<T, string?> textOf, double atLeast = Likely) where T : class
    {
        var (best, score) = (default(T), 0.0);
        foreach (var candidate in candidates)
        {
            var similarity = Of(text, textOf(candidate));
            if (similarity >= atLeast && similarity > score) (best, score) = (candidate, similarity);
        }

        return best;
    }

    public static string? Best(string? text, IEnumerable<string> candidates, double atLeast = Likely) =>
        Best(text, candidates, candidate => candidate, atLeast);

    /// <summary>Jaro-Winkler similarity with a prefix of at most four characters and a scale of 0.1 (W. E. Winkler, 1990).</summary>
    public static double JaroWinkler(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
        var jaro = Jaro(a, b);
        var prefix = a.AsSpan().CommonPrefixLength(b);
        return jaro + Math.Min(prefix, 4) * 0.1 * (1 - jaro);
    }

    private static double Jaro(string a, string b)
    {
        var window = Math.Max(0, Math.Max(a.Length, b.Length) / 2 - 1);
        Span<bool> taken = b.Length <= OnStack ? stackalloc bool[b.Length] : new bool[b.Length];
        Span<char> matched = a.Length <= OnStack ? stackalloc char[a.Length] : new char[a.Length];
        taken.Clear();
        var count = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j < Math.Min(b.Length, i + window + 1); j++)
            {
                if (taken[j] || a[i] != b[j]) continue;
                taken[j] = true;
                matched[count++] = a[i];
                break;
            }
        }

        if (count == 0) return 0;
        var (at, apart) = (0, 0);
        for (var j = 0; j < b.Length; j++)
            if (taken[j] && matched[at++] != b[j]) apart++;
        var matches = (double)count;
        return (matches / a.Length + matches / b.Length + (matches - apart / 2.0) / matches) / 3;
    }

    /// <summary>The mean of each word's best partner, weighted by length, over the side that has more words to explain.</summary>
    private static double ByWords(string a, string b)
    {
        var (first, second) = (Words(a), Words(b));
        return first.Length == 0 || second.Length == 0 ? 0 : Math.Min(Explained(first, second), Explained(second, first));
    }

    private static double Explained(string[] words, string[] by)
    {
        var (explained, length) = (0.0, 0);
        foreach (var word in words)
        {
            var best = 0.0;
            foreach (var other in by) best = Math.Max(best, JaroWinkler(word, other));
            explained += word.Length * best;
            length += word.Length;
        }

        return explained / length;
    }

    private static string[] Words(string text) => [.. text.Split(' ').Select(Letters).Where(word => word.Length > 0)];

    private static string Letters(string text)
    {
        if (text.All(char.IsLetterOrDigit)) return text;
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) letters.Append(c);
        }

        return letters.ToString();
    }
}
