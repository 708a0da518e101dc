namespace Tandem.Platform.Localization;

/// <summary>The time zones that people choose from: IANA names of places, by continent.</summary>
public static class TimeZones
{
    private static readonly HashSet<string> Continents = new(StringComparer.Ordinal)
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    };

    /// <summary>Sorted; <c>UTC</c> first.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["UTC", .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => Continents.Contains(id.Split('/')[0]) && id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The place alone: Berlin of Europe/Berlin.</summary>
    public static string Place(string id) => id.Contains('/', StringComparison.Ordinal) ? id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ') : id;

    /// <summary>The distance from UTC at a time, as +03:30.</summary>
    public static string Offset(string id, DateTimeOffset at)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return "";
        var offset = zone.GetUtcOffset(at);
        return (offset < TimeSpan.Zero ? "\u2212" : "+") + offset.ToString("hh\\:mm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
