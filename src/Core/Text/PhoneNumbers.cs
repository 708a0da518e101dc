using System.Globalization;
using System.Text;

namespace Tandem.Core.Text;

/// <summary>A telephone number in the form under which it is stored and matched.</summary>
/// <param name="Value">E.164 (<c>+982112345678</c>), or the digits as typed.</param>
/// <param name="IsInternational">Whether <paramref name="Value"/> is E.164. If not, the number can be dialled only from where it was written down.</param>
public readonly record struct PhoneNumber(string Value, bool IsInternational)
{
    public override string ToString() => Value;
}

/// <summary>Telephone numbers as people type them, read by the numbering plans of the world.</summary>
public static class PhoneNumbers
{
    /// <summary>Longest number with its calling code: ITU-T E.164, 6.2.1.</summary>
    private const int LongestNumber = 15;

    // With the longest international prefix and trunk prefix in front of it.
    private const int LongestTyped = LongestNumber + 6;
    private const int ShortestWithExtension = 5;

    /// <summary>
    /// Reads a number in international form (leading <c>+</c>, <c>00</c> or the country's own prefix) or in the national form of
    /// <paramref name="countryIso2"/>. Digits of any script are accepted, an extension is left out. Whether a number is assigned is not known;
    /// its length is checked. Without digits the value is empty.
    /// </summary>
    public static PhoneNumber Normalise(string? text, string? countryIso2)
    {
        var typed = Digits(text);
        if (typed.IndexOf('x', StringComparison.Ordinal) is >= 0 and var mark)
        {
            var isExtension = mark >= ShortestWithExtension && typed.LastIndexOf('x') == mark;
            if (!isExtension) return new(typed.Trim('+').Replace("x", "", StringComparison.Ordinal), false);
            typed = typed[..mark];
        }

        var digits = typed.TrimStart('+');
        if (digits.Length is 0 or > LongestTyped) return new(digits, false);
        var home = countryIso2 is null ? null : NumberingPlan.OfRegion(countryIso2.ToUpperInvariant());
        var international = typed[0] == '+' ? digits
            : home?.WithoutInternationalPrefix(digits) is { } dialledOut ? dialledOut
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : null;
        var found = international is not null ? International(international) : home is not null ? National(digits, home) : null;
        return found is null ? new(digits, false) : new("+" + found, true);
    }

    /// <summary>
    /// A stored number as people write it for readers abroad: <c>+44 20 7946 0018</c>. What was never placed in a country, and what fits no
    /// known grouping, stays as it is.
    /// </summary>
    public static string Written(string value) => value.StartsWith('+') ? NumberFormat.Written(value[1..]) ?? value : value;

    private static string? International(string digits)
    {
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (NumberingPlan.OfCallingCode(digits[..length]) is [var main, ..] plans)
            {
                var number = main.National(digits[length..]);
                return number is not null && plans.Any(plan => plan.Allows(number)) ? Within(digits[..length] + number) : null;
            }
        }

        return null;
    }

    private static string? National(string digits, NumberingPlan home)
    {
        if (home.National(digits) is { } number && home.Allows(number)) return Within(home.CallingCode + number);
        return digits.StartsWith(home.CallingCode, StringComparison.Ordinal) ? International(digits) : null; // the code without its plus sign
    }

    private static string? Within(string number) => number.Length <= LongestNumber ? number : null;

    /// <summary>Digits, a leading plus, and an x where an extension begins or where letters stand that no number has.</summary>
    private static string Digits(string? text)
    {
        var digits = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) digits.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (rune.Value is '+' or '＋' && digits.Length == 0) digits.Append('+');
            else if ((Rune.IsLetter(rune) || rune.Value is '#' or ';' or ',') && digits.Length > 0 && digits[^1] != 'x') digits.Append('x');
        }

        return digits.ToString();
    }
}
