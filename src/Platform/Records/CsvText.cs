using System.Globalization;
using System.Text;

namespace Tandem.Platform.Records;

/// <summary>Cells of a CSV file (RFC 4180) that no spreadsheet mistakes for a formula.</summary>
public static class CsvText
{
    /// <summary>One line with its end: texts quoted where needed, numbers in the form that programs read.</summary>
    public static string Line(IEnumerable<object?> cells)
    {
        var line = new StringBuilder();
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) line.Append(',');
            first = false;
            if (cell is IFormattable number) line.Append(number.ToString(null, CultureInfo.InvariantCulture));
            else Append(line, cell as string);
        }

        return line.Append("\r\n").ToString();
    }

    /// <summary>
    /// A text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises.
    /// See https://owasp.org/www-community/attacks/CSV_Injection.
    /// </summary>
    public static void Append(StringBuilder line, string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        var formula = IsFormula(text.AsSpan().TrimStart('\'')) && !IsPhone(text);
        if (!formula && text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            line.Append(text);
            return;
        }

        line.Append('"');
        if (formula) line.Append('\'');
        line.Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>The text as it was before <see cref="Append"/> put an apostrophe in front of it.</summary>
    public static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>A plus and digits is a number to a spreadsheet, and a phone number to us.</summary>
    private static bool IsPhone(string text) => text[0] == '+' && text.Length is > 1 and <= 16 && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
