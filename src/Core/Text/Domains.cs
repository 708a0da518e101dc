using System.Globalization;
using System.Text;

namespace Tandem.Core.Text;

/// <summary>The domain that names an organisation, out of what people type: an address of a site, an e-mail address, a bare host.</summary>
public static class Domains
{
    private const int LongestDomain = 253;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The host in lower case without <c>www.</c>, port and trailing dot, in its ASCII form (<c>münchen.example</c> is
    /// <c>xn--mnchen-3ya.example</c>); null when there is none, and for IP addresses and names without a dot.
    /// </summary>
    public static string? OfUrlOrEmail(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var host = text.AsSpan().Trim();
        if (host.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme) host = host[(scheme + 3)..];
        else if (host.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) host = host["mailto:".Length..];
        else host = host.TrimStart('/');
        if (host.IndexOfAny('/', '?', '#') is >= 0 and var end) host = host[..end];
        host = host[(host.LastIndexOf('@') + 1)..].TrimEnd('>');
        if (host.IndexOf(':') is >= 0 and var port) host = host[..port];
        return Canonical(host) is not { } domain ? null
            : domain.StartsWith("www.", StringComparison.Ordinal) && domain.AsSpan(4).Contains('.') ? domain[4..]
            : domain;
    }

    /// <summary>A domain name in lower-case ASCII; null when it is not one.</summary>
    internal static string? Canonical(ReadOnlySpan<char> name)
    {
        var host = name.TrimEnd('.').ToString();
        if (host.Length is 0 or > LongestDomain || !host.Contains('.', StringComparison.Ordinal)) return null;
        try
        {
            host = Ascii.IsValid(host) ? host.ToLowerInvariant() : Idn.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = host.Split('.');
        return host.Length <= LongestDomain && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? host : null;
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
