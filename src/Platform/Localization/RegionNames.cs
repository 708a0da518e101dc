using System.Collections.Concurrent;

namespace Tandem.Platform.Localization;

/// <summary>Names of countries and languages in the languages of the product. Source: Unicode CLDR 45 (Unicode License v3).</summary>
public static class RegionNames
{
    private static readonly ConcurrentDictionary<string, Names> ByLanguage = new(StringComparer.Ordinal);

    public static string Country(string language, string code) => Of(language).Countries.GetValueOrDefault(code, code);

    public static string Language(string language, string code) => Of(language).Languages.GetValueOrDefault(code, code);

    /// <summary>Codes and names in the order of the names.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Countries(string language) => Of(language).SortedCountries;

    public static IReadOnlyList<KeyValuePair<string, string>> AllLanguages(string language) => Of(language).SortedLanguages;

    /// <summary>IANA time zones with their offset now, westernmost first.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> TimeZones(DateTimeOffset now) =>
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.Id.Contains('/', StringComparison.Ordinal) && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal))
            .Select(zone => (zone.Id, Offset: zone.GetUtcOffset(now))).OrderBy(zone => zone.Offset).ThenBy(zone => zone.Id, StringComparer.Ordinal)
            .Select(zone => KeyValuePair.Create(zone.Id, $"{zone.Id.Replace('_', ' ')} (UTC{(zone.Offset < TimeSpan.Zero ? '−' : '+')}{zone.Offset:hh\\:mm})")),
    ];

    private static Names Of(string language) => ByLanguage.GetOrAdd(language, static code =>
    {
        using var stream = typeof(RegionNames).Assembly.GetManifestResourceStream($"Names.{(Core.Localization.Languages.Find(code) ?? Core.Localization.Languages.English).Code}.tsv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToLookup(parts => parts[0], parts => KeyValuePair.Create(parts[1], parts[2].Trim()));
        IReadOnlyList<KeyValuePair<string, string>> Sorted(string kind) => [.. lines[kind].OrderBy(pair => Core.Text.SortKeys.Of(pair.Value, code), StringComparer.Ordinal)];
        return new Names(lines["country"].ToDictionary(StringComparer.Ordinal), lines["language"].ToDictionary(StringComparer.Ordinal), Sorted("country"), Sorted("language"));
    });

    private sealed record Names(Dictionary<string, string> Countries, Dictionary<string, string> Languages,
        IReadOnlyList<KeyValuePair<string, string>> SortedCountries, IReadOnlyList<KeyValuePair<string, string>> SortedLanguages);
}
