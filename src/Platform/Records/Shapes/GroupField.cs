using System.Globalization;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Shapes;

/// <summary>Which fields make groups, boards, calendars and sums, and what a group is called and means.</summary>
internal static class GroupField
{
    /// <summary>Key of the group of records that have no value.</summary>
    public const string None = "-";

    /// <summary>Key of the months before those that are told apart.</summary>
    public const string Earlier = "<";

    public static bool MakesGroups(Field field) => field.Kind is FieldKind.YesNo or FieldKind.Country or FieldKind.Language or FieldKind.Currency || IsDay(field) || MakesColumns(field) || (field.Kind == FieldKind.Reference && field.ReferenceTo is not null);

    public static bool MakesColumns(Field field) => field.Kind == FieldKind.Choice && field.Choices.Count > 0;

    public static bool IsDay(Field field) => field.Kind is FieldKind.Date or FieldKind.Instant;

    /// <summary>A number that can be added up; shares and years cannot.</summary>
    public static bool AddsUp(Field field) => field.Kind is FieldKind.Money or FieldKind.Decimal or FieldKind.Integer && !field.Year;

    /// <summary>Month of a day, in the calendar of its reader.</summary>
    public static string KeyOf(DateOnly day, CalendarKind calendar)
    {
        var parts = calendar.PartsOf(day);
        return string.Create(CultureInfo.InvariantCulture, $"{parts.Year:0000}-{parts.Month:00}");
    }

    public static bool TryMonth(string? key, CalendarKind calendar, out (int Year, int Month) month)
    {
        month = default;
        if (key?.Split('-') is not [var year, var number] || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var m)) return false;
        month = (y, m);
        return y is > 1200 and < 2400 && calendar.TryDate(y, m, 1, out _);
    }

    /// <summary>The first day of a month and its last one.</summary>
    public static (DateOnly First, DateOnly Last) DaysOf((int Year, int Month) month, CalendarKind calendar)
    {
        var first = calendar.Date(month.Year, month.Month, 1);
        return (first, first.AddDays(calendar.DaysInMonth(month.Year, month.Month) - 1));
    }

    /// <summary>What a group means, in the filter language.</summary>
    public static string Condition(Field field, string key, CalendarKind calendar) => key switch
    {
        None => $"{field.Name} is empty",
        _ when key.StartsWith(Earlier, StringComparison.Ordinal) && TryMonth(key[1..], calendar, out var first) => $"{field.Name} before {Iso(DaysOf(first, calendar).First)}",
        _ when IsDay(field) && TryMonth(key, calendar, out var month) => Between(field, DaysOf(month, calendar)),
        _ when field.Kind == FieldKind.YesNo => $"{field.Name} = {key}",
        _ => $"{field.Name} = {Filter.Quote(key)}",
    };

    public static string Between(Field field, (DateOnly First, DateOnly Last) days) => $"{field.Name} between {Iso(days.First)} and {Iso(days.Last)}";

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Label(Field field, string key, Locale locale, IReadOnlyDictionary<Guid, RecordName> names) => key switch
    {
        None => locale.T("shape.none"),
        _ when key.StartsWith(Earlier, StringComparison.Ordinal) && TryMonth(key[1..], locale.Calendar, out var first) => locale.T("shape.earlier", ("month", locale.MonthTitle(locale.Calendar, first.Year, first.Month))),
        _ when IsDay(field) && TryMonth(key, locale.Calendar, out var month) => locale.MonthTitle(locale.Calendar, month.Year, month.Month),
        _ when field.Kind == FieldKind.YesNo => locale.T("record." + key),
        _ when field.Kind == FieldKind.Reference && Guid.TryParse(key, out var id) => FieldText.Shown(field, id, locale, names) ?? key,
        _ => FieldText.Shown(field, key, locale, names) ?? key,
    };
}
