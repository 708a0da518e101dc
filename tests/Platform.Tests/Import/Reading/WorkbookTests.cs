using System.Text;
using Tandem.Core;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Tests.Import.Reading;

public sealed class WorkbookTests
{
    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Born</t></is></c></row>";

    [Fact]
    public void Cells_mean_what_the_sheet_shows()
    {
        using var file = SheetFile.Of(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"str\"><v>rate</v></c><c r=\"D1\" t=\"str\"><v>active</v></c><c r=\"E1\" t=\"str\"><v>amount</v></c><c r=\"F1\" t=\"str\"><v>at</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>An</t></r><r><rPr><b/></rPr><t>na</t></r><rPh><t>reading</t></rPh></is></c><c r=\"B3\" s=\"1\"><v>45352</v></c><c r=\"C3\" s=\"2\"><v>0.125</v></c><c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\" s=\"4\"><v>0.30000000000000004</v></c><c r=\"F3\" s=\"3\"><v>45352.75</v></c></row>"
            + "<row><c t=\"str\"><f>A3</f><v>second</v></c><c r=\"D4\" t=\"b\"><v>0</v></c><c r=\"E4\"><v>1.5E+3</v></c></row>",
            "<si><t>name</t></si><si><t xml:space=\"preserve\">born_x000A_on</t></si>");
        var shape = TableShape.Detect(file, ReadingLimits.Usual);
        (shape.Format, shape.Sheet, shape.HeaderRow).ShouldBe((TableFormat.Workbook, "People", 1));
        shape.Columns.ShouldBe(["name", "born on", "rate", "active", "amount", "at"]);
        var rows = TableFile.Rows(file, shape, ReadingLimits.Usual).ToList();
        rows.Select(row => row.Number).ShouldBe([3, 4]);
        rows[0].Cells.ShouldBe(["Anna", "2024-03-01", "12.5%", "true", "0.3", "2024-03-01 18:00:00"]);
        rows[1].Cells.ShouldBe(["second", "", "", "false", "1500", ""]);
    }

    [Fact]
    public void Days_of_old_macintosh_workbooks_are_counted_from_1904()
    {
        using var file = SheetFile.Of(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>A</v></c><c r=\"B2\" s=\"1\"><v>43890</v></c></row>", workbook: "<workbookPr date1904=\"1\"/>");
        Rows(file).Single().Cells.ShouldBe(["A", "2024-03-01"]);
    }

    [Fact]
    public void A_formula_without_a_result_is_left_empty_and_counted()
    {
        using var file = SheetFile.Of(Header + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>A</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>");
        var row = Rows(file).Single();
        row.Cells.ShouldBe(["A", ""]);
        row.LeftOut.ShouldBe(["import.figure.formula-error"]);
    }

    [Fact]
    public void The_table_may_begin_further_down_and_hidden_sheets_are_passed_over()
    {
        using var file = SheetFile.Of("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Report</v></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><v>Name</v></c><c r=\"B4\" t=\"str\"><v>City</v></c></row>"
            + string.Concat(Enumerable.Range(5, 4).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>P{row}</v></c><c r=\"B{row}\" t=\"str\"><v>C</v></c></row>")),
            sheets: "<sheet name=\"Hidden\" state=\"veryHidden\" sheetId=\"2\" r:id=\"r2\"/><sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/>");
        var shape = TableShape.Detect(file, ReadingLimits.Usual);
        (shape.Sheet, shape.HeaderRow).ShouldBe(("People", 4));
        TableFile.Rows(file, shape, ReadingLimits.Usual).First().Cells.ShouldBe(["P5", "C"]);
    }

