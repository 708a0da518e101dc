using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Core.Finance;

namespace Tandem.Platform.Api;

/// <summary>
/// Money as the API speaks of it everywhere: <c>{"amount": "12.50", "currency": "EUR"}</c>, the amount a text so that no program rounds it.
/// A plain number or a missing currency is read as money whose <see cref="Money.Currency"/> is empty: the use case knows which one is meant.
/// </summary>
internal sealed class MoneyJson : JsonConverter<Money>
{
    public static void Write(Utf8JsonWriter writer, Money value)
    {
        var digits = Math.Max(Currencies.DigitsOf(value.Currency), value.Amount.Scale); // prices may be finer than the currency's coins
        var text = value.Amount.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        while (digits-- > Currencies.DigitsOf(value.Currency) && text[^1] == '0') text = text[..^1];
        writer.WriteStartObject();
        writer.WriteString("amount"u8, text.TrimEnd('.'));
        writer.WriteString("currency"u8, value.Currency);
        writer.WriteEndObject();
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => Write(writer, value);

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var given = json.RootElement;
        if (given.ValueKind != JsonValueKind.Object) return new Money(Number(given), "");
        if (!given.TryGetProperty("amount", out var amount)) throw new JsonException("Money has an amount.");
        if (!given.TryGetProperty("currency", out var currency) || currency.ValueKind == JsonValueKind.Null) return new Money(Number(amount), "");
        return new Money(Number(amount), currency.ValueKind == JsonValueKind.String ? currency.GetString()! : throw new JsonException("A currency is an ISO code."));
    }

    private static decimal Number(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(json.GetString(), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new JsonException("An amount is a number."),
    };
}
