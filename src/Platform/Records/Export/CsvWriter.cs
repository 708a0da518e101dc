using System.Globalization;
using System.Text;

namespace Tandem.Platform.Records.Export;

/// <summary>CSV (RFC 4180, UTF-8), with texts that no spreadsheet runs as a formula.</summary>
internal sealed class CsvWriter(Stream output) : SheetWriter
{
    private readonly StreamWriter writer = new(output, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);
    private readonly StringBuilder line = new();

    public override async Task Row(IReadOnlyList<object?> cells, CancellationToken stop)
    {
        line.Clear();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) line.Append(',');
            switch (cells[i])
            {
                case string text: CsvText.Append(line, text); break;
                case bool yes: line.Append(yes ? "true" : "false"); break;
                case DateOnly day: line.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
                case DateTimeOffset at: line.Append(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture)); break;
                case IFormattable number: line.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            }
        }

        await writer.WriteAsync(line.Append("\r\n"), stop);
    }

    public override Task Flush(CancellationToken stop) => writer.FlushAsync(stop);

    public override ValueTask DisposeAsync() => writer.DisposeAsync();
}
