namespace Tandem.Core.Localization;

/// <summary>How much of an amount is shown.</summary>
public enum MoneyForm
{
    /// <summary>Cents only where there are some: €184,000 and €19.90.</summary>
    Exact,

    /// <summary>Always with cents, so that amounts align in a column of a quote or an invoice.</summary>
    WithCents,

    /// <summary>Rounded to whole units: boards and tiles.</summary>
    Whole,

    /// <summary>Three digits and a unit: €2.41M, ۲٫۴۱ میلیون یورو.</summary>
    Compact,
}

/// <summary>Symbols and names of currencies and where they stand.</summary>
internal static class MoneyText
{
    private const char NoBreak = '\u00a0';

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£", ["JPY"] = "¥", ["CNY"] = "CN¥", ["RUB"] = "₽", ["VND"] = "₫", ["INR"] = "₹", ["UAH"] = "₴",
        ["KZT"] = "₸", ["TRY"] = "₺", ["PLN"] = "zł", ["CZK"] = "Kč", ["ILS"] = "₪", ["KRW"] = "₩", ["GEL"] = "₾", ["AZN"] = "₼", ["NGN"] = "₦",
        ["PHP"] = "₱", ["THB"] = "฿", ["CAD"] = "CA$", ["AUD"] = "A$", ["NZD"] = "NZ$", ["BRL"] = "R$", ["MXN"] = "MX$", ["HKD"] = "HK$",
    };

    // A symbol beside Persian digits jumps to the wrong side of them; the name of the currency after the number reads as it is spoken.
    private static readonly Dictionary<string, string> PersianNames = new(StringComparer.Ordinal)
    {
        ["EUR"] = "یورو", ["USD"] = "دلار", ["GBP"] = "پوند", ["IRR"] = "ریال", ["RUB"] = "روبل", ["TRY"] = "لیر", ["JPY"] = "ین", ["CNY"] = "یوان",
        ["AED"] = "درهم", ["AFN"] = "افغانی", ["IQD"] = "دینار عراق", ["KWD"] = "دینار کویت", ["CHF"] = "فرانک", ["INR"] = "روپیه", ["VND"] = "دونگ",
        ["KRW"] = "وون", ["CAD"] = "دلار کانادا", ["AUD"] = "دلار استرالیا", ["SEK"] = "کرون سوئد", ["NOK"] = "کرون نروژ", ["DKK"] = "کرون دانمارک",
        ["PLN"] = "زلوتی", ["UAH"] = "گریونا", ["KZT"] = "تنگه", ["AMD"] = "درام", ["AZN"] = "منات", ["GEL"] = "لاری", ["OMR"] = "ریال عمان",
        ["QAR"] = "ریال قطر", ["SAR"] = "ریال سعودی", ["BHD"] = "دینار بحرین", ["TJS"] = "سامانی", ["TMT"] = "منات ترکمنستان", ["PKR"] = "روپیه پاکستان",
    };

    internal static string SymbolOf(string language, string currency) =>
        language == "fa" ? PersianNames.GetValueOrDefault(currency, currency) : Symbols.GetValueOrDefault(currency, currency);

    /// <summary>Puts symbol and number together; <paramref name="number"/> may carry a minus sign.</summary>
    internal static string Join(string language, string currency, string number)
    {
        var symbol = SymbolOf(language, currency);
        if (language != "en") return $"{number}{NoBreak}{symbol}";
        var gap = char.IsLetter(symbol[^1]) ? NoBreak.ToString() : "";
        return number.StartsWith('\u2212') ? $"\u2212{symbol}{gap}{number[1..]}" : $"{symbol}{gap}{number}";
    }
}
