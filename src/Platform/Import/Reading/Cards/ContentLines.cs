using System.Text;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Cards;

/// <summary>
/// Reads the properties of cards and calendars (RFC 6350, 3.2; RFC 5545, 3.1): joins folded lines, decodes quoted-printable. Pictures and keys are passed over
/// without being held. Lines that are no properties are passed over too.
/// </summary>
internal sealed class ContentLines(TextReader text, ReadingLimits limits) : IDisposable
{
    // Their content is nothing that a table holds.
    private static readonly HashSet<string> Bulky = new(["PHOTO", "LOGO", "SOUND", "KEY", "ATTACH"], StringComparer.Ordinal);

    private readonly char[] buffer = new char[32 * 1024];
    private readonly StringBuilder line = new();
    private int at;
    private int filled;

    /// <summary>Lines of the file so far.</summary>
    public long Lines { get; private set; }

    /// <summary>The next property; null at the end.</summary>
    public ContentLine? Next()
    {
        while (ReadLine())
        {
            if (Parse(line.ToString()) is { } parsed) return parsed;
        }

        return null;
    }

    public void Dispose() => text.Dispose();

    /// <summary>Gathers one line with what continues it.</summary>
    private bool ReadLine()
    {
        line.Clear();
        if (!Append()) return false;
        while (true)
        {
            var soft = IsQuotedPrintable() && line.Length > 0 && line[^1] == '=';
            if (!soft && (line.Length == 0 || Peek() is not (' ' or '\t'))) return true;
            if (soft) line.Length--;
            else Take();
            if (!Append()) return true;
        }
    }

    private bool IsQuotedPrintable()
    {
        for (var i = 0; i < Math.Min(line.Length, 200); i++)
        {
            if (line[i] == ':') return false;
            if (line[i] is 'Q' or 'q' && i + 16 <= line.Length && line.ToString(i, 16).Equals("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Adds what stands up to the end of the line in the file; false at the end of the file.</summary>
    private bool Append()
    {
        if (Peek() < 0) return false;
        Lines++;
        var bulky = IsBulky();
        int next;
        while ((next = Take()) is not (-1 or '\n'))
        {
            if (next == '\r')
            {
                if (Peek() == '\n') Take();
                break;
            }

            if (bulky && line.Length > 200) continue;
            line.Append((char)next);
            if (line.Length == 8) bulky = IsBulky();
            if (line.Length > limits.CellLength) throw new Refused(ReadingRefusals.CellTooLong, ("row", Lines), ("column", 1), ("max", limits.CellLength));
        }

        return true;
    }

    private bool IsBulky()
    {
        var end = 0;
        while (end < line.Length && end < 40 && line[end] is not (':' or ';')) end++;
        var name = line.ToString(0, end);
        return Bulky.Contains(name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant());
    }

    private int Peek() => at == filled && !Fill() ? -1 : buffer[at];

    private int Take() => at == filled && !Fill() ? -1 : buffer[at++];

    private bool Fill()
    {
        at = 0;
        filled = text.Read(buffer, 0, buffer.Length);
        return filled > 0;
    }

    private static ContentLine? Parse(string line)
    {
        var colon = Unquoted(line, 0, ":");
        if (colon <= 0) return null;
        var semicolon = Unquoted(line, 0, ";:");
        var name = line[..semicolon].Trim();
        name = name[(name.LastIndexOf('.') + 1)..].ToUpperInvariant();
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return null;
        var parameters = Parameters(line[semicolon..colon]);
        var value = line[(colon + 1)..];
        var known = new ContentLine(name, parameters, value);
        return string.Equals(known["ENCODING"], "QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase) ? known with { Value = QuotedPrintable.Decode(value, known["CHARSET"]) } : known;
    }

    private static List<KeyValuePair<string, string>> Parameters(string text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        for (var from = 0; from < text.Length;)
        {
            var end = Unquoted(text, from + 1, ";");
            if (end < 0) end = text.Length;
            var one = text[(from + 1)..end];
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) parameters.Add(new(one[..equals].Trim().ToUpperInvariant(), one[(equals + 1)..].Replace("\"", "", StringComparison.Ordinal).Trim()));
            else if (one.Trim() is { Length: > 0 } word) parameters.Add(new(word.ToUpperInvariant() is "QUOTED-PRINTABLE" or "BASE64" ? "ENCODING" : "TYPE", word));
            from = end;
        }

        return parameters;
    }

    /// <summary>Where one of the marks stands outside quotes; a quote that never closes counts as none.</summary>
    private static int Unquoted(string line, int from, string marks)
    {
        var quoted = false;
        for (var i = from; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            else if (!quoted && marks.Contains(line[i], StringComparison.Ordinal)) return i;
        }

        return quoted && from < line.Length ? line.AsSpan(from).IndexOfAny(marks) is >= 0 and var plain ? from + plain : -1 : -1;
    }
}