    [Fact]
    public void More_texts_than_memory_is_given_are_read_from_a_file()
    {
        var shared = new StringBuilder();
        for (var i = 0; i < 1_500; i++) shared.Append("<si><t>").Append(i).Append('é', 8_000).Append("</t></si>");
        using var file = SheetFile.Of(Header + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>3</v></c><c r=\"B2\" t=\"s\"><v>1499</v></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1200</v></c></row>", shared.ToString());
        var rows = Rows(file, ReadingLimits.Usual with { Packing = 100_000 });
        rows[0].Cells.Select(cell => cell.TrimEnd('é')).ShouldBe(["3", "1499"]);
        rows[1].Cells[0].ShouldBe("1200" + new string('é', 8_000));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_costs_anything()
    {
        var bomb = SheetFile.Parts(Header);
        bomb["xl/worksheets/sheet1.xml"] = $"<worksheet xmlns=\"{SheetFile.Main}\"><sheetData>{Header}{new string(' ', 90_000_000)}</sheetData></worksheet>";
        using var file = SheetFile.Packed(bomb);
        Should.Throw<Refused>(() => Rows(file)).Code.ShouldBe(ReadingRefusals.UnpacksTooLarge);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>", ReadingRefusals.BrokenWorkbook },
        { "<row r=\"2\"><c r=\"A2\">", ReadingRefusals.BrokenWorkbook },
        { "<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>", ReadingRefusals.TooManyColumns },
        { "<row r=\"99000000\"><c r=\"A2\"><v>1</v></c></row>", ReadingRefusals.TooManyRows },
        { "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>" + new string('x', 1_000_001) + "</v></c></row>", ReadingRefusals.CellTooLong },
        { string.Concat(Enumerable.Repeat("<a>", 100)), ReadingRefusals.NotAWorkbook },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_cannot_be_read_is_refused_by_name(string rows, string code)
    {
        using var file = SheetFile.Of(Header + rows);
        Should.Throw<Refused>(() => Rows(file, ReadingLimits.Usual with { Packing = 100_000 })).Code.ShouldBe(code);
    }

    [Fact]
    public void Old_locked_and_other_packed_files_are_no_workbooks()
    {
        Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]).ShouldBe(ReadingRefusals.OldWorkbook);
        using var other = SheetFile.Packed(new() { ["mimetype"] = "application/vnd.oasis.opendocument.spreadsheet" });
        Refusal(other.ToArray()).ShouldBe(ReadingRefusals.NotAWorkbook);
        Refusal("PK\x03\x04 and then nothing"u8.ToArray()).ShouldBe(ReadingRefusals.NotAWorkbook);
        var entities = SheetFile.Parts(Header);
        entities["xl/workbook.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + entities["xl/workbook.xml"];
        using var declared = SheetFile.Packed(entities);
        Refusal(declared.ToArray()).ShouldBe(ReadingRefusals.NotAWorkbook);
    }

    [Fact]
    public void No_damage_crashes_the_reader()
    {
        using var whole = SheetFile.Of(Header + string.Concat(Enumerable.Range(2, 20).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>{row % 2}</v></c><c r=\"B{row}\" s=\"1\"><v>{row * 1000}</v></c></row>")), "<si><t>a</t></si><si><t>b</t></si>");
        var parts = SheetFile.Parts(Header, "<si><t>a</t></si>");
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            // Half of them are damaged as packed, half as written.
            var bytes = seed % 2 == 0 ? whole.ToArray() : Written(parts, random);
            if (seed % 2 == 0) for (var i = random.Next(1, 8); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Refusal(bytes)?.ShouldStartWith("import.");
        }
    }

    private static byte[] Written(Dictionary<string, string> parts, Random random)
    {
        var damaged = new Dictionary<string, string>(parts, StringComparer.Ordinal);
        var path = damaged.Keys.ElementAt(random.Next(damaged.Count));
        var text = new StringBuilder(damaged[path]);
        for (var i = random.Next(1, 6); i > 0; i--) text[random.Next(text.Length)] = "<>/\"&=x0 \u0001"[random.Next(10)];
        damaged[path] = text.ToString();
        using var file = SheetFile.Packed(damaged);
        return file.ToArray();
    }

    private static string? Refusal(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        try
        {
            Rows(file);
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }

    private static List<TableRow> Rows(Stream file, ReadingLimits? limits = null)
    {
        var shape = TableShape.Detect(file, limits ?? ReadingLimits.Usual);
        return [.. TableFile.Rows(file, shape, limits ?? ReadingLimits.Usual)];
    }
}
