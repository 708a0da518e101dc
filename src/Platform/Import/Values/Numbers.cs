using System.Globalization;

namespace Tandem.Platform.Import.Values;

/// <summary>Which mark separates the decimals in a column.</summary>
public enum DecimalMark
{
    Point, Comma,
}

/// <summary>A number as a file writes it, with what stands around it.</summary>
/// <param name="Value">Without the sign of a currency or percent.</param>
/// <param name="Currency">ISO code, when a code or an unambiguous sign stands beside it.</param>
/// <param name="IsPercent">Whether a percent sign follows.</param>
public readonly record struct WrittenNumber(decimal Value, string? Currency, bool IsPercent);

/// <summary>Reads numbers of any of the usual forms: grouped by commas, points, spaces or apostrophes, Persian and Arabic digits, negative in
/// brackets, with currency or percent signs.</summary>
public static class Numbers
{
    private static readonly (string Sign, string Code)[] Signs =
    [
        ("US$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₽", "RUB"), ("₫", "VND"), ("₹", "INR"), ("₺", "TRY"), ("₴", "UAH"), ("₸", "KZT"), ("₩", "KRW"), ("₪", "ILS"), ("﷼", "IRR"),
        ("руб.", "RUB"), ("руб", "RUB"), ("р.", "RUB"), ("ریال", "IRR"), ("zł", "PLN"), ("Kč", "CZK"), ("đ", "VND"), ("kr", "SEK"), ("$", "USD"), ("¥", "JPY"),
    ];

    /// <summary>Whether the text is nothing but a number with its signs.</summary>
    public static bool LooksLikeNumber(string text) => TryRead(text, DecimalMark.Point, out _) || TryRead(text, DecimalMark.Comma, out _);

    public static bool TryRead(string text, DecimalMark mark, out WrittenNumber number)
    {
        number = default;
        var rest = Ascii(text).Trim();
        if (rest.Length is 0 or > 60) return false;
        var negative = false;
        if (rest.StartsWith('(') && rest.EndsWith(')')) (negative, rest) = (true, rest[1..^1].Trim());
        var percent = rest.EndsWith('%') || rest.EndsWith('٪');
        if (percent) rest = rest[..^1].TrimEnd();
        rest = WithoutCurrency(rest, out var currency);
        rest = rest.TrimStart('\u200e', '\u200f');
        if (rest.StartsWith('-') || rest.StartsWith('\u2212')) (negative, rest) = (!negative, rest[1..].TrimStart());
        else if (rest.EndsWith('-')) (negative, rest) = (!negative, rest[..^1].TrimEnd());
        else if (rest.StartsWith('+')) rest = rest[1..].TrimStart();
        if (currency is null) rest = WithoutCurrency(rest, out currency);
        if (!TryPlain(rest, mark, out var value)) return false;
        number = new WrittenNumber(negative ? -value : value, currency, percent);
        return true;
    }

    /// <summary>Which mark the values of a column prove; null when they are the same either way, <paramref name="doubtful"/> when they are not.</summary>
    public static DecimalMark? MarkOf(IEnumerable<string> values, out bool doubtful)
    {
        int point = 0, comma = 0, onlyPoint = 0, onlyComma = 0;
        foreach (var value in values)
        {
            var asPoint = TryRead(value, DecimalMark.Point, out var first);
            var asComma = TryRead(value, DecimalMark.Comma, out var second);
            if (asPoint && !asComma) onlyPoint++;
            else if (asComma && !asPoint) onlyComma++;
            else if (asPoint && first.Value != second.Value)
            {
                // 1.234 is one thousand or one and a bit.
                if (value.Contains('.', StringComparison.Ordinal)) point++;
                else comma++;
            }
        }

        doubtful = onlyPoint == 0 && onlyComma == 0 && point + comma > 0;
        if (onlyPoint != onlyComma) return onlyPoint > onlyComma ? DecimalMark.Point : DecimalMark.Comma;
        if (!doubtful) return null;
        // Read as groups: amounts with three decimals throughout are rarer than thousands.
        return point > comma ? DecimalMark.Comma : DecimalMark.Point;
    }

    private static bool TryPlain(string text, DecimalMark mark, out decimal value)
    {
        value = 0;
        var (point, group) = mark == DecimalMark.Point ? ('.', ',') : (',', '.');
        Span<char> digits = stackalloc char[64];
        var length = 0;
        int whole = 0, inGroup = -1;
        char grouping = default;
        var decimals = false;
        foreach (var c in text)
        {
            if (length >= 40) return false;
            if (char.IsAsciiDigit(c))
            {
                digits[length++] = c;
                if (!decimals) (whole, inGroup) = (whole + 1, inGroup < 0 ? -1 : inGroup + 1);
            }
            else if ((c == point || c == '٫') && !decimals && (inGroup is -1 or 3))
            {
                decimals = true;
                digits[length++] = '.';
            }
            else if (!decimals && whole > 0 && (c == group || c is '٬' or '\'' or '’' || char.IsWhiteSpace(c)) && (grouping == default ? whole <= 3 : grouping == c && inGroup == 3))
            {
                (grouping, inGroup) = (c, 0);
            }
            else
            {
                return false;
            }
        }

        if (inGroup is not (-1 or 3) || length == 0 || (length == 1 && decimals)) return false;
        return decimal.TryParse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static string WithoutCurrency(string text, out string? currency)
    {
        currency = null;
        foreach (var (sign, code) in Signs)
        {
            if (text.StartsWith(sign, StringComparison.OrdinalIgnoreCase)) (currency, text) = (code, text[sign.Length..].Trim());
            else if (text.EndsWith(sign, StringComparison.OrdinalIgnoreCase)) (currency, text) = (code, text[..^sign.Length].Trim());
            if (currency is not null) return text;
        }

        if (text.Length > 3 && Core.Finance.Currencies.Exists(text[..3].ToUpperInvariant()) && !char.IsAsciiLetter(text[3])) (currency, text) = (text[..3].ToUpperInvariant(), text[3..].Trim());
        else if (text.Length > 3 && Core.Finance.Currencies.Exists(text[^3..].ToUpperInvariant()) && !char.IsAsciiLetter(text[^4])) (currency, text) = (text[^3..].ToUpperInvariant(), text[..^3].Trim());
        return text;
    }

    /// <summary>Digits of every script as ASCII ones.</summary>
    internal static string Ascii(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('٠', '۹')) return text;
        return string.Create(text.Length, text, static (target, from) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = from[i] switch { >= '٠' and <= '٩' => (char)('0' + (from[i] - '٠')), >= '۰' and <= '۹' => (char)('0' + (from[i] - '۰')), var other => other };
        });
    }
}
