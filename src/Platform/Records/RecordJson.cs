using System.Globalization;
using System.Text.Json;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Api;

namespace Tandem.Platform.Records;

/// <summary>Writes records in the form of the API, straight from the entity, field by field.</summary>
public static class RecordJson
{
    /// <summary>The member that holds the workspace's own fields.</summary>
    public const string Custom = "custom";

    public static void Write(Utf8JsonWriter json, RecordType type, IRecord record, IReadOnlySet<string>? only = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, record.Id);
        var custom = false;
        foreach (var field in type.Fields)
        {
            if (only is not null && !only.Contains(field.JsonName)) continue;
            if (field.IsCustom) custom = true;
            else WriteField(json, field, field.Read(record));
        }

        if (custom)
        {
            json.WriteStartObject(Custom);
            foreach (var field in type.Fields)
                if (field.IsCustom && (only is null || only.Contains(field.JsonName))) WriteField(json, field, field.Read(record));
            json.WriteEndObject();
        }

        json.WriteNumber("version"u8, record.Version);
        json.WriteEndObject();
    }

    internal static void WriteField(Utf8JsonWriter json, Field field, object? value)
    {
        json.WritePropertyName(field.JsonName);
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case Guid id: json.WriteStringValue(id); break;
            case int whole: json.WriteNumberValue(whole); break;
            case decimal number: json.WriteNumberValue(number); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at: json.WriteStringValue(at.UtcDateTime); break;
            case Money money: MoneyJson.Write(json, money); break;
            case IEnumerable<ContactPoint> points: WritePoints(json, points); break;
            case IEnumerable<string> texts: WriteTexts(json, texts); break;
            default: throw new InvalidOperationException($"{field.Name} gave a {value.GetType().Name}.");
        }
    }

    private static void WritePoints(Utf8JsonWriter json, IEnumerable<ContactPoint> points)
    {
        json.WriteStartArray();
        foreach (var point in points)
        {
            json.WriteStartObject();
            json.WriteString("value"u8, point.Value);
            json.WriteString("label"u8, point.Label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
