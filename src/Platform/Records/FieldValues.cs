using System.Globalization;
using System.Text.Json;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Core.Text;

namespace Tandem.Platform.Records;

/// <summary>Values for fields of one record type, each already of its kind's CLR type. Made from JSON, a form or a row of an import.</summary>
public sealed class FieldValues(RecordType type)
{
    private readonly Dictionary<Field, object?> values = [];
    private readonly List<Refused> refusals = [];

    public RecordType Type => type;

    public IReadOnlyDictionary<Field, object?> All => values;

    public bool Has(string field) => type.Find(field) is { } known && values.ContainsKey(known);

    public object? this[string field]
    {
        get => values.GetValueOrDefault(type.Find(field)!);
        set => values[type.Find(field)!] = value;
    }

    /// <summary>Throws all refusals that reading gave, as one.</summary>
    public void ThrowRefusals() => Refused.ThrowAny(refusals);

    /// <summary>Reads the members of a JSON object. Unknown members and wrong types are refused by name.</summary>
    public static FieldValues FromJson(RecordType type, JsonElement json, ReadingContext context)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new Refused(RecordRefusals.WrongType, ("field", ""), ("expected", "object"));
        var read = new FieldValues(type);
        read.Members(json, context);
        read.ThrowRefusals();
        return read;
    }

    /// <summary>Reads texts as people type them, in the reader's language. Fields that are not named stay as they are.</summary>
    public static FieldValues FromTexts(RecordType type, IEnumerable<KeyValuePair<string, string?>> texts, ReadingContext context)
    {
        var read = new FieldValues(type);
        foreach (var (name, text) in texts)
            if (type.FindByJson(name) is { } field) read.Read(field, () => TextValues.Read(field, text, context));
        read.ThrowRefusals();
        return read;
    }

    /// <summary>One value as people type it, or as an address carries it.</summary>
    internal static object? One(Field field, string? text, ReadingContext context) => TextValues.Read(field, text, context);

    /// <summary>Fields of the workspace's own stand under <c>custom</c>, as they are answered, or beside the others.</summary>
    private void Members(JsonElement json, ReadingContext context)
    {
        foreach (var member in json.EnumerateObject())
        {
            var field = type.FindByJson(member.Name);
            if (field is not null) Read(field, () => JsonValues.Read(field, member.Value, context));
            else if (member is { Name: RecordJson.Custom, Value.ValueKind: JsonValueKind.Object }) Members(member.Value, context);
            else refusals.Add(Refused.On(member.Name, RecordRefusals.UnknownField, ("field", member.Name)));
        }
    }

    private void Read(Field field, Func<object?> reading)
    {
        try
        {
            values[field] = reading();
        }
        catch (Refused refused)
        {
            refusals.AddRange(refused.All);
        }
    }
}

/// <summary>What reading depends on.</summary>
/// <param name="Currency">Of amounts that name none.</param>
/// <param name="Country">ISO alpha-2: of phone numbers that name none.</param>
/// <param name="Locale">How people write numbers and dates; null reads only the form of the API.</param>
public sealed record ReadingContext(string Currency, string? Country, Core.Localization.Locale? Locale = null);

