using Tandem.Platform.Import.Reading;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Export;

namespace Tandem.Platform.Tests.Records.Export;

public sealed class SheetsTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public async Task A_workbook_holds_texts_as_texts_and_numbers_and_days_as_what_they_are()
    {
        using var file = new MemoryStream();
        await using (var sheet = SheetWriter.Of(SheetFormat.Xlsx, file, Zone))
        {
            await sheet.Row(["name", "amount", "day", "at", "yes", "long"], TestContext.Current.CancellationToken);
            await sheet.Row(["=1+1 <&> \u0001 _x000D_ \ud800 é 中", 12.50m, new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 7, 1, 8, 30, 0, TimeSpan.Zero), true, 123456789012345678.5m], TestContext.Current.CancellationToken);
            await sheet.Row([null, null, new DateOnly(1850, 3, 1), null, false, null], TestContext.Current.CancellationToken);
        }

        var shape = TableShape.Detect(file, ReadingLimits.Usual);
        shape.Columns.ShouldBe(["name", "amount", "day", "at", "yes", "long"]);
        var rows = TableFile.Rows(file, shape, ReadingLimits.Usual).ToList();
        rows[0].Cells.ShouldBe(["=1+1 <&> \u0001 _x000D_ \ufffd é 中", "12.5", "2026-03-01", "2026-07-01 10:30:00", "true", "123456789012345678.5"]);
        rows[1].Cells.ShouldBe(["", "", "1850-03-01", "", "false", ""]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1"), InlineData("'=1+1", "''=1+1"), InlineData("@x", "'@x"), InlineData("-5", "'-5"), InlineData("+49301234", "+49301234"), InlineData("'quoted", "'quoted"), InlineData("plain", "plain")]
    public void What_would_run_as_a_formula_is_marked_and_comes_back(string text, string cell)
    {
        var line = new System.Text.StringBuilder();
        CsvText.Append(line, text);
        line.ToString().Trim('"').ShouldBe(cell);
        CsvText.Plain(cell).ShouldBe(text);
    }

    [Fact]
    public void Several_values_in_a_cell_come_back_whatever_they_contain()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 5)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "ab;,|\\، é"[random.Next(9)])).Trim()).Where(value => value.Length > 0).ToList();
            SeveralValues.Split(SeveralValues.Join(values)).ShouldBe(values, $"seed {seed}");
        }
    }
}
