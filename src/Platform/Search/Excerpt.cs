using Tandem.Core.Text;

namespace Tandem.Platform.Search;

/// <summary>The part of a text that has what was looked for.</summary>
internal static class Excerpt
{
    private const int Before = 40;

    private const int After = 120;

    /// <summary>A line around the first of the words that the text has; null when it has none.</summary>
    /// <param name="words">Folded.</param>
    public static string? Of(string text, string[] words)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(parts, part => Folding.Fold(part) is var folded && Array.Exists(words, word => folded.Contains(word, StringComparison.Ordinal)));
        if (at < 0) return null;
        var (first, last) = (at, at);
        for (var room = Before; first > 0 && room > parts[first - 1].Length; first--) room -= parts[first - 1].Length + 1;
        for (var room = After; last < parts.Length - 1 && room > parts[last + 1].Length; last++) room -= parts[last + 1].Length + 1;
        return (first > 0 ? "… " : "") + string.Join(' ', parts[first..(last + 1)]) + (last < parts.Length - 1 ? " …" : "");
    }
}
