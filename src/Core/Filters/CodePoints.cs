namespace Tandem.Core.Filters;

/// <summary>The order of texts by code point, which is that of their UTF-8 bytes: how both databases compare folded texts and sort keys.</summary>
internal sealed class CodePoints : IComparer<string?>
{
    public static CodePoints Order { get; } = new();

    int IComparer<string?>.Compare(string? a, string? b) => Compare(a, b);

    public static int Compare(string? a, string? b)
    {
        if (a is null || b is null) return string.CompareOrdinal(a, b);
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        // Surrogates stand below U+E000 in UTF-16, but what they encode is above U+FFFF.
        var (first, second) = (a[same], b[same]);
        var (firstIsHigh, secondIsHigh) = (char.IsSurrogate(first), char.IsSurrogate(second));
        return firstIsHigh == secondIsHigh ? first.CompareTo(second) : firstIsHigh ? 1 : -1;
    }
}