/// <summary>Checks that a value of any origin fits its field.</summary>
internal static class FieldChecks
{
    public static string? Text(Field field, string? text)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        if (trimmed.Length > field.MaxLength) throw Refused.On(field.JsonName, RecordRefusals.TooLong, ("field", field.Name), ("max", field.MaxLength));
        if (trimmed.Contains('\0', StringComparison.Ordinal)) throw WrongType(field, "text");
        return trimmed;
    }

    public static Refused WrongType(Field field, string expected) =>
        Refused.On(field.JsonName, RecordRefusals.WrongType, ("field", field.Name), ("expected", expected));

    public static string? Choice(Field field, string? key)
    {
        if (string.IsNullOrEmpty(key)) return null;
        return field.Choices.Any(choice => choice.Key == key) ? key
            : throw Refused.On(field.JsonName, RecordRefusals.UnknownChoice, ("field", field.Name), ("value", key));
    }

    /// <summary>The stored form of texts with a stricter form.</summary>
    public static string? Strict(Field field, string? text, ReadingContext context)
    {
        if (Text(field, text) is not { } given) return null;
        switch (field.Kind)
        {
            case FieldKind.Email:
                return EmailAddresses.TryNormalise(given, out var address) ? address : throw WrongType(field, "email");
            case FieldKind.Phone:
                return PhoneNumbers.Normalise(given, context.Country).Value is { Length: > 0 } number ? number : throw WrongType(field, "phone");
            case FieldKind.Url:
                var complete = given.Contains("://", StringComparison.Ordinal) ? given : "https://" + given;
                return Uri.TryCreate(complete, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? complete : throw WrongType(field, "url");
            case FieldKind.Currency:
                return Currencies.Exists(given.ToUpperInvariant()) ? given.ToUpperInvariant() : throw WrongType(field, "currency");
            case FieldKind.Country:
                return given.Length == 2 && given.All(char.IsAsciiLetter) ? given.ToUpperInvariant() : throw WrongType(field, "country");
            case FieldKind.TimeZone:
                return TimeZoneInfo.TryFindSystemTimeZoneById(given, out _) ? given : throw WrongType(field, "time zone");
            default:
                return given;
        }
    }

    /// <summary>An address or number with its label; null when there is none.</summary>
    public static ContactPoint? Point(Field field, string? value, string? label, ReadingContext context)
    {
        if (Text(field, value) is not { } given) return null;
        var name = string.IsNullOrWhiteSpace(label) ? null : label.Trim();
        if (name?.Length > ContactPoint.MaxLabelLength) throw Refused.On(field.JsonName, RecordRefusals.TooLong, ("field", field.Name), ("max", ContactPoint.MaxLabelLength));
        if (field.Kind == FieldKind.Emails) return EmailAddresses.TryNormalise(given, out var address) ? new ContactPoint(address, name) : throw WrongType(field, "email");
        return PhoneNumbers.Normalise(given, context.Country).Value is { Length: > 0 } number ? new ContactPoint(number, name) : throw WrongType(field, "phone");
    }

    public static Money Amount(Field field, decimal amount, string currency)
    {
        if (!Currencies.Exists(currency)) throw Refused.On(field.JsonName, RecordRefusals.WrongType, ("field", field.Name), ("expected", "currency"));
        if (Math.Abs(amount) > Money.Max) throw Refused.On(field.JsonName, RecordRefusals.TooLong, ("field", field.Name), ("max", Money.Max));
        return new Money(amount, currency).Rounded();
    }

    public static decimal? Decimal(Field field, decimal? value) =>
        value is { } given && Math.Abs(given) > Money.Max ? throw Refused.On(field.JsonName, RecordRefusals.TooLong, ("field", field.Name), ("max", Money.Max)) : value;
}

/// <summary>Values in the form of the API.</summary>
internal static class JsonValues
{
    public static object? Read(Field field, JsonElement json, ReadingContext context)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        return field.Kind switch
        {
            FieldKind.Text or FieldKind.LongText => FieldChecks.Text(field, String(field, json)),
            FieldKind.Choice => FieldChecks.Choice(field, String(field, json)),
            FieldKind.Integer => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var whole) ? whole : throw FieldChecks.WrongType(field, "integer"),
            FieldKind.Decimal or FieldKind.Percent => FieldChecks.Decimal(field, Number(field, json)),
            FieldKind.Money => Amount(field, json, context),
            FieldKind.Date => DateOnly.TryParseExact(String(field, json), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw FieldChecks.WrongType(field, "date"),
            FieldKind.Instant => DateTimeOffset.TryParse(String(field, json), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : throw FieldChecks.WrongType(field, "time"),
            FieldKind.YesNo => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw FieldChecks.WrongType(field, "boolean"),
            FieldKind.Tags => Texts(field, json),
            FieldKind.SeveralChoices => Texts(field, json).ConvertAll(key => FieldChecks.Choice(field, key)!),
            FieldKind.Emails or FieldKind.Phones => Points(field, json, context),
            FieldKind.Reference => Ids.TryParse(String(field, json), out var id) ? id : throw FieldChecks.WrongType(field, "id"),
            _ => FieldChecks.Strict(field, String(field, json), context),
        };
    }

