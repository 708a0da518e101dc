using System.Globalization;
using System.Text;

namespace Tandem.Core.Filters;

/// <summary>Cuts a filter's text into words, texts in quotes, numbers, dates and symbols.</summary>
internal sealed class Tokens
{
    private static readonly string[] Symbols = ["!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "."];

    private static readonly string[] Arithmetic = [.. Symbols, "+", "-", "*", "/"];

    /// <summary>After these a minus belongs to the number behind it.</summary>
    private static readonly string[] BeforeValues = ["if", "then", "else", "and", "or", "not", "in", "between"];

    /// <summary>What other languages write, and what it is called here.</summary>
    private static readonly (string Other, string Ours)[] Foreign =
    [
        ("==", "="), ("<>", "!="), ("≠", "!="), ("≤", "<="), ("≥", ">="),
        ("&&", "and"), ("||", "or"), ("&", "and"), ("|", "or"), ("!", "not"), ("'", "\""),
    ];

    private readonly string text;
    private readonly bool mayEndInsideText, arithmetic;
    private readonly List<Token> found = [];
    private int at;

    private Tokens(string text, bool mayEndInsideText, bool arithmetic)
    {
        this.arithmetic = arithmetic;
        this.text = text;
        this.mayEndInsideText = mayEndInsideText;
    }

    /// <param name="mayEndInsideText">For completion: quotes that do not close give an <see cref="TokenKind.OpenText"/> instead of an error.</param>
    /// <param name="arithmetic">For formulas: <c>+ - * /</c> are symbols, and a minus between two values is one too.</param>
    public static List<Token> Of(string text, bool mayEndInsideText = false, bool arithmetic = false)
    {
        if (text.Length > FilterLimits.TextLength)
        {
            const int max = FilterLimits.TextLength;
            throw new FilterError(FilterErrors.TooLong, max, text.Length - max, null, ("max", max));
        }

        return new Tokens(text, mayEndInsideText, arithmetic).Read();
    }

    private List<Token> Read()
    {
        while (true)
        {
            while (at < text.Length && IsSpace(text[at])) at++;
            if (at == text.Length) break;
            var start = at;
            var c = text[at];
            if (IsWordStart(c)) Word();
            else if (c is '"' or '“') Quoted(c == '"' ? '"' : '”');
            else if (DigitAt(at) >= 0 || c == '-' && DigitAt(at + 1) >= 0 && !FollowsValue()) Numeric();
            else Symbol();
            if (at == start) throw new InvalidOperationException("A token holds at least one character.");
        }

        found.Add(new(TokenKind.End, text.Length, 0, ""));
        return found;
    }

    private void Word()
    {
        var start = at;
        while (at < text.Length && (IsWordStart(text[at]) || DigitAt(at) >= 0)) at++;
        found.Add(new(TokenKind.Word, start, at - start, text[start..at]));
    }

    private void Quoted(char closing)
    {
        var start = at++;
        var content = new StringBuilder();
        while (at < text.Length && text[at] != closing)
        {
            if (text[at] == '\\') content.Append(Escaped(start));
            else content.Append(text[at++]);
        }

        if (at == text.Length)
        {
            if (!mayEndInsideText) throw new FilterError(FilterErrors.TextNotClosed, start, at - start, null);
            found.Add(new(TokenKind.OpenText, start, at - start, content.ToString()));
            return;
        }

        at++;
        found.Add(new(TokenKind.Text, start, at - start, content.ToString()));
    }

    private char Escaped(int start)
    {
        var escape = text.AsSpan(at, Math.Min(2, text.Length - at));
        at += 2;
        switch (escape)
        {
            case "\\\"": return '"';
            case "\\\\": return '\\';
            case "\\n": return '\n';
            case "\\r": return '\r';
            case "\\t": return '\t';
            case "\\u" when at + 4 <= text.Length && Hexadecimal(text.AsSpan(at, 4)) is { } character:
                at += 4;
                return character;
            case "\\": throw new FilterError(FilterErrors.TextNotClosed, start, text.Length - start, null);
            default: throw new FilterError(FilterErrors.UnknownEscape, at - 2, 2, "\\\\", ("escape", escape.ToString()));
        }
    }

    private static char? Hexadecimal(ReadOnlySpan<char> digits) =>
        ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;

    private void Numeric()
    {
        var start = at;
        var ascii = new StringBuilder();
        while (at < text.Length)
        {
            if (DigitAt(at) is >= 0 and var digit) ascii.Append((char)('0' + digit));
            else if (IsOfNumber(start)) ascii.Append(text[at]);
            else break;
            at++;
        }

        var written = ascii.ToString();
        var shown = text[start..at];
        if (written.AsSpan(1).ContainsAny("-:Tt")) found.Add(Dated(written, shown, start));
        else if (Decimal(written.TrimEnd('%')) is not { } number) throw new FilterError(FilterErrors.BadNumber, start, at - start, null, ("text", shown));
        else if (written.EndsWith('%')) found.Add(new(TokenKind.Percent, start, at - start, shown, number / 100));
        else found.Add(new(TokenKind.Number, start, at - start, shown, number));
    }

    /// <summary>Whether a minus here takes away from what stands before it.</summary>
    private bool FollowsValue() => arithmetic && found.Count > 0 && (found[^1].Kind is not (TokenKind.Symbol or TokenKind.Word) || found[^1].IsSymbol(")") || (found[^1].Kind == TokenKind.Word && !BeforeValues.Any(found[^1].Is)));

    /// <summary>Whether a day or a moment begins here: <c>2026-03-31</c>, not <c>5-3</c>.</summary>
    private bool IsDated(int start) => start + 10 <= text.Length && text[start + 4] == '-' && text[start + 7] == '-' && DigitAt(start + 5) >= 0 && DigitAt(start + 8) >= 0;

    private bool IsOfNumber(int start) => text[at] switch
    {
        '-' or '+' or ':' or 'T' or 't' when arithmetic && at > start && !IsDated(start) => false,
        '-' => at == start || DigitAt(at + 1) >= 0,
        '.' or ':' or '+' or 'T' or 't' => DigitAt(at + 1) >= 0,
        'Z' or 'z' => text.AsSpan(start, at - start).ContainsAny('T', 't'),
        '%' => text[at - 1] != '%',
        _ => false,
    };

    private Token Dated(string written, string shown, int start)
    {
        if (Day(written) is { } day) return new(TokenKind.Day, start, at - start, shown, day);
        if (Instant(written) is { } instant) return new(TokenKind.Instant, start, at - start, shown, instant);
        var suggestion = written.Contains('T', StringComparison.OrdinalIgnoreCase) && Instant(written + "Z") is not null ? written + "Z" : null;
        throw new FilterError(FilterErrors.BadDate, start, at - start, suggestion, ("text", shown));
    }

    /// <summary>Years 2 to 9998, so that every zone and every next day has a date.</summary>
    private static bool HasYear(int year) => year is > 1 and < 9999;

    private static DateOnly? Day(string written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && HasYear(day.Year) ? day : null;

    private static DateTimeOffset? Instant(string written)
    {
        string[] times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFF"];
        string[] zones = ["'Z'", "zzz"];
        foreach (var zone in zones)
        {
            var formats = Array.ConvertAll(times, time => $"yyyy-MM-dd'T'{time}{zone}");
            var read = DateTimeOffset.TryParseExact(
                written.ToUpperInvariant(), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
            if (read && HasYear(instant.Year)) return instant.ToUniversalTime();
        }

        return null;
    }

    private static decimal? Decimal(string written) =>
        decimal.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Symbol()
    {
        var rest = text.AsSpan(at);
        foreach (var (other, ours) in Foreign)
        {
            if (rest.StartsWith(other) && !rest.StartsWith("!="))
            {
                throw new FilterError(FilterErrors.UnknownSymbol, at, other.Length, ours, ("symbol", other));
            }
        }

        foreach (var symbol in arithmetic ? Arithmetic : Symbols)
        {
            if (!rest.StartsWith(symbol)) continue;
            found.Add(new(TokenKind.Symbol, at, symbol.Length, symbol));
            at += symbol.Length;
            return;
        }

        var length = char.IsSurrogatePair(text, at) ? 2 : 1;
        throw new FilterError(FilterErrors.UnknownSymbol, at, length, null, ("symbol", text.Substring(at, length)));
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private int DigitAt(int index) => index < text.Length ? CharUnicodeInfo.GetDecimalDigitValue(text, index) : -1;
}
