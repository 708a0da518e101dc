using System.Globalization;
using System.Reflection;
using Tandem.Core.Text;

namespace Tandem.Platform.Import.Values;

/// <summary>A country that a text may mean.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">In English.</param>
public sealed record Country(string Code, string Name);

/// <summary>Countries by their names in many languages and by their codes.</summary>
public static class Countries
{
    private static readonly Lazy<Table> Known = new(Table.Load);

    /// <summary>The country of a name or code; null when there is none of exactly this name.</summary>
    public static Country? Find(string? text) => Folding.Fold(text) is { Length: > 1 } folded ? Known.Value.ByName.GetValueOrDefault(folded) : null;

    /// <summary>What a text that names no country may mean, likeliest first: names that contain it as a word, then names that are spelled nearly so.</summary>
    public static IReadOnlyList<Country> Near(string text)
    {
        if (Folding.Fold(text) is not { Length: >= 4 } folded) return [];
        var containing = Known.Value.ByName.Where(pair => pair.Key.Split(' ').Contains(folded, StringComparer.Ordinal)).Select(pair => pair.Value).Distinct().ToList();
        if (containing.Count is > 0 and <= 4) return containing;
        return [.. Known.Value.ByName.Select(pair => (Country: pair.Value, Score: Similarity.Of(folded, pair.Key)))
            .Where(pair => pair.Score >= 0.9).OrderByDescending(pair => pair.Score).Select(pair => pair.Country).Distinct().Take(3)];
    }

    private sealed record Table(Dictionary<string, Country> ByName)
    {
        public static Table Load()
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Import.countries.txt")!;
            using var text = new StreamReader(stream);
            var byName = new Dictionary<string, Country>(StringComparer.Ordinal);
            var countries = new List<Country>();
            while (text.ReadLine() is { } line)
            {
                if (line.StartsWith('#')) continue;
                var parts = line.Split('|');
                var country = new Country(parts[0], parts[2]);
                countries.Add(country);
                foreach (var name in parts) byName.TryAdd(Folding.Fold(name), country);
            }

            AddLocalNames(byName, countries);
            return new Table(byName);
        }

        /// <summary>Names in the languages of the product, from the system's own locale data.</summary>
        private static void AddLocalNames(Dictionary<string, Country> byName, List<Country> countries)
        {
            var before = CultureInfo.CurrentUICulture;
            try
            {
                foreach (var language in (string[])["en", "fa", "ru", "vi", "de", "fr", "es"])
                {
                    CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                    foreach (var country in countries) byName.TryAdd(Folding.Fold(NameOf(country.Code)), country);
                }
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }

        private static string NameOf(string code)
        {
            try
            {
                return new RegionInfo(code).DisplayName;
            }
            catch (ArgumentException)
            {
                return code; // a territory that the system's data does not know
            }
        }
    }
}
