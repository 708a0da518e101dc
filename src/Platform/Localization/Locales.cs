using Tandem.Core.Localization;
using Tandem.Platform.Fields;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Localization;

/// <summary>Makes the locale of a person: their own choices, else the workspace's, else what the browser asks for.</summary>
public sealed class Locales(TextCatalog texts, TimeProvider clock)
{
    public Locale Of(Workspace? workspace, string? language, string? calendar, string? timeZone, KnownTypes? types = null)
    {
        var spoken = Languages.Find(language) ?? Languages.Find(workspace?.Language) ?? Languages.English;
        var zone = Zone(timeZone) ?? Zone(workspace?.TimeZone) ?? TimeZoneInfo.Utc;
        var kind = (calendar ?? (language is null ? workspace?.Calendar : null)) switch
        {
            "jalali" => CalendarKind.Jalali,
            "gregorian" => CalendarKind.Gregorian,
            _ => spoken.Calendar,
        };
        return new Locale(spoken, types?.TextsOf(texts.For(spoken.Code)) ?? texts.For(spoken.Code), zone, kind, workspace?.Currency ?? "EUR", clock);
    }

    private static TimeZoneInfo? Zone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
