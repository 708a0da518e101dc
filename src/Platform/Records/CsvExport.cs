using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Records;

/// <summary>
/// Writes all records of a list as CSV (RFC 4180, UTF-8), page by page in constant memory. The names of columns are the field names of the API, so
/// that an import recognises them; money has a second column for its currency, a reference one for the name of what it points to.
/// </summary>
public sealed class CsvExport<T>(Crm crm, RecordReader<T> reader, RecordTypes types) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T))!;

    /// <summary>Writes to the stream; answers how many records it were.</summary>
    /// <param name="only">JSON names of the wanted fields; null for all.</param>
    /// <param name="written">Told after every page.</param>
    public async Task<long> Write(Actor actor, ListRequest request, IReadOnlySet<string>? only, Stream output, CancellationToken stop, Func<long, Task>? written = null)
    {
        var fields = type.Fields.Where(field => (only is null || only.Contains(field.JsonName)) && (actor.MaySeePersonal || field.Sensitivity == Sensitivity.Normal)).ToArray();
        // The first page is read before anything is written, so that a bad filter is still answered as an error.
        var page = await reader.List(actor, request with { Limit = ListRequest.MaxLimit }, stop);
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);
        var line = new StringBuilder("id");
        foreach (var field in fields) Head(line, field);
        await writer.WriteAsync(line.Append("\r\n"), stop);
        for (long count = 0; ;)
        {
            var names = await Names(actor, fields, page.Rows, stop);
            foreach (var record in page.Rows)
            {
                line.Clear().Append(record.Id.ToString());
                foreach (var field in fields) Cell(line, field, field.Read(record), names);
                await writer.WriteAsync(line.Append("\r\n"), stop);
            }

            await writer.FlushAsync(stop);
            count += page.Rows.Count;
            if (written is not null) await written(count);
            if (page.NextCursor is null) return count;
            page = await reader.List(actor, request with { Limit = ListRequest.MaxLimit, Cursor = page.NextCursor }, stop);
        }
    }

    private static void Head(StringBuilder line, Field field)
    {
        line.Append(',').Append(field.JsonName);
        if (field.Kind == FieldKind.Money) line.Append(',').Append(field.JsonName).Append("Currency");
        if (field.Kind == FieldKind.Reference) line.Append(',').Append(field.Name);
    }

    private static void Cell(StringBuilder line, Field field, object? value, Dictionary<Guid, string> names)
    {
        line.Append(',');
        switch (value)
        {
            case Money money:
                line.Append(money.Amount.ToString("F" + Currencies.DigitsOf(money.Currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)).Append(',').Append(money.Currency);
                return;
            case Guid id when field.Kind == FieldKind.Reference:
                line.Append(id.ToString()).Append(',');
                CsvText.Append(line, names.GetValueOrDefault(id));
                return;
            case string text: CsvText.Append(line, text); break;
            case IEnumerable<ContactPoint> points: CsvText.Append(line, string.Join(';', points.Select(point => point.Value))); break;
            case IEnumerable<string> texts: CsvText.Append(line, string.Join(';', texts)); break;
            case bool yes: line.Append(yes ? "true" : "false"); break;
            case DateOnly day: line.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at: line.Append(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture)); break;
            case IFormattable number: line.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
        }

        if (field.Kind is FieldKind.Money or FieldKind.Reference) line.Append(',');
    }

    private async Task<Dictionary<Guid, string>> Names(Actor actor, Field[] fields, IReadOnlyList<T> rows, CancellationToken stop)
    {
        var references = fields.Where(field => field.Kind == FieldKind.Reference).ToArray();
        var ids = rows.SelectMany(row => references.Select(field => field.Read(row))).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return [];
        await using var db = crm.Open(actor);
        return await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => ids.Contains(entry.RecordId)).ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
    }
}
