using System.IO.Compression;
using System.Text;

namespace Tandem.Platform.Tests.Import.Reading;

/// <summary>Workbooks put together by hand, the odd ones included.</summary>
internal static class SheetFile
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A workbook with one sheet of these rows, and the styles 0 number, 1 date, 2 percent, 3 own date, 4 own money.</summary>
    public static MemoryStream Of(string rows, string shared = "", string workbook = "<workbookPr/>", string sheets = "<sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>") => Packed(Parts(rows, shared, workbook, sheets));

    public static Dictionary<string, string> Parts(string rows, string shared = "", string workbook = "<workbookPr/>", string sheets = "<sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>") => new(StringComparer.Ordinal)
    {
        ["_rels/.rels"] = Relations(("r0", "officeDocument", "xl/workbook.xml")),
        ["xl/_rels/workbook.xml.rels"] = Relations(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "/xl/worksheets/sheet2.xml"), ("r3", "sharedStrings", "sharedStrings.xml"), ("r4", "styles", "styles.xml")),
        ["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{workbook}<sheets>{sheets}</sheets></workbook>",
        ["xl/worksheets/sheet1.xml"] = $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>",
        ["xl/worksheets/sheet2.xml"] = $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>other</v></c></row></sheetData></worksheet>",
        ["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Main}\">{shared}</sst>",
        ["xl/styles.xml"] = $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\-mmm\\-yyyy;@\"/><numFmt numFmtId=\"165\" formatCode=\"&quot;Days &quot;#,##0.00\\ [$€-407]\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>",
    };

    public static MemoryStream Packed(Dictionary<string, string> parts)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        file.Position = 0;
        return file;
    }

    private static string Relations(params (string Id, string Type, string Target)[] all) => "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(all.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{one.Type}\" Target=\"{one.Target}\"/>")) + "</Relationships>";
}
