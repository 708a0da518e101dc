using System.Globalization;
using System.Text;
using Tandem.Platform.Import.Reading.Cards;

namespace Tandem.Platform.Import.Reading.Calendars;

/// <summary>The time zones that a calendar names: known by their name, or as the calendar itself describes them.</summary>
internal sealed class CalendarZones
{
    private const int MostZones = 1_000;

    private readonly Dictionary<string, TimeZoneInfo?> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (TimeSpan Standard, Observance? Begins, TimeSpan Daylight, Observance? DaylightBegins)> described = new(StringComparer.OrdinalIgnoreCase);

    private sealed record Observance(int Month, int Week, DayOfWeek Day, TimeSpan At);

    /// <summary>Reads the descriptions, wherever in the file they stand.</summary>
    public static CalendarZones Read(Stream file, Encoding encoding, ReadingLimits limits)
    {
        file.Position = 0;
        var zones = new CalendarZones();
        using var lines = new ContentLines(FileEncoding.Open(file, encoding), limits);
        List<ContentLine>? zone = null;
        while (lines.Next() is { } line && zones.described.Count < MostZones)
        {
            if (line.Name == "BEGIN" && line.Text.Equals("VTIMEZONE", StringComparison.OrdinalIgnoreCase)) zone = [];
            else if (line.Name == "END" && line.Text.Equals("VTIMEZONE", StringComparison.OrdinalIgnoreCase) && zone is not null)
            {
                zones.Describe(zone);
                zone = null;
            }
            else if (zone?.Count < 500) zone.Add(line);
        }

        file.Position = 0;
        return zones;
    }

    /// <summary>The zone of a name; null when nobody knows it.</summary>
    public TimeZoneInfo? Find(string name)
    {
        if (known.TryGetValue(name, out var zone)) return zone;
        return known.Count < MostZones ? known[name] = Named(name) ?? Described(name) : Named(name);
    }

    private static TimeZoneInfo? Named(string name)
    {
        // Programs write America/New_York with a path of their own in front of it, or with other strokes.
        var steps = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] forms = [name, string.Join('/', steps.TakeLast(2)), string.Join('/', steps.TakeLast(3)), name.Replace('-', '/')];
        return forms.Where(form => form.Length > 0).Select(form => TimeZoneInfo.TryFindSystemTimeZoneById(form, out var zone) ? zone : null).FirstOrDefault(zone => zone is not null);
    }

    private TimeZoneInfo? Described(string name)
    {
        if (!described.TryGetValue(name, out var zone)) return null;
        try
        {
            if (zone is not { Begins: { } begins, DaylightBegins: { } daylight } || zone.Daylight == zone.Standard) return TimeZoneInfo.CreateCustomTimeZone(name, zone.Standard, name, name);
            var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, zone.Daylight - zone.Standard, Transition(daylight), Transition(begins));
            return TimeZoneInfo.CreateCustomTimeZone(name, zone.Standard, name, name, name, [rule]);
        }
        catch (ArgumentException)
        {
            return null; // no such place on earth
        }
    }

    private static TimeZoneInfo.TransitionTime Transition(Observance one) => TimeZoneInfo.TransitionTime.CreateFloatingDateRule(DateTime.MinValue.Date + one.At, one.Month, one.Week, one.Day);

    private void Describe(List<ContentLine> lines)
    {
        if (lines.Find(line => line.Name == "TZID")?.Text is not { Length: > 0 } name) return;
        (string Begun, TimeSpan Offset, Observance? When)? standard = null, daylight = null;
        List<ContentLine>? part = null;
        foreach (var line in lines)
        {
            if (line.Name == "BEGIN") part = [line];
            else if (line.Name != "END") part?.Add(line);
            else if (part is not null)
            {
                var one = (Begun: part.Find(each => each.Name == "DTSTART")?.Text ?? "", Offset: OffsetOf(part.Find(each => each.Name == "TZOFFSETTO")?.Text), When: WhenOf(part));
                // What began last is what holds now.
                if (part[0].Text.Equals("DAYLIGHT", StringComparison.OrdinalIgnoreCase))
                {
                    if (daylight is null || string.CompareOrdinal(one.Begun, daylight.Value.Begun) > 0) daylight = one;
                }
                else if (standard is null || string.CompareOrdinal(one.Begun, standard.Value.Begun) > 0)
                {
                    standard = one;
                }

                part = null;
            }
        }

        if ((standard ?? daylight) is not { } usual) return;
        described.TryAdd(name, (usual.Offset, standard?.When, daylight?.Offset ?? usual.Offset, daylight?.When));
    }

    /// <summary><c>-0430</c>.</summary>
    private static TimeSpan OffsetOf(string? text)
    {
        if (text is not { Length: >= 5 } || text[0] is not ('+' or '-') || !int.TryParse(text.AsSpan(1, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var clock)) return TimeSpan.Zero;
        var offset = new TimeSpan(clock / 100, clock % 100, 0);
        return text[0] == '-' ? -offset : offset;
    }

    /// <summary>From <c>FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10</c>; other rules are not followed.</summary>
    private static Observance? WhenOf(List<ContentLine> part)
    {
        if (part.Find(line => line.Name == "RRULE")?.Text.ToUpperInvariant() is not { } rule) return null;
        var words = rule.Split(';').Select(word => word.Split('=')).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!words.TryGetValue("BYMONTH", out var byMonth) || !int.TryParse(byMonth, NumberStyles.None, CultureInfo.InvariantCulture, out var month) || month is < 1 or > 12) return null;
        if (!words.TryGetValue("BYDAY", out var byDay) || byDay.Length < 3 || !int.TryParse(byDay.AsSpan(0, byDay.Length - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var week)) return null;
        var day = Array.IndexOf(["SU", "MO", "TU", "WE", "TH", "FR", "SA"], byDay[^2..]);
        if (day < 0 || week is 0 or < -1 or > 5) return null;
        var start = part.Find(line => line.Name == "DTSTART")?.Text ?? "";
        var at = start.Length >= 15 && TimeOnly.TryParseExact(start.AsSpan(9, 6), "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? clock.ToTimeSpan() : TimeSpan.FromHours(2);
        return new Observance(month, week == -1 ? 5 : week, (DayOfWeek)day, at);
    }
}
