using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Import.Planning;

namespace Tandem.Platform.Import.Running;

/// <summary>A row of a file with its values read for the fields that its columns were mapped to.</summary>
public sealed class ImportRow(long number, IReadOnlyDictionary<string, object?> values, IReadOnlyList<string> cells, IReadOnlyList<Refused> problems, IReadOnlyList<string> leftOut)
{
    /// <summary>In the file, as a spreadsheet counts.</summary>
    public long Number => number;

    public IReadOnlyList<string> Cells => cells;

    public IReadOnlyList<Refused> Problems => problems;

    public IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>What of the row is counted as having no place here; resource keys.</summary>
    public IReadOnlyList<string> LeftOut => leftOut;

    /// <summary>Whether a column was mapped to the field, empty or not.</summary>
    public bool Has(string field) => values.ContainsKey(field);

    /// <summary>The value in the field's own type; null when empty or not mapped.</summary>
    public object? this[string field] => values.GetValueOrDefault(field);

    public string? Text(string field) => this[field] as string;
}

/// <summary>Reads the cells of rows as a plan says.</summary>
internal sealed class RowReader
{
    private readonly (int At, ColumnPlan Column, Targets.ImportField Field, Dictionary<string, string> Taken)[] mapped;
    private readonly CellReader cells;

    /// <summary>Whether texts that a spreadsheet would run stand behind an apostrophe.</summary>
    private readonly bool marked;

    private readonly bool phones;

    public RowReader(FilePlan file, IReadOnlyList<Targets.ImportField> fields, CellReader cells)
    {
        this.cells = cells;
        phones = fields.Any(field => field.Kind is FieldKind.Phone or FieldKind.Phones && file.ColumnOf(field.Name) is not null);
        marked = file.Shape?.Format == Reading.TableFormat.Text;
        mapped =
        [
            .. file.Columns.Select((column, at) => (at, column, Field: fields.FirstOrDefault(field => field.Name == column.Field)))
                .Where(one => one.Field is not null)
                .Select(one => (one.at, one.column, one.Field!, one.column.Doubts.Where(doubt => doubt.Take is not null)
                    .ToDictionary(doubt => doubt.Value, doubt => doubt.Take!, StringComparer.Ordinal))),
        ];
    }

    /// <summary>The currency that another column of the row names for an amount.</summary>
    private string? CurrencyFor(Targets.ImportField field, Reading.TableRow row)
    {
        if (field.Kind != FieldKind.Money) return null;
        foreach (var (at, _, other, _) in mapped)
            if (other.CurrencyOf == field.Name && row.Cells[at].Trim().ToUpperInvariant() is { Length: 3 } code && Core.Finance.Currencies.Exists(code)) return code;
        return null;
    }

    /// <summary>The country in which the row's phones are dialled: of the phone itself, else of the address.</summary>
    private string? PlaceOf(Reading.TableRow row)
    {
        string? place = null;
        foreach (var (at, _, field, taken) in mapped)
        {
            if (field.Kind != FieldKind.Country || row.Cells[at].Trim() is not { Length: > 0 } text) continue;
            var code = Values.Countries.Find(taken.GetValueOrDefault(text, text))?.Code;
            if (field.PlacesPhones && code is not null) return code;
            place ??= code;
        }

        return place;
    }

    public ImportRow Read(Reading.TableRow row)
    {
        var values = new Dictionary<string, object?>(mapped.Length, StringComparer.Ordinal);
        List<Refused>? problems = row.Problem is { } whole ? [whole] : null;
        var place = phones ? PlaceOf(row) : null;
        foreach (var (at, column, field, taken) in mapped)
        {
            var text = row.Cells[at].Trim();
            if (marked) text = Records.CsvText.Plain(text);
            if (taken.TryGetValue(text, out var meant)) text = meant;
            try
            {
                if (field.Further is { } further && CellValues.Several(field.Kind, text) is { Count: > 1 } several)
                {
                    Take(values, further, cells.Read(field with { Kind = field.Kind == FieldKind.Email ? FieldKind.Emails : FieldKind.Phones }, column, text, null, place));
                    text = several[0];
                }

                Take(values, field.Name, cells.Read(field, column, text, CurrencyFor(field, row), place));
            }
            catch (Refused refused)
            {
                (problems ??= []).AddRange(refused.All);
            }
        }

        return new ImportRow(row.Number, values, row.Cells, problems ?? [], row.LeftOut);
    }

    /// <summary>Two columns for one field: lists come together, of single values the first that says something counts.</summary>
    private static void Take(Dictionary<string, object?> values, string field, object? value)
    {
        values[field] = (values.GetValueOrDefault(field), value) switch
        {
            (null, _) => value,
            (List<ContactPoint> known, List<ContactPoint> more) => known.Concat(more).DistinctBy(point => point.Value).Take(ContactPoint.Most).ToList(),
            (List<string> known, List<string> more) => known.Union(more, StringComparer.Ordinal).ToList(),
            (var known, _) => known,
        };
    }
}
