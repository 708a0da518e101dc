using Tandem.Core;
using Tandem.Platform.Import.Reading.Calendars;
using Tandem.Platform.Import.Reading.Cards;
using Tandem.Platform.Import.Reading.Workbooks;

namespace Tandem.Platform.Import.Reading;

/// <summary>One row of data: as many cells as the table has columns.</summary>
/// <param name="Number">In the file, as a spreadsheet counts.</param>
/// <param name="Problem">Why the row as such is refused; null when it is whole.</param>
/// <param name="LeftOut">What of it a table has no place for, as resource keys of figures.</param>
public sealed record TableRow(long Number, IReadOnlyList<string> Cells, Refused? Problem, IReadOnlyList<string> LeftOut);

/// <summary>The data rows of a file whose shape is known, one at a time. Rows without any value are passed over.</summary>
public static class TableFile
{
    public static IEnumerable<TableRow> Rows(Stream file, TableShape shape, ReadingLimits limits, long after = 0)
    {
        // The last rows are held back: only there can a row be the sum of those above it.
        var held = new Queue<TableRow>();
        foreach (var row in Lines(file, shape, limits, after))
        {
            held.Enqueue(row);
            if (held.Count > TotalsRow.Held) yield return held.Dequeue();
        }

        while (held.TryDequeue(out var row)) yield return shape.HasTotals && row.Problem is null && TotalsRow.Is(row.Cells) ? row with { Problem = new Refused(ReadingRefusals.TotalsRow) } : row;
    }

    private static IEnumerable<TableRow> Lines(Stream file, TableShape shape, ReadingLimits limits, long after)
    {
        using var rows = Open(file, shape, limits);
        var width = shape.Columns.Count;
        while (rows.Read())
        {
            if (rows.Number < shape.FirstRow || rows.Number <= after) continue;
            var cells = rows.Cells;
            if (rows.Problem is null && IsBlank(cells, 0)) continue;
            var row = new string[width];
            for (var i = 0; i < width; i++) row[i] = i < cells.Count ? cells[i] : "";
            yield return new TableRow(rows.Number, row, rows.Problem ?? (IsBlank(cells, width) ? null : new Refused(ReadingRefusals.MoreCellsThanColumns, ("cells", cells.Count), ("columns", width))), rows.LeftOut.Count == 0 ? [] : [.. rows.LeftOut]);
        }
    }

    private static TableRows Open(Stream file, TableShape shape, ReadingLimits limits)
    {
        file.Position = 0;
        return shape.Format switch
        {
            TableFormat.Workbook => Workbook.Open(file, limits).Rows(shape.Sheet),
            TableFormat.Cards => new CardRows(FileEncoding.Open(file, FileEncoding.Named(shape.Encoding)), shape.Columns, limits),
            TableFormat.Calendar => CalendarRows.Open(file, FileEncoding.Named(shape.Encoding), shape.Columns, limits),
            _ => new CsvRows(FileEncoding.Open(file, FileEncoding.Named(shape.Encoding)), shape.Separator, limits),
        };
    }

    private static bool IsBlank(IReadOnlyList<string> cells, int from)
    {
        for (var i = from; i < cells.Count; i++)
            if (!string.IsNullOrWhiteSpace(cells[i])) return false;
        return true;
    }
}
