using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Records.Export;

/// <summary>
/// Writes all records of a list as a table, page by page in constant memory. The names of columns are the field names of the API, so that an import recognises
/// them and changes nothing; money has a second column for its currency, a reference one for the name of what it points to.
/// </summary>
public sealed class RecordExport<T>(Crm crm, RecordReader<T> reader, RecordTypes types) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T))!;

    /// <summary>Writes to the stream; answers how many records it were.</summary>
    /// <param name="only">JSON names of the wanted fields; null for all.</param>
    /// <param name="written">Told after every page.</param>
    public async Task<long> Write(Actor actor, ListRequest request, IReadOnlySet<string>? only, SheetFormat format, Stream output, CancellationToken stop, Func<long, Task>? written = null)
    {
        var fields = type.Fields.Where(field => (only is null || only.Contains(field.JsonName)) && (actor.MaySeePersonal || field.Sensitivity == Sensitivity.Normal)).ToArray();
        // The first page is read before anything is written, so that a bad filter is still answered as an error.
        var page = await reader.List(actor, request with { Limit = ListRequest.MaxLimit }, stop);
        var settings = await crm.Database.Actors.Settings(stop);
        await using var sheet = SheetWriter.Of(format, output, TimeZoneInfo.TryFindSystemTimeZoneById(settings?.TimeZone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc);
        await sheet.Row(["id", .. fields.SelectMany(Heads)], stop);
        for (long count = 0; ;)
        {
            var names = await Names(actor, fields, page.Rows, stop);
            foreach (var record in page.Rows)
            {
                var cells = new List<object?> { record.Id.ToString() };
                foreach (var field in fields) Cells(cells, field, field.Read(record), names);
                await sheet.Row(cells, stop);
            }

            await sheet.Flush(stop);
            count += page.Rows.Count;
            if (written is not null) await written(count);
            if (page.NextCursor is null) return count;
            page = await reader.List(actor, request with { Limit = ListRequest.MaxLimit, Cursor = page.NextCursor }, stop);
        }
    }

    private static IEnumerable<string> Heads(Field field) => field.Kind switch
    {
        FieldKind.Money => [field.JsonName, field.JsonName + "Currency"],
        FieldKind.Reference => [field.JsonName, field.Name],
        _ => [field.JsonName],
    };

    private static void Cells(List<object?> cells, Field field, object? value, Dictionary<Guid, string> names)
    {
        switch (field.Kind)
        {
            case FieldKind.Money:
                cells.Add(value is Money money ? decimal.Parse(money.Amount.ToString("F" + Currencies.DigitsOf(money.Currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null);
                cells.Add((value as Money?)?.Currency);
                break;
            case FieldKind.Reference:
                cells.Add((value as Guid?)?.ToString());
                cells.Add(value is Guid id ? names.GetValueOrDefault(id) : null);
                break;
            default:
                cells.Add(value switch
                {
                    IEnumerable<ContactPoint> points => SeveralValues.Join(points.Select(point => point.Value)),
                    IEnumerable<string> texts => SeveralValues.Join(texts),
                    // As a share of 1 it could be taken for one of 100.
                    decimal share when field.Kind == FieldKind.Percent => (share * 100m).ToString("0.############################", CultureInfo.InvariantCulture) + "%",
                    string or bool or DateOnly or DateTimeOffset or IFormattable or null => value,
                    _ => Convert.ToString(value, CultureInfo.InvariantCulture),
                });
                break;
        }
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
