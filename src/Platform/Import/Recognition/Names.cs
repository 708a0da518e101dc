using Tandem.Core.Text;

namespace Tandem.Platform.Import.Recognition;

/// <summary>The names under which records of one type are known: in other files of the import and in the database.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, string> byFolded = new(StringComparer.Ordinal);

    public int Count => byFolded.Count;

    /// <summary>The column or place that most of them come from.</summary>
    public string Where { get; private set; } = "";

    public void Add(IEnumerable<string> names, string where)
    {
        foreach (var name in names) byFolded.TryAdd(Folding.Fold(name), name);
        if (Where.Length == 0) Where = where;
    }

    public bool Has(string name) => byFolded.ContainsKey(Folding.Fold(name));

    /// <summary>Share of a column's different values that are known names.</summary>
    public double Share(ColumnSurvey column) => column.Values.Count == 0 ? 0 : column.Values.Keys.Count(Has) / (double)column.Values.Count;

    /// <summary>Names that a text may be a misspelling of, likeliest first, with how alike they are.</summary>
    public IReadOnlyList<(string Name, double Score)> Near(string text) => Nearest(text, byFolded.Values);

    public static IReadOnlyList<(string Name, double Score)> Nearest(string text, IEnumerable<string> names) =>
        [.. names.Where(name => Math.Abs(name.Length - text.Length) <= 6).Select(name => (name, Score: Similarity.Of(text, name)))
            .Where(pair => pair.Score >= Similarity.Likely && pair.Score < 1).OrderByDescending(pair => pair.Score).ThenBy(pair => pair.name, StringComparer.Ordinal).Take(3)];
}
