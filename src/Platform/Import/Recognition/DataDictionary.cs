using System.Text.RegularExpressions;
using Tandem.Core.Finance;

namespace Tandem.Platform.Import.Recognition;

/// <summary>A file that describes the columns of the others. It is not imported, but what it says is used.</summary>
internal sealed partial class DataDictionary(IReadOnlyDictionary<(string Table, string Column), string> texts)
{
    public static readonly DataDictionary None = new(new Dictionary<(string, string), string>());

    /// <summary>What it says about a column; null when it says nothing.</summary>
    public string? TextOf(string file, string column) =>
        texts.GetValueOrDefault((ColumnWords.Normal(Path.GetFileNameWithoutExtension(file)), ColumnWords.Normal(column))) ?? texts.GetValueOrDefault(("", ColumnWords.Normal(column)));

    /// <summary>The file as a dictionary, when one of its columns names the columns of the other files.</summary>
    public static DataDictionary? Of(FileSurvey file, IReadOnlyList<FileSurvey> others, Func<FileSurvey, IEnumerable<IReadOnlyList<string>>> rowsOf)
    {
        if (file.Columns.Count is < 2 or > 8 || file.Rows > 2_000 || others.Count == 0) return null;
        var headers = others.SelectMany(other => other.Columns.Select(column => ColumnWords.Normal(column.Name))).ToHashSet(StringComparer.Ordinal);
        var naming = file.Columns.FirstOrDefault(column => column.Values.Count >= 3
            && column.Values.Keys.Count(value => headers.Contains(ColumnWords.Normal(value))) >= column.Values.Count * 0.6);
        if (naming is null) return null;
        var tables = others.Select(other => ColumnWords.Normal(Path.GetFileNameWithoutExtension(other.Name))).ToHashSet(StringComparer.Ordinal);
        var table = file.Columns.FirstOrDefault(column => column != naming && column.Values.Keys.Any(value => tables.Contains(ColumnWords.Normal(value))));
        var text = file.Columns.Where(column => column != naming && column != table).MaxBy(column => column.Values.Keys.Sum(value => value.Length));
        var said = new Dictionary<(string, string), string>();
        foreach (var cells in rowsOf(file))
        {
            var about = text is null ? "" : cells[text.Index];
            said.TryAdd((table is null ? "" : ColumnWords.Normal(cells[table.Index]), ColumnWords.Normal(cells[naming.Index])), about);
        }

        return new DataDictionary(said);
    }

    /// <summary>The unit of a column's numbers, when the text names one: «in millions of USD».</summary>
    public static (decimal Scale, string? Currency) UnitOf(string? text)
    {
        if (text is null) return (1m, null);
        var scale = Thousands().IsMatch(text) ? 1_000m : Millions().IsMatch(text) ? 1_000_000m : Billions().IsMatch(text) ? 1_000_000_000m : 1m;
        var currency = Code().Matches(text).Select(match => match.Value).FirstOrDefault(Currencies.Exists);
        return (scale, currency);
    }

    [GeneratedRegex(@"\b(thousands|тысяч\w*|тыс\.?|nghìn|ngàn)\b|هزار", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\b(millions?|млн\.?|миллион\w*|triệu|mio\.?)\b|میلیون", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Millions();

    [GeneratedRegex(@"\b(billions?|млрд\.?|миллиард\w*|tỷ|tỉ)\b|میلیارد", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Billions();

    [GeneratedRegex(@"\b[A-Z]{3}\b", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Code();
}
