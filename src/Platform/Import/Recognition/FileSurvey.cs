using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Import.Recognition;

/// <summary>A file that was read once from beginning to end: where its table is and what each column holds.</summary>
public sealed record FileSurvey(string Name, TableShape Shape, long Rows, IReadOnlyList<ColumnSurvey> Columns)
{
    /// <param name="sheet">Of a workbook, the sheet.</param>
    public static FileSurvey Of(string name, Stream file, ReadingLimits limits, string? sheet = null)
    {
        var shape = TableShape.Detect(file, limits, sheet);
        var columns = shape.Columns.Select((column, i) => new ColumnSurvey(column, i)).ToList();
        long rows = 0;
        foreach (var row in TableFile.Rows(file, shape, limits))
        {
            rows++;
            for (var i = 0; i < columns.Count; i++) columns[i].Add(row.Cells[i], row.Number);
        }

        foreach (var column in columns) column.Judge(shape.Separator, shape.HasPlainNumbers);
        return new FileSurvey(name, shape, rows, columns);
    }

    public ColumnSurvey? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
