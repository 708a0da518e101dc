using System.Collections.Concurrent;
using System.Globalization;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Text;

namespace Tandem.Platform.Localization;

/// <summary>A country with what is usual there: what set-up suggests.</summary>
/// <param name="Code">ISO 3166 alpha-2.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="TimeZone">IANA name of the zone most people live in.</param>
public sealed record Country(string Code, string Currency, string TimeZone);

/// <summary>The countries of ISO 3166 that have inhabitants. Currencies are those of CLDR, time zones those of the tz database's zone.tab.</summary>
public static class Countries
{
    private static readonly Dictionary<string, Country> ByCode = Load();

    private static readonly ConcurrentDictionary<string, IReadOnlyList<(string Code, string Name)>> Named = new(StringComparer.Ordinal);

    public static bool Exists(string? code) => code is not null && ByCode.ContainsKey(code);

    public static Country? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>All of them with their names in a language, ordered by name.</summary>
    public static IReadOnlyList<(string Code, string Name)> In(Language language) => Named.GetOrAdd(language.Code, static code =>
        [.. ByCode.Keys.Select(country => (country, NameOf(country, code))).OrderBy(pair => SortKeys.Of(pair.Item2, code), StringComparer.Ordinal)]);

    public static string NameOf(string country, Language language) => NameOf(country, language.Code);

    /// <summary>The country that a browser's <c>Accept-Language</c> speaks of, else the one most readers of the language live in; null when neither says.</summary>
    public static string? Guess(string? acceptLanguage, Language language)
    {
        foreach (var tag in (acceptLanguage ?? "").Split(','))
        {
            var parts = tag.Split(';')[0].Trim().Split('-');
            if (parts.Length > 1 && Exists(parts[^1].ToUpperInvariant())) return parts[^1].ToUpperInvariant();
        }

        return language.Code switch { "fa" => "IR", "ru" => "RU", "vi" => "VN", _ => null };
    }

    // The runtime knows a country's name only in the language of a culture: fa-DE is Persian as written in Germany.
    private static string NameOf(string country, string language) => new RegionInfo($"{language}-{country}").NativeName;

    private static Dictionary<string, Country> Load()
    {
        using var table = typeof(Countries).Assembly.GetManifestResourceStream("countries.tsv")!;
        using var reader = new StreamReader(table);
        var countries = new Dictionary<string, Country>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var code, var currency, var zone]) countries[code] = new Country(code, Currencies.Exists(currency) ? currency : "USD", zone);
        }

        return countries;
    }
}
