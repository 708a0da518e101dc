using System.Text;

namespace Tandem.Core.Text;

/// <summary>How alike two texts are, between 0 and 1: for "did you mean", mapping suggestions and possible duplicates.</summary>
public static class Similarity
{
    /// <summary>From here on a suggestion is worth showing.</summary>
    public const double Likely = 0.85;

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
        var taken = new bool[b.Length];
        var matched = new List<char>(a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j < Math.Min(b.Length, i + window + 1); j++)
            {
                if (taken[j] || a[i] != b[j]) continue;
                taken[j] = true;
                matched.Add(a[i]);
                break;
            }
        }

        if (matched.Count == 0) return 0;
        var matches = (double)matched.Count;
        var others = b.Where((_, j) => taken[j]);
        var transpositions = matched.Zip(others).Count(pair => pair.First != pair.Second) / 2.0;
        return (matches / a.Length + matches / b.Length + (matches - transpositions) / matches) / 3;
    }

    /// <summary>The mean of each word's best partner, weighted by length, over the side that has more words to explain.</summary>
    private static double ByWords(string a, string b)
    {
        var (first, second) = (Words(a), Words(b));
        return first.Length == 0 || second.Length == 0 ? 0 : Math.Min(Explained(first, second), Explained(second, first));
    }

    private static double Explained(string[] words, string[] by) =>
        words.Sum(word => word.Length * by.Max(other => JaroWinkler(word, other))) / words.Sum(word => word.Length);

    private static string[] Words(string text) => [.. text.Split(' ').Select(Letters).Where(word => word.Length > 0)];

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) letters.Append(c);
        }

        return letters.ToString();
    }
}
