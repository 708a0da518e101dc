using Tandem.Core;

namespace Tandem.Platform.Import.Reading;

/// <summary>One row of data: as many cells as the table has columns.</summary>
/// <param name="Number">In the file, as a spreadsheet counts.</param>
/// <param name="Problem">Why the row as such is refused; null when it is whole.</param>
public sealed record TableRow(long Number, IReadOnlyList<string> Cells, Refused? Problem);

/// <summary>The data rows of a file whose shape is known, one at a time. Rows without any value are passed over.</summary>
public static class TableFile
{
    public static IEnumerable<TableRow> Rows(Stream file, TableShape shape, ReadingLimits limits, long after = 0)
    {
        file.Position = 0;
        using var text = FileEncoding.Open(file, FileEncoding.Named(shape.Encoding));
        var rows = new CsvRows(text, shape.Separator, limits);
        var width = shape.Columns.Count;
        while (rows.Read())
        {
            if (rows.Number < shape.FirstRow || rows.Number <= after) continue;
            var cells = rows.Cells;
            if (IsBlank(cells, 0)) continue;
            var row = new string[width];
            for (var i = 0; i < width; i++) row[i] = i < cells.Count ? cells[i] : "";
            yield return new TableRow(rows.Number, row, IsBlank(cells, width) ? null : new Refused(ReadingRefusals.MoreCellsThanColumns, ("cells", cells.Count), ("columns", width)));
        }
    }

    private static bool IsBlank(IReadOnlyList<string> cells, int from)
    {
        for (var i = from; i < cells.Count; i++)
            if (!string.IsNullOrWhiteSpace(cells[i])) return false;
        return true;
    }
}
