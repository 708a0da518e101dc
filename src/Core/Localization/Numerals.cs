using System.Globalization;

namespace Tandem.Core.Localization;

/// <summary>
/// Digits, separators and signs of a language. They are written out here and not taken from the system's culture data,
/// so that a number reads the same on every machine.
/// </summary>
internal sealed class Numerals
{
    // The mark keeps the minus at the left of the digits in right-to-left text, where Persian writes it.
    private const string PersianMinus = "\u200e\u2212";

    private static readonly Dictionary<string, Numerals> ByLanguage = new(StringComparer.Ordinal)
    {
        ["en"] = new(group: ",", point: ".", minus: "\u2212", zero: '0', percent: "{0}%"),
        ["fa"] = new(group: "٬", point: "٫", minus: PersianMinus, zero: '۰', percent: "{0}٪"),
        ["ru"] = new(group: "\u00a0", point: ",", minus: "\u2212", zero: '0', percent: "{0}\u00a0%"),
        ["vi"] = new(group: ".", point: ",", minus: "\u2212", zero: '0', percent: "{0}%"),
    };

    private readonly NumberFormatInfo format;
    private readonly char zero;
    private readonly string percent;

    private Numerals(string group, string point, string minus, char zero, string percent)
    {
        format = NumberFormatInfo.ReadOnly(new NumberFormatInfo
        {
            NumberGroupSeparator = group, NumberDecimalSeparator = point, NegativeSign = minus, NumberNegativePattern = 1, NumberGroupSizes = [3],
        });
        this.zero = zero;
        this.percent = percent;
    }

    internal char Group => format.NumberGroupSeparator[0];

    internal char Point => format.NumberDecimalSeparator[0];

    internal static Numerals Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];

    /// <summary>Without <paramref name="digits"/>: at most <paramref name="most"/> decimals, no zeros at the end.</summary>
    internal string Number(decimal value, int? digits = null, int most = 2)
    {
        var rounded = decimal.Round(value, digits ?? most, MidpointRounding.AwayFromZero);
        if (rounded == 0) rounded = 0m; // a rounded -0.4 would keep its sign
        return Digits(rounded.ToString("N" + (digits ?? DecimalsOf(rounded)).ToString(CultureInfo.InvariantCulture), format));
    }

    internal string Percent(decimal share, int? digits)
    {
        var value = share * 100;
        return string.Format(CultureInfo.InvariantCulture, percent, Number(value, digits, most: Math.Abs(value) < 10 ? 1 : 0));
    }

    internal string PercentSign => percent.Replace("{0}", "", StringComparison.Ordinal).Trim();

    internal string Digits(string text) =>
        zero == '0' ? text : string.Create(text.Length, (text, zero), static (target, from) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                var next = from.text[i];
                target[i] = char.IsAsciiDigit(next) ? (char)(from.zero + (next - '0')) : next;
            }
        });

    /// <summary>The text with Persian and Arabic digits turned into ASCII ones.</summary>
    internal static string Ascii(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('٠', '۹')) return text;
        return string.Create(text.Length, text, static (target, from) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = from[i] switch
                {
                    >= '٠' and <= '٩' => (char)('0' + (from[i] - '٠')),
                    >= '۰' and <= '۹' => (char)('0' + (from[i] - '۰')),
                    var other => other,
                };
            }
        });
    }

    private static int DecimalsOf(decimal value)
    {
        var digits = 0;
        while (value != decimal.Truncate(value))
        {
            value *= 10;
            digits++;
        }

        return digits;
    }
}
