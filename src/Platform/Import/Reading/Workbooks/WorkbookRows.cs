using System.Globalization;
using System.Text;
using System.Xml;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>
/// The rows of a sheet. Cells come as text that means the same everywhere: dates as ISO, numbers with a point, formulas as their last result.
/// </summary>
internal sealed class WorkbookRows(Workbook book, string sheet, SheetXml xml, SharedStrings strings, CellStyles styles, ReadingLimits limits) : TableRows
{
    /// <summary>Counts the rows in which a formula had no result.</summary>
    public const string FormulaErrors = "import.figure.formula-error";

    private static readonly string[] Errors = [FormulaErrors];

    private readonly List<string> cells = [];
    private readonly StringBuilder text = new();
    private long number;
    private int rowLength;
    private bool hasError;

    public string Sheet => sheet;

    public override long Number => number;

    public override IReadOnlyList<string> Cells => cells;

    public override IReadOnlyList<string> LeftOut => hasError ? Errors : [];

    public override bool Read()
    {
        try
        {
            while (xml.Next())
            {
                if (!xml.Is("row")) continue;
                ReadRow();
                return true;
            }

            return false;
        }
        catch (Exception error) when (error is XmlException or InvalidDataException or ArgumentException)
        {
            throw new Refused(ReadingRefusals.BrokenWorkbook, ("row", number + 1));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            xml.Dispose();
            strings.Dispose();
            book.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadRow()
    {
        (hasError, rowLength) = (false, 0);
        cells.Clear();
        var stated = long.TryParse(xml["r"], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
        number = Math.Max(stated, number + 1);
        if (number > limits.Rows) throw new Refused(ReadingRefusals.TooManyRows, ("max", limits.Rows));
        if (xml.IsEmpty) return;
        var depth = xml.Depth;
        while (xml.Next() && !xml.Ends(depth))
            if (xml.Is("c")) ReadCell();
    }

    private void ReadCell()
    {
        var at = ColumnOf(xml["r"]) ?? cells.Count;
        if (at < cells.Count) at = cells.Count;
        if (at >= limits.Columns) throw new Refused(ReadingRefusals.TooManyColumns, ("row", number), ("max", limits.Columns));
        var (kind, style) = (xml["t"], xml["s"]);
        text.Clear();
        if (!xml.IsEmpty)
        {
            var depth = xml.Depth;
            while (xml.Next() && !xml.Ends(depth))
                if ((xml.Is("v") || xml.Is("is")) && !xml.ReadText(text, limits.CellLength)) throw new Refused(ReadingRefusals.CellTooLong, ("row", number), ("column", at + 1), ("max", limits.CellLength));
        }

        if (text.Length == 0) return;
        var value = Written(kind, style);
        if ((rowLength += value.Length) > limits.RowLength) throw new Refused(ReadingRefusals.RowTooLong, ("row", number), ("max", limits.RowLength));
        while (cells.Count < at) cells.Add("");
        cells.Add(value);
    }

    private string Written(string? kind, string? style)
    {
        var raw = text.ToString();
        switch (kind)
        {
            case "s":
                return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && strings.At(place) is { } shared ? shared : throw new Refused(ReadingRefusals.BrokenWorkbook, ("row", number));
            case "b":
                return raw is "1" or "true" ? "true" : "false";
            case "e":
                hasError = true;
                return "";
            case "str" or "inlineStr":
                return EscapedLetters.Read(raw);
            case "d":
                return raw;
            default:
                return SheetNumber.Written(raw, styles.Of(style), book.From1904);
        }
    }

    /// <summary>The place of a cell from its address: <c>AB12</c> is 27.</summary>
    private static int? ColumnOf(string? address)
    {
        if (string.IsNullOrEmpty(address)) return null;
        var column = 0;
        var at = 0;
        for (; at < address.Length && char.IsAsciiLetter(address[at]) && column < 100_000; at++) column = (column * 26) + (char.ToUpperInvariant(address[at]) - 'A' + 1);
        return at == 0 ? null : column - 1;
    }
}
