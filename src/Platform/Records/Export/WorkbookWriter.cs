using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Tandem.Platform.Records.Export;

/// <summary>
/// An Excel workbook (ISO/IEC 29500), written as it streams. Texts are texts and never formulas; moments stand in the workspace's time. What does not fit on
/// one sheet goes on on the next, with the header again.
/// </summary>
internal sealed class WorkbookWriter(Stream output, TimeZoneInfo zone) : SheetWriter
{
    private const int MostRows = 1_048_576;
    private const int MostLetters = 32_767;
    private const int ExactDigits = 15;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly ZipArchive archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly StringBuilder xml = new();
    private StreamWriter? sheet;
    private IReadOnlyList<object?>? header;
    private int sheets;
    private int rows;

    public override async Task Row(IReadOnlyList<object?> cells, CancellationToken stop)
    {
        header ??= cells;
        if (sheet is null || rows == MostRows)
        {
            await EndSheet();
            await BeginSheet();
            if (cells != header) await Write(header, stop);
        }

        await Write(cells, stop);
    }

    public override async Task Flush(CancellationToken stop)
    {
        if (sheet is not null) await sheet.FlushAsync(stop);
    }

    public override async ValueTask DisposeAsync()
    {
        if (sheet is null) await BeginSheet();
        await EndSheet();
        var all = Enumerable.Range(1, sheets).ToList();
        await Part("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + string.Concat(all.Select(one => $"<Override PartName=\"/xl/worksheets/sheet{one}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
        await Part("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        await Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><sheets>" + string.Concat(all.Select(one => $"<sheet name=\"{one}\" sheetId=\"{one}\" r:id=\"s{one}\"/>")) + "</sheets></workbook>");
        await Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"styles\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/>"
            + string.Concat(all.Select(one => $"<Relationship Id=\"s{one}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{one}.xml\"/>")) + "</Relationships>");
        // 0 as it comes, 1 day, 2 moment, 3 header.
        await Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
            + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
            + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\"><xf/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" applyNumberFormat=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>");
        await archive.DisposeAsync();
    }

    private async Task BeginSheet()
    {
        rows = 0;
        sheet = new StreamWriter(archive.CreateEntry($"xl/worksheets/sheet{++sheets}.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 32 * 1024);
        await sheet.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>");
    }

    private async Task EndSheet()
    {
        if (sheet is null) return;
        await sheet.WriteAsync("</sheetData></worksheet>");
        await sheet.DisposeAsync();
        sheet = null;
    }

    private async Task Part(string path, string text)
    {
        await using var part = new StreamWriter(archive.CreateEntry(path, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        await part.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + text);
    }

    private async Task Write(IReadOnlyList<object?> cells, CancellationToken stop)
    {
        xml.Clear().Append(CultureInfo.InvariantCulture, $"<row r=\"{++rows}\">");
        for (var i = 0; i < cells.Count; i++) Cell(i, cells[i], isHeader: cells == header);
        await sheet!.WriteAsync(xml.Append("</row>"), stop);
    }

    private void Cell(int column, object? value, bool isHeader)
    {
        switch (value)
        {
            case string { Length: > 0 } text:
                Begin(column, isHeader ? " s=\"3\" t=\"inlineStr\"" : " t=\"inlineStr\"").Append("<is><t xml:space=\"preserve\">");
                Text(text.Length > MostLetters ? text[..MostLetters] : text);
                xml.Append("</t></is></c>");
                break;
            case bool yes:
                Begin(column, " t=\"b\"").Append("<v>").Append(yes ? '1' : '0').Append("</v></c>");
                break;
            case DateOnly day when day.Year >= 1901:
                Number(column, " s=\"1\"", day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString("0", CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                Cell(column, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), isHeader);
                break;
            case DateTimeOffset at:
                Number(column, " s=\"2\"", TimeZoneInfo.ConvertTime(at, zone).DateTime.ToOADate().ToString("R", CultureInfo.InvariantCulture));
                break;
            case decimal number when number.ToString(CultureInfo.InvariantCulture).Count(char.IsAsciiDigit) > ExactDigits:
                // A spreadsheet would round it.
                Cell(column, number.ToString(CultureInfo.InvariantCulture), isHeader);
                break;
            case IFormattable number:
                Number(column, "", number.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Number(int column, string attributes, string value) => Begin(column, attributes).Append("<v>").Append(value).Append("</v></c>");

    private StringBuilder Begin(int column, string attributes)
    {
        xml.Append("<c r=\"");
        var at = xml.Length;
        for (var left = column + 1; left > 0; left = (left - 1) / 26) xml.Insert(at, (char)('A' + ((left - 1) % 26)));
        return xml.Append(CultureInfo.InvariantCulture, $"{rows}\"{attributes}>");
    }

    /// <summary>What XML cannot hold is written as <c>_x0001_</c>, and what looks so is told apart.</summary>
    private void Text(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '&') xml.Append("&amp;");
            else if (c == '<') xml.Append("&lt;");
            else if (c == '>') xml.Append("&gt;");
            else if (c == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_') xml.Append("_x005F_");
            else if (c is (< ' ' and not ('\n' or '\t')) or '\uFFFE' or '\uFFFF') xml.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) xml.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) xml.Append('\uFFFD');
            else xml.Append(c);
        }
    }
}
