using System.Reflection;
using System.Text.Json;

namespace Tandem.Core.Localization;

/// <summary>The texts of every module in every language, gathered once at start.</summary>
public sealed class TextCatalog
{
    private readonly Dictionary<string, Texts> byLanguage;

    private TextCatalog(Dictionary<string, Texts> byLanguage) => this.byLanguage = byLanguage;

    /// <summary>
    /// Reads the embedded resources <c>Texts.en.json</c>, <c>Texts.fa.json</c>, <c>Texts.ru.json</c> and <c>Texts.vi.json</c>
    /// of the given assemblies; those of Tandem.Core are always among them.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two assemblies define the same key.</exception>
    public static TextCatalog Load(IEnumerable<Assembly> assemblies)
    {
        var sources = assemblies.Append(typeof(TextCatalog).Assembly).Distinct().ToList();
        return From(Languages.All.ToDictionary(
            language => language.Code,
            language => sources.Select(source => (source.GetName().Name!, Read(source, language.Code))),
            StringComparer.Ordinal));
    }

    internal static TextCatalog From(IReadOnlyDictionary<string, IEnumerable<(string Source, Dictionary<string, string> Texts)>> sources)
    {
        var catalog = new Dictionary<string, Texts>(StringComparer.Ordinal);
        foreach (var language in Languages.All)
        {
            var merged = Merge(language.Code, sources.GetValueOrDefault(language.Code) ?? []);
            catalog[language.Code] = new Texts(language.Code, merged, catalog.GetValueOrDefault(Languages.English.Code));
        }

        return new(catalog);
    }

    /// <summary>The texts of a language; English for a language that the product does not speak.</summary>
    public Texts For(string language) => byLanguage.GetValueOrDefault(language) ?? byLanguage[Languages.English.Code];

    /// <summary>The same catalogue with each language's texts changed.</summary>
    public TextCatalog With(Func<Texts, Texts> change) => new(byLanguage.ToDictionary(pair => pair.Key, pair => change(pair.Value), StringComparer.Ordinal));

    /// <summary>
    /// What is wrong with the translations, one line each: a key that one language lacks, a message that cannot be read, a translation
    /// that mentions other arguments than the English text. Empty when all is well.
    /// </summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        var keys = byLanguage.Values.SelectMany(texts => texts.Keys).Distinct().Order(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            HashSet<string>? expected = null;
            foreach (var texts in Languages.All.Select(language => byLanguage[language.Code]))
            {
                if (!texts.Keys.Contains(key))
                {
                    problems.Add($"{texts.Language}: {key} is missing");
                    continue;
                }

                try
                {
                    var named = texts.MessageOf(key).Arguments.ToHashSet(StringComparer.Ordinal);
                    expected ??= named;
                    if (!named.SetEquals(expected)) problems.Add($"{texts.Language}: {key} mentions {string.Join(", ", named)} instead of {string.Join(", ", expected)}");
                }
                catch (FormatException malformed)
                {
                    problems.Add($"{texts.Language}: {key}: {malformed.Message}");
                }
            }
        }

        return problems;
    }

    private static Dictionary<string, string> Merge(string language, IEnumerable<(string Source, Dictionary<string, string> Texts)> sources)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, texts) in sources)
        {
            foreach (var (key, text) in texts)
            {
                if (!merged.TryAdd(key, text)) throw new InvalidOperationException($"The text '{key}' ({language}) of {source} is already defined elsewhere.");
            }
        }

        return merged;
    }

    private static Dictionary<string, string> Read(Assembly assembly, string language)
    {
        var name = $"Texts.{language}.json";
        using var stream = assembly.GetManifestResourceStream(name);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (stream is null) return texts;
        using var json = JsonDocument.Parse(stream);
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            if (!texts.TryAdd(entry.Name, entry.Value.GetString() ?? ""))
                throw new InvalidOperationException($"The text '{entry.Name}' stands twice in {name} of {assembly.GetName().Name}.");
        }

        return texts;
    }
}
