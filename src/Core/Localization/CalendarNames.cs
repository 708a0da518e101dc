namespace Tandem.Core.Localization;

/// <summary>Names of months and days in one language, from the texts of Tandem.Core.</summary>
internal sealed class CalendarNames
{
    private readonly Dictionary<(CalendarKind, string), string[]> months = [];
    private readonly Dictionary<string, string[]> days = new(StringComparer.Ordinal);

    internal CalendarNames(Texts texts)
    {
        foreach (var calendar in Enum.GetValues<CalendarKind>())
        {
            foreach (var form in (string[])["alone", "long", "short"])
                months[(calendar, form)] = texts[$"calendar.months.{(calendar == CalendarKind.Gregorian ? "gregorian" : "jalali")}.{form}"].Split('|');
        }

        foreach (var form in (string[])["long", "short", "narrow"]) days[form] = texts[$"calendar.days.{form}"].Split('|');
    }

    /// <summary>As in a heading: «Август».</summary>
    internal string Alone(CalendarKind calendar, int month) => months[(calendar, "alone")][month - 1];

    /// <summary>As in a date: «августа».</summary>
    internal string Long(CalendarKind calendar, int month) => months[(calendar, "long")][month - 1];

    internal string Short(CalendarKind calendar, int month) => months[(calendar, "short")][month - 1];

    internal string Day(DayOfWeek day, string form) => days[form][(int)day];

    /// <summary>The calendar and month that a typed word names, in any of its forms; null for other words.</summary>
    internal (CalendarKind Calendar, int Month)? Find(string word)
    {
        foreach (var ((calendar, _), names) in months)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (string.Equals(names[i], word, StringComparison.OrdinalIgnoreCase))
                    return (calendar, i + 1);
            }
        }

        return null;
    }

    internal bool IsDay(string word) => days.Where(form => form.Key != "narrow").SelectMany(form => form.Value)
        .Any(name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
}
