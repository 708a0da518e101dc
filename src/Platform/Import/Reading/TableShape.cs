using Tandem.Core;
using Tandem.Platform.Import.Reading.Calendars;
using Tandem.Platform.Import.Reading.Cards;
using Tandem.Platform.Import.Reading.Workbooks;

namespace Tandem.Platform.Import.Reading;

/// <summary>How the table lies in a text file.</summary>
/// <param name="Encoding">Name of the encoding.</param>
/// <param name="Separator">Between cells.</param>
/// <param name="HeaderRow">Number of the row that names the columns, counted from 1; 0 when none does.</param>
/// <param name="FirstRow">Number of the first row of data.</param>
/// <param name="Columns">Names, unique and never empty.</param>
/// <param name="Format">What kind of file it is.</param>
/// <param name="Sheet">Of a workbook, the sheet.</param>
public sealed record TableShape(string Encoding, char Separator, long HeaderRow, long FirstRow, IReadOnlyList<string> Columns, TableFormat Format = TableFormat.Text, string? Sheet = null)
{
    private const int Looked = 60;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>Whether numbers are written as numbers, so that no mark in them is in doubt.</summary>
    public bool HasPlainNumbers => Format != TableFormat.Text;

    /// <summary>Whether somebody may have summed the table up below it.</summary>
    public bool HasTotals => Format is TableFormat.Text or TableFormat.Workbook;

    /// <summary>Finds the format, encoding, separator, what stands above the table, and the names of its columns.</summary>
    /// <param name="sheet">Of a workbook, the sheet that is meant; null for its first one.</param>
    public static TableShape Detect(Stream file, ReadingLimits limits, string? sheet = null)
    {
        if (Workbook.Is(file)) return OfSheet(file, limits, sheet);
        var encoding = FileEncoding.Detect(file);
        if (CardRows.Are(file, encoding)) return new TableShape(encoding.WebName, ',', 0, 1, CardRows.ColumnsOf(file, encoding, limits), TableFormat.Cards);
        if (CalendarRows.Are(file, encoding)) return new TableShape(encoding.WebName, ',', 0, 1, CalendarRows.ColumnsOf(file, encoding, limits), TableFormat.Calendar);
        var shapes = Separators.Select(separator => (Separator: separator, Rows: Head(file, encoding, separator, limits))).ToList();
        if (shapes[0].Rows.Count == 0) throw new Refused(ReadingRefusals.Empty);
        if (Announced(shapes[0].Rows[0]) is { } announced) return Of(encoding.WebName, announced, Head(file, encoding, announced, limits), skip: 1);
        var best = shapes.MaxBy(shape => Evenness(shape.Rows));
        return Of(encoding.WebName, best.Separator, best.Rows, skip: 0);
    }

    private static TableShape OfSheet(Stream file, ReadingLimits limits, string? sheet)
    {
        using var rows = Workbook.Open(file, limits).Rows(sheet);
        var head = new List<string[]>();
        while (head.Count < Looked && rows.Read())
        {
            // Sheets do not write their blank rows.
            while (head.Count < Looked && head.Count < rows.Number - 1) head.Add([]);
            if (head.Count < Looked) head.Add([.. rows.Cells]);
        }

        if (head.TrueForAll(row => Filled(row) == 0)) throw new Refused(ReadingRefusals.Empty);
        return Of("utf-8", ',', head, skip: 0) with { Format = TableFormat.Workbook, Sheet = rows.Sheet };
    }

    private static TableShape Of(string encoding, char separator, List<string[]> rows, int skip)
    {
        var width = UsualWidth(rows.Skip(skip));
        var first = skip;
        while (first < rows.Count - 1 && (Filled(rows[first]) == 0 || (width > 1 && Filled(rows[first]) < Math.Max(2, width * 0.6) && !Continues(rows, first, width)))) first++;
        var named = IsHeader(rows, first);
        var names = named ? rows[first] : [];
        var columns = Math.Max(names.Length, named ? LastNamed(names) : width);
        return new TableShape(encoding, separator, named ? first + 1 : 0, named ? first + 2 : first + 1, Unique(names, columns));
    }

    private static int LastNamed(string[] names) => Array.FindLastIndex(names, name => name.Length > 0) + 1;

    // A header may leave some columns unnamed as long as its row is as long as the others.
    private static bool Continues(List<string[]> rows, int at, int width) => rows[at].Length >= width && Filled(rows[at]) >= Math.Max(2, width / 2);

    private static List<string[]> Head(Stream file, System.Text.Encoding encoding, char separator, ReadingLimits limits)
    {
        file.Position = 0;
        using var text = FileEncoding.Open(file, encoding);
        var rows = new CsvRows(text, separator, limits);
        var head = new List<string[]>();
        try
        {
            while (head.Count < Looked && rows.Read()) head.Add([.. rows.Cells]);
        }
        catch (Refused) when (head.Count > 0)
        {
            // With the wrong separator quotes open in odd places; with the right one reading the whole file will tell.
        }
        finally
        {
            file.Position = 0;
        }

        while (head.Count > 0 && head.TrueForAll(row => Filled(row) == 0)) head.Clear();
        return head;
    }

    /// <summary>Excel's own hint: a first line <c>sep=;</c>.</summary>
    private static char? Announced(string[] first)
    {
        var line = string.Join(',', first);
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }

    /// <summary>Many rows of the same width speak for a separator, and more so the wider they are.</summary>
    private static double Evenness(List<string[]> rows)
    {
        var filled = rows.Where(row => Filled(row) > 0).ToList();
        if (filled.Count == 0) return 0;
        var width = UsualWidth(filled);
        if (width < 2) return 0;
        var even = filled.Count(row => row.Length == width) / (double)filled.Count;
        return even * even * (1 + Math.Log2(width) / 4);
    }

    private static int UsualWidth(IEnumerable<string[]> rows) =>
        rows.Where(row => Filled(row) > 0).GroupBy(row => row.Length).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).FirstOrDefault()?.Key ?? 1;

    private static int Filled(string[] row) => row.Count(cell => !string.IsNullOrWhiteSpace(cell));

    /// <summary>A header has only names: no number, date, address or empty majority, and no name twice unless the file is careless.</summary>
    private static bool IsHeader(List<string[]> rows, int at)
    {
        var names = rows[at].Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        if (names.Count == 0 || names.Exists(LooksLikeData)) return false;
        return names.TrueForAll(name => name.Length <= 200);
    }

    private static bool LooksLikeData(string cell) =>
        Values.Numbers.LooksLikeNumber(cell) || Values.Dates.LooksLikeDate(cell) || cell.Contains('@', StringComparison.Ordinal) || cell.Contains("://", StringComparison.Ordinal);

    private static List<string> Unique(string[] names, int columns)
    {
        var unique = new List<string>(columns);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns; i++)
        {
            var name = i < names.Length ? names[i].Trim().ReplaceLineEndings(" ") : "";
            if (name.Length == 0) name = $"#{i + 1}";
            var one = name;
            for (var n = 2; !seen.Add(one); n++) one = $"{name} ({n})";
            unique.Add(one);
        }

        return unique;
    }
}