    private static string String(Field field, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String) throw FieldChecks.WrongType(field, "text");
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw FieldChecks.WrongType(field, "text"); // half of a pair of surrogates is no letter
        }
    }

    private static decimal Number(Field field, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(String(field, json), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw FieldChecks.WrongType(field, "number"),
    };

    private static Money Amount(Field field, JsonElement json, ReadingContext context)
    {
        if (json.ValueKind != JsonValueKind.Object) return FieldChecks.Amount(field, Number(field, json), context.Currency);
        if (!json.TryGetProperty("amount", out var amount)) throw FieldChecks.WrongType(field, "money");
        var currency = json.TryGetProperty("currency", out var code) ? String(field, code) : context.Currency;
        return FieldChecks.Amount(field, Number(field, amount), currency);
    }

    /// <summary>A list of texts or of <c>{"value", "label"}</c>.</summary>
    private static List<ContactPoint> Points(Field field, JsonElement json, ReadingContext context)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > ContactPoint.Most) throw FieldChecks.WrongType(field, "list");
        var points = new List<ContactPoint>();
        foreach (var item in json.EnumerateArray())
        {
            var given = item.ValueKind != JsonValueKind.Object ? String(field, item) : item.TryGetProperty("value", out var value) ? String(field, value) : throw FieldChecks.WrongType(field, "list");
            var label = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("label", out var said) && said.ValueKind != JsonValueKind.Null ? String(field, said) : null;
            if (FieldChecks.Point(field, given, label, context) is { } point) points.Add(point);
        }

        return points;
    }

    private static List<string> Texts(Field field, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() > 100) throw FieldChecks.WrongType(field, "list of texts");
        return [.. json.EnumerateArray().Select(item => FieldChecks.Text(field, String(field, item))).OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>Values as people type them.</summary>
internal static class TextValues
{
    public static object? Read(Field field, string? text, ReadingContext context)
    {
        var given = text?.Trim();
        if (string.IsNullOrEmpty(given)) return field.Kind is FieldKind.Tags or FieldKind.SeveralChoices ? new List<string>() : null;
        return field.Kind switch
        {
            FieldKind.Text or FieldKind.LongText => FieldChecks.Text(field, given),
            FieldKind.Choice => FieldChecks.Choice(field, given),
            FieldKind.Integer => Number(field, given, context) is var whole && whole == decimal.Truncate(whole) && Math.Abs(whole) <= int.MaxValue ? (int)whole : throw FieldChecks.WrongType(field, "integer"),
            FieldKind.Decimal => FieldChecks.Decimal(field, Number(field, given, context)),
            FieldKind.Percent => FieldChecks.Decimal(field, Number(field, given.TrimEnd('%', '٪', ' '), context) / 100m),
            FieldKind.Money => Amount(field, given, context),
            FieldKind.Date => Day(field, given, context),
            FieldKind.Instant => DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : throw FieldChecks.WrongType(field, "time"),
            FieldKind.YesNo => given is "true" or "on" or "1" or "yes",
            FieldKind.SeveralChoices => given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(key => FieldChecks.Choice(field, key)!).ToList(),
            FieldKind.Tags => given.Split([',', '،', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(tag => FieldChecks.Text(field, tag)!).Distinct(StringComparer.Ordinal).Take(100).ToList(),
            FieldKind.Reference => Ids.TryParse(given, out var id) ? id : throw FieldChecks.WrongType(field, "id"),
            FieldKind.Emails or FieldKind.Phones => Points(field, given, context),
            _ => FieldChecks.Strict(field, given, context),
        };
    }

    /// <summary>One a line, or separated by commas or semicolons; a label follows its value after a tab.</summary>
    private static List<ContactPoint> Points(Field field, string text, ReadingContext context) =>
    [
        .. text.Split(['\n', '\r', ',', '،', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2)).Select(parts => FieldChecks.Point(field, parts[0], parts.ElementAtOrDefault(1), context)).OfType<ContactPoint>().Take(ContactPoint.Most),
    ];

    private static decimal Number(Field field, string text, ReadingContext context)
    {
        if (context.Locale is { } locale && locale.TryParseDecimal(text, out var local)) return local;
        return decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var plain) ? plain : throw FieldChecks.WrongType(field, "number");
    }

    private static DateOnly Day(Field field, string text, ReadingContext context)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return iso;
        return context.Locale is { } locale && locale.TryParseDate(text, out var day) ? day : throw FieldChecks.WrongType(field, "date");
    }

    /// <summary>"12.50", "12.50 EUR" or "EUR 12.50".</summary>
    private static Money Amount(Field field, string text, ReadingContext context)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = parts.FirstOrDefault(part => Currencies.Exists(part.ToUpperInvariant()));
        var number = string.Join(' ', parts.Where(part => part != code));
        return FieldChecks.Amount(field, Number(field, number, context), code?.ToUpperInvariant() ?? context.Currency);
    }
}
