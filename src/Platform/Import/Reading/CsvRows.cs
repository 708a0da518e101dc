using System.Text;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading;

/// <summary>
/// Reads separated text row by row (RFC 4180), holding one row at a time. Lenient where the meaning is plain: any line ending, quotes inside
/// an unquoted cell, text behind a closing quote. A quote that never closes is refused with the row where it opened.
/// </summary>
public sealed class CsvRows(TextReader text, char separator, ReadingLimits limits) : TableRows
{
    private const int Kept = 2048;

    private readonly char[] buffer = new char[32 * 1024];
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private readonly string?[] kept = new string?[Kept];
    private int at;
    private int filled;
    private int rowLength;
    private long number;

    /// <summary>Position of the row in the file, counted from 1 as a spreadsheet does: blank rows count, line breaks inside quotes do not.</summary>
    public override long Number => number;

    /// <summary>The cells of the current row, exactly as written, without their quotes.</summary>
    public override IReadOnlyList<string> Cells => cells;

    /// <summary>Goes to the next row; false at the end.</summary>
    public override bool Read()
    {
        cells.Clear();
        rowLength = 0;
        if (Peek() < 0) return false;
        if (++number > limits.Rows) throw new Refused(ReadingRefusals.TooManyRows, ("max", limits.Rows));
        while (true)
        {
            var end = ReadCell();
            cells.Add(Keep());
            if (cells.Count > limits.Columns) throw new Refused(ReadingRefusals.TooManyColumns, ("row", number), ("max", limits.Columns));
            if (end != separator) break;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads up to and over the mark that ends the cell; answers the separator, a line feed or -1.</summary>
    private int ReadCell()
    {
        cell.Clear();
        if (Peek() == '"')
        {
            Next();
            ReadQuoted();
        }

        while (true)
        {
            var next = Next();
            if (next < 0 || next == separator || next == '\n') return next;
            if (next == '\r')
            {
                if (Peek() == '\n') Next();
                return '\n';
            }

            Append((char)next);
        }
    }

    private void ReadQuoted()
    {
        while (true)
        {
            var next = Next();
            if (next < 0) throw new Refused(ReadingRefusals.OpenQuote, ("row", number));
            if (next == '"')
            {
                if (Peek() != '"') return;
                Next();
            }

            Append((char)next);
        }
    }

    private void Append(char c)
    {
        cell.Append(c);
        if (cell.Length > limits.CellLength) throw new Refused(ReadingRefusals.CellTooLong, ("row", number), ("column", cells.Count + 1), ("max", limits.CellLength));
        if (++rowLength > limits.RowLength) throw new Refused(ReadingRefusals.RowTooLong, ("row", number), ("max", limits.RowLength));
    }

    /// <summary>Files repeat themselves: a short text that was met before is not made again.</summary>
    private string Keep()
    {
        if (cell.Length == 0) return "";
        if (cell.Length > 40) return cell.ToString();
        Span<char> chars = stackalloc char[cell.Length];
        cell.CopyTo(0, chars, cell.Length);
        var slot = (int)((uint)string.GetHashCode(chars, StringComparison.Ordinal) % Kept);
        if (kept[slot] is { } known && chars.SequenceEqual(known)) return known;
        return kept[slot] = new string(chars);
    }

    private int Peek()
    {
        if (at == filled && !Fill()) return -1;
        return buffer[at];
    }

    private int Next()
    {
        if (at == filled && !Fill()) return -1;
        return buffer[at++];
    }

    private bool Fill()
    {
        at = 0;
        filled = text.Read(buffer, 0, buffer.Length);
        return filled > 0;
    }
}
