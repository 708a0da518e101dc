using System.Collections.Concurrent;

namespace Tandem.Platform.Search;

/// <summary>
/// Remembers for a minute whether many records have the words of a search, so that the next page and the next letter need not find out again. It
/// decides how a page is read, never what is on it.
/// </summary>
internal sealed class CommonWords(TimeProvider clock)
{
    private const int Most = 1000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (bool Many, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    public async Task<bool> AreMany(string[] words, Func<Task<bool>> ask)
    {
        var key = string.Join(' ', words);
        var now = clock.GetUtcNow();
        if (known.TryGetValue(key, out var answer) && answer.Until > now) return answer.Many;
        var many = await ask();
        if (known.Count >= Most) known.Clear();
        known[key] = (many, now + Longest);
        return many;
    }
}
