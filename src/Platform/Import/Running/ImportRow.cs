using Tandem.Core;
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

    public RowReader(FilePlan file, IReadOnlyList<Targets.ImportField> fields, CellReader cells)
    {
        this.cells = cells;
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
        if (field.Kind != Core.Records.FieldKind.Money) return null;
        foreach (var (at, _, other, _) in mapped)
            if (other.CurrencyOf == field.Name && row.Cells[at].Trim().ToUpperInvariant() is { Length: 3 } code && Core.Finance.Currencies.Exists(code)) return code;
        return null;
    }

    public ImportRow Read(Reading.TableRow row)
    {
        var values = new Dictionary<string, object?>(mapped.Length, StringComparer.Ordinal);
        List<Refused>? problems = row.Problem is { } whole ? [whole] : null;
        foreach (var (at, column, field, taken) in mapped)
        {
            var text = row.Cells[at].Trim();
            if (marked) text = Records.CsvText.Plain(text);
            if (taken.TryGetValue(text, out var meant)) text = meant;
            try
            {
                var value = cells.Read(field, column, text, CurrencyFor(field, row));
                // Two columns for one field: the first that says something counts.
                if (!values.TryGetValue(field.Name, out var known) || known is null) values[field.Name] = value;
            }
            catch (Refused refused)
            {
                (problems ??= []).AddRange(refused.All);
            }
        }

        return new ImportRow(row.Number, values, row.Cells, problems ?? [], row.LeftOut);
    }
}
