namespace Tandem.Core.Localization;

/// <summary>A language of the product with what follows from it.</summary>
/// <param name="Code">ISO 639-1.</param>
/// <param name="OwnName">As its speakers write it, with a capital where a list wants one.</param>
/// <param name="IsRightToLeft">Direction of the script.</param>
/// <param name="Calendar">The calendar of a person who has chosen none.</param>
/// <param name="FirstDay">First day of the week.</param>
public sealed record Language(string Code, string OwnName, bool IsRightToLeft, CalendarKind Calendar, DayOfWeek FirstDay)
{
    /// <summary><c>ltr</c> or <c>rtl</c>, the value of the HTML attribute.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";
}

/// <summary>The languages of the product.</summary>
public static class Languages
{
    public static readonly Language English = new("en", "English", false, CalendarKind.Gregorian, DayOfWeek.Monday);
    public static readonly Language Persian = new("fa", "فارسی", true, CalendarKind.Jalali, DayOfWeek.Saturday);
    public static readonly Language Russian = new("ru", "Русский", false, CalendarKind.Gregorian, DayOfWeek.Monday);
    public static readonly Language Vietnamese = new("vi", "Tiếng Việt", false, CalendarKind.Gregorian, DayOfWeek.Monday);

    public static IReadOnlyList<Language> All { get; } = [English, Persian, Russian, Vietnamese];

    /// <summary>The language of a tag such as <c>fa</c> or <c>fa-IR</c>; null when the product does not speak it.</summary>
    public static Language? Find(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag)) return null;
        var code = tag.AsSpan().Trim();
        var end = code.IndexOfAny('-', '_');
        if (end >= 0) code = code[..end];
        foreach (var language in All)
        {
            if (code.Equals(language.Code, StringComparison.OrdinalIgnoreCase)) return language;
        }

        return null;
    }

    /// <summary>The first spoken language among the tags of an <c>Accept-Language</c> header, in its order; null when there is none.</summary>
    public static Language? Accepted(string? header) =>
        header?.Split(',').Select(part => Find(part.Split(';')[0])).FirstOrDefault(language => language is not null);
}
