using System.Globalization;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Running;

/// <summary>Reads single cells into the types of fields.</summary>
/// <param name="currency">Of amounts that name none.</param>
/// <param name="country">Of phone numbers that name none.</param>
/// <param name="zone">Of times without an offset.</param>
/// <param name="isPreview">Whether choices that will be made are taken as if they were there.</param>
internal sealed class CellReader(string currency, string? country, TimeZoneInfo zone, TextCatalog texts, bool isPreview)
{
    private readonly Dictionary<ImportField, Dictionary<string, string>> choices = [];

    /// <summary>The value; null for an empty cell. Throws <see cref="Refused"/> naming the field.</summary>
    /// <param name="given">Currency of an amount, where another column says so.</param>
    /// <param name="place">Country of phone numbers, where the row says so.</param>
    public object? Read(ImportField field, ColumnPlan column, string text, string? given = null, string? place = null)
    {
        if (text.Length == 0) return null;
        return field.Kind switch
        {
            FieldKind.Integer => Whole(field, column, text),
            FieldKind.Decimal => Limited(field, Number(field, column, text).Value * column.Scale),
            FieldKind.Percent => Share(field, Number(field, column, text), column),
            FieldKind.Money => Amount(field, column, text, given),
            FieldKind.Date => Dates.SaysNothing(text) ? null : Day(field, column, text).Day,
            FieldKind.Instant => Dates.SaysNothing(text) ? null : Moment(field, column, text),
            FieldKind.YesNo => YesNo.TryRead(text, out var yes) ? yes : throw Wrong(field, ImportRefusals.NotYesOrNo, text),
            FieldKind.Choice => Choice(field, column, text),
            FieldKind.SeveralChoices => CellValues.Split(text).Select(one => Choice(field, column, one)).OfType<string>().Distinct(StringComparer.Ordinal).ToList(),
            FieldKind.Tags => CellValues.Split(text).Where(tag => !CellValues.IsGroupOfAll(tag)).Distinct(StringComparer.Ordinal).Take(100).ToList(),
            FieldKind.Email => EmailAddresses.TryNormalise(text, out var address) ? address : throw Wrong(field, ImportRefusals.NotAnEmail, text),
            FieldKind.Phone => PhoneNumbers.Normalise(text, place ?? country).Value is { Length: > 0 } number ? number : throw Wrong(field, RecordRefusals.WrongType, text, ("expected", "phone")),
            FieldKind.Country => Countries.Find(text)?.Code, // an unknown one is a doubt of the plan and stays empty
            FieldKind.Currency => Currencies.Exists(text.ToUpperInvariant()) ? text.ToUpperInvariant() : throw Wrong(field, RecordRefusals.WrongType, text, ("expected", "currency")),
            FieldKind.Emails => Points(text, one => EmailAddresses.TryNormalise(one, out var each) ? each : throw Wrong(field, ImportRefusals.NotAnEmail, one)),
            FieldKind.Phones => Points(text, one => PhoneNumbers.Normalise(one, place ?? country).Value is { Length: > 0 } each ? each : throw Wrong(field, RecordRefusals.WrongType, one, ("expected", "phone"))),
            FieldKind.Url => Url(field, text),
            FieldKind.TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) ? text : throw Wrong(field, RecordRefusals.WrongType, text, ("expected", "time zone")),
            _ => text.Length <= field.MaxLength ? text : throw Refused.On(field.Name, RecordRefusals.TooLong, ("field", field.Name), ("max", field.MaxLength)),
        };
    }

    private static WrittenNumber Number(ImportField field, ColumnPlan column, string text) =>
        Numbers.TryRead(text, column.Mark ?? DecimalMark.Point, out var number) ? number : throw Wrong(field, ImportRefusals.NotANumber, text);

    private static int Whole(ImportField field, ColumnPlan column, string text)
    {
        var value = Number(field, column, text).Value * column.Scale;
        return value == decimal.Truncate(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw Wrong(field, RecordRefusals.WrongType, text, ("expected", "integer"));
    }

    private static decimal Limited(ImportField field, decimal value) =>
        Math.Abs(value) <= Money.Max ? value : throw Refused.On(field.Name, RecordRefusals.TooLong, ("field", field.Name), ("max", Money.Max));

    private static decimal Share(ImportField field, WrittenNumber number, ColumnPlan column)
    {
        var share = number.Value * column.Scale;
        return Limited(field, number.IsPercent || share > 1m ? share / 100m : share);
    }

    private Money Amount(ImportField field, ColumnPlan column, string text, string? given)
    {
        var number = Number(field, column, text);
        return new Money(Limited(field, number.Value * column.Scale), given ?? number.Currency ?? column.Currency ?? currency).Rounded();
    }

    private static (DateOnly Day, TimeSpan Time) Day(ImportField field, ColumnPlan column, string text) =>
        Dates.TryRead(text, column.Order ?? DateOrder.DayFirst, out var day, out var time) ? (day, time) : throw Wrong(field, ImportRefusals.NotADate, text);

    private DateTimeOffset Moment(ImportField field, ColumnPlan column, string text)
    {
        if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact)) return exact.ToUniversalTime();
        var (day, time) = Day(field, column, text);
        var local = day.ToDateTime(TimeOnly.FromTimeSpan(time));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string Url(ImportField field, string text)
    {
        var complete = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return Uri.TryCreate(complete, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? complete : throw Wrong(field, RecordRefusals.WrongType, text, ("expected", "url"));
    }

    private static List<ContactPoint> Points(string text, Func<string, string> read) =>
        [.. CellValues.Split(text).Select(read).Distinct(StringComparer.Ordinal).Take(ContactPoint.Most).Select(value => new ContactPoint(value))];

    /// <summary>The key of a choice; null for an unknown one that is to be left empty.</summary>
    private string? Choice(ImportField field, ColumnPlan column, string text)
    {
        if (!choices.TryGetValue(field, out var known)) choices[field] = known = ChoiceLabels.Of(field, texts);
        if (ChoiceLabels.Find(known, text) is { } key) return key;
        var decided = column.Doubts.Find(doubt => doubt.Value == text);
        if (decided?.Take is { } take && ChoiceLabels.Find(known, take) is { } meant) return meant;
        return decided?.Instead switch
        {
            UnknownValue.LeaveEmpty => null,
            // Made before the first row is written.
            UnknownValue.Create => isPreview ? text : null,
            _ => throw Refused.On(field.Name, RecordRefusals.UnknownChoice, ("field", field.Name), ("value", text)),
        };
    }


    private static Refused Wrong(ImportField field, string code, string text, params (string, object?)[] more) =>
        Refused.On(field.Name, code, [("field", field.Name), ("value", text.Length > 80 ? text[..80] + "…" : text), .. more]);
}
