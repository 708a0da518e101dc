using System.Globalization;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Localization;

namespace Tandem.Platform.Records.Pages;

/// <summary>Values of fields as a person reads them, and as inputs take them back.</summary>
public static class FieldText
{
    /// <summary>For cells and facts; null where there is no value.</summary>
    public static string? Shown(Field field, object? value, Locale locale, IReadOnlyDictionary<Guid, RecordName> names) => value switch
    {
        null or "" => null,
        Guid id => names.TryGetValue(id, out var name) ? name.Title : locale.T("record.hidden"),
        string code when field.Kind == FieldKind.Choice => ChoiceLabel(field, code, locale),
        string code when field.Kind == FieldKind.Country => RegionNames.Country(locale.Language.Code, code),
        string code when field.Kind == FieldKind.Language => RegionNames.Language(locale.Language.Code, code),
        string zone when field.Kind == FieldKind.TimeZone => zone.Replace('_', ' '),
        string text when field.Kind == FieldKind.Url => text.Replace("https://", "", StringComparison.Ordinal).Replace("http://", "", StringComparison.Ordinal).TrimEnd('/'),
        string phone when field.Kind == FieldKind.Phone => locale.Phone(phone),
        string text => text,
        int year when field.Year => locale.Plain(year),
        int number => locale.Number(number),
        decimal share when field.Kind == FieldKind.Percent => locale.Percent(share),
        decimal number => locale.Number(number),
        Money money => locale.Money(money),
        DateOnly day => locale.Date(day),
        DateTimeOffset at => locale.DateTime(at),
        bool yes => locale.T(yes ? "record.yes" : "record.no"),
        IEnumerable<ContactPoint> points => string.Join(locale.T("list.separator"), points.Select(point => field.Kind == FieldKind.Phones ? locale.Phone(point.Value) : point.Value)) is { Length: > 0 } all ? all : null,
        IEnumerable<string> keys when field.Kind == FieldKind.SeveralChoices => string.Join(locale.T("list.separator"), keys.Select(key => ChoiceLabel(field, key, locale))) is { Length: > 0 } all ? all : null,
        IEnumerable<string> texts => string.Join(locale.T("list.separator"), texts) is { Length: > 0 } all ? all : null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    public static string ChoiceLabel(Field field, string key, Locale locale) =>
        field.Choices.FirstOrDefault(choice => choice.Key == key) is { } choice ? choice.LabelIsText ? choice.Label : locale.T(choice.Label) : key;

    public static bool IsNumber(Field field) => field.Kind is FieldKind.Integer or FieldKind.Decimal or FieldKind.Money or FieldKind.Percent;

    /// <summary>Kinds whose value a reader still knows by its beginning; half a date or a phone number says nothing.</summary>
    public static bool IsWords(Field field) => !IsNumber(field) && field.Kind is not (FieldKind.Date or FieldKind.Instant or FieldKind.Phone or FieldKind.YesNo);

    /// <summary>Kinds whose value is written from left to right in every language.</summary>
    public static bool IsCode(Field field) => field.Kind is FieldKind.Email or FieldKind.Phone or FieldKind.Url or FieldKind.Emails or FieldKind.Phones or FieldKind.TimeZone;
}
