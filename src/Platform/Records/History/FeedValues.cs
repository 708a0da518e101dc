using System.Text.Json;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.History;

/// <summary>Values of fields as the change feed keeps them: as they are stored, which for an amount is its number without the currency beside it.</summary>
public static class FeedValues
{
    /// <summary>For people to read; an amount without its currency is a number.</summary>
    public static object? Shown(Field field, JsonElement stored) => stored.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when field.Kind == FieldKind.Integer => stored.GetInt32(),
        JsonValueKind.Number => stored.GetDecimal(),
        JsonValueKind.Object when field.Kind == FieldKind.Money => stored.Deserialize<Money>(JsonForms.Stored),
        JsonValueKind.Array => stored.EnumerateArray().Select(Item).ToList(),
        JsonValueKind.String when field.Kind == FieldKind.Reference && stored.TryGetGuid(out var id) => id,
        JsonValueKind.String when field.Kind == FieldKind.Date && DateOnly.TryParseExact(stored.GetString(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) => day,
        JsonValueKind.String when field.Kind is FieldKind.Date or FieldKind.Instant && stored.TryGetDateTimeOffset(out var at) => at,
        _ => stored.ToString(),
    };

    /// <summary>To be written again. What has two columns takes the other one from the same change, else from the record as it is.</summary>
    /// <param name="change">The data of the change: each field with what was before and after.</param>
    /// <param name="now">The field's present value.</param>
    public static object? Before(Field field, JsonElement change, object? now, ReadingContext context)
    {
        var before = change.GetProperty(field.Name)[0];
        if (field.Kind == FieldKind.Money && before.ValueKind == JsonValueKind.Number)
        {
            var beside = (field.CurrencyOf?.Body as System.Linq.Expressions.MemberExpression)?.Member.Name ?? "currency";
            var currency = change.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(beside), out var code) && code[0].ValueKind == JsonValueKind.String ? code[0].GetString()! : (now as Money?)?.Currency ?? context.Currency;
            return FieldChecks.Amount(field, before.GetDecimal(), currency);
        }

        if (field.Kind is not (FieldKind.Emails or FieldKind.Phones) || before.ValueKind != JsonValueKind.Array) return JsonValues.Read(field, before, context);
        var labels = (now as IEnumerable<ContactPoint> ?? []).Where(point => point.Label is not null).DistinctBy(point => point.Value).ToDictionary(point => point.Value, point => point.Label, StringComparer.Ordinal);
        return before.EnumerateArray().Select(Item).Select(value => new ContactPoint(value, labels.GetValueOrDefault(value))).ToList();
    }

    private static string Item(JsonElement item) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("value", out var value) ? value.ToString() : item.ToString();
}
