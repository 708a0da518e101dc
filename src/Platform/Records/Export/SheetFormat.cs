namespace Tandem.Platform.Records.Export;

/// <summary>In what form a table leaves the product.</summary>
public enum SheetFormat
{
    Csv, Xlsx,
}

/// <summary>Writes a table row by row. A cell is a text, a number, a day, a moment, yes or no, or nothing.</summary>
public abstract class SheetWriter : IAsyncDisposable
{
    public static SheetWriter Of(SheetFormat format, Stream output, TimeZoneInfo zone) => format == SheetFormat.Xlsx ? new WorkbookWriter(output, zone) : new CsvWriter(output);

    public static string ContentType(SheetFormat format) => format == SheetFormat.Xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";

    public static string Ending(SheetFormat format) => format == SheetFormat.Xlsx ? ".xlsx" : ".csv";

    public abstract Task Row(IReadOnlyList<object?> cells, CancellationToken stop);

    /// <summary>Sends on what was written so far.</summary>
    public virtual Task Flush(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Completes the file; the stream stays open.</summary>
    public abstract ValueTask DisposeAsync();
}
