using System.Text.RegularExpressions;

namespace Tandem.Activities.Timeline;

/// <summary>Plain text in pieces, those that are web addresses marked, so that a page can link them without reading any markup.</summary>
internal static partial class LinkedText
{
    /// <summary>The pieces in order; <c>Href</c> is null for plain ones. Only http and https become links.</summary>
    public static IEnumerable<(string Text, string? Href)> Pieces(string text)
    {
        var at = 0;
        foreach (Match match in Address().Matches(text))
        {
            var address = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '»', '”', '،', '؛', '؟');
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) continue;
            if (match.Index > at) yield return (text[at..match.Index], null);
            yield return (address, uri.AbsoluteUri);
            at = match.Index + address.Length;
        }

        if (at < text.Length) yield return (text[at..], null);
    }

    [GeneratedRegex(@"\bhttps?://[^\s<>""']+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
