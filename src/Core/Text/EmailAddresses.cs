using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Tandem.Core.Text;

/// <summary>E-mail addresses in the one form under which they are stored and matched.</summary>
public static class EmailAddresses
{
    private const int LongestAddress = 254; // RFC 5321, 4.5.3.1.3, less the angle brackets
    private const int LongestLocalPart = 64;
    private const string Atom = "!#$%&'*+/=?^_`{|}~-.";

    /// <summary>
    /// Reads <c>Name &lt;a@b.example&gt;</c>, <c>mailto:a@b.example</c> or a bare address into lower case, the domain in ASCII.
    /// Marks that copying leaves behind (half-spaces, direction marks) are ignored. False when it is no address that mail could reach;
    /// quoted local parts are not accepted.
    /// </summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 4 * LongestAddress) return false;
        var bare = Bare(text);
        var at = bare.LastIndexOf('@');
        if (at <= 0 || at > LongestLocalPart || Domains.Canonical(bare.AsSpan(at + 1)) is not { } domain) return false;
        var local = bare[..at].ToLowerInvariant();
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal) || !local.All(IsOfLocalPart)) return false;
        if (local.Length + 1 + domain.Length > LongestAddress) return false;
        address = $"{local}@{domain}";
        return true;
    }

    private static string Bare(string text)
    {
        var open = text.LastIndexOf('<');
        var close = text.LastIndexOf('>');
        if (open >= 0 && close > open) text = text[(open + 1)..close];
        var visible = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)) visible.Append(c);
        }

        var bare = visible.ToString().Trim();
        return bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare["mailto:".Length..] : bare;
    }

    private static bool IsOfLocalPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || Atom.Contains(c, StringComparison.Ordinal) || c > 0x9F && !char.IsWhiteSpace(c);
}
