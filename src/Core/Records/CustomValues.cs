using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tandem.Core.Records;

/// <summary>A record whose type takes fields of the workspace's own.</summary>
public interface ICustomizable
{
    /// <summary>Their values.</summary>
    CustomValues Custom { get; set; }
}

/// <summary>
/// The values of a record's custom fields under the stable keys of the fields, in the forms in which a database compares them: texts, whole numbers,
/// truths and lists of texts. It does not change: <c>With</c> gives another one. <see cref="CustomJson"/> reads values as fields do.
/// </summary>
public sealed class CustomValues : IEquatable<CustomValues>
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string json;
    private Dictionary<string, object>? parsed;

    private CustomValues(string json) => this.json = json;

    private CustomValues(Dictionary<string, object> values)
    {
        parsed = values;
        json = Write(values);
    }

    public static CustomValues None { get; } = new("{}");

    public bool IsEmpty => All.Count == 0;

    /// <summary>Keys and stored forms: <c>string</c>, <c>long</c>, <c>bool</c> or <c>List&lt;string&gt;</c>.</summary>
    public IReadOnlyDictionary<string, object> All => parsed ??= Read(json);

    /// <summary>The stored form of a value; null when there is none.</summary>
    public object? this[string key] => All.GetValueOrDefault(key);

    /// <summary>Takes over what a database column holds.</summary>
    public static CustomValues Parse(string json) => json.Length <= 2 ? None : new(json);

    /// <summary>The same values with one set, or with one less.</summary>
    /// <param name="key">Of the value.</param>
    /// <param name="value">In its stored form; null takes it away.</param>
    public CustomValues With(string key, object? value) => With([(key, value)]);

    /// <summary>The same values with some set, and those whose value is null taken away.</summary>
    public CustomValues With(params ReadOnlySpan<(string Key, object? Value)> values)
    {
        var next = new Dictionary<string, object>(All, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (value is null) next.Remove(key);
            else next[key] = value;
        }

        return next.Count == 0 ? None : new(next);
    }

    public bool Equals(CustomValues? other) => other is not null && (ReferenceEquals(this, other) || json == other.json
        || (All.Count == other.All.Count && All.All(pair => other.All.TryGetValue(pair.Key, out var value) && Same(pair.Value, value))));

    public override bool Equals(object? obj) => Equals(obj as CustomValues);

    public override int GetHashCode() => All.Keys.Aggregate(All.Count, (hash, key) => hash ^ key.GetHashCode(StringComparison.Ordinal));

    /// <summary>JSON, as the column holds it.</summary>
    public override string ToString() => json;

    /// <summary>Whether two stored forms are the same value.</summary>
    public static bool Same(object? a, object? b) => a is List<string> one && b is List<string> other ? one.SequenceEqual(other, StringComparer.Ordinal) : Equals(a, b);

    private static Dictionary<string, object> Read(string json)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            object? value = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number => member.Value.TryGetInt64(out var whole) ? whole : null,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Array => member.Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList(),
                _ => null,
            };
            if (value is not null) values[member.Name] = value;
        }

        return values;
    }

    private static string Write(Dictionary<string, object> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in values)
            {
                switch (value)
                {
                    case string text: writer.WriteString(key, text); break;
                    case long whole: writer.WriteNumber(key, whole); break;
                    case bool yes: writer.WriteBoolean(key, yes); break;
                    case List<string> texts:
                        writer.WriteStartArray(key);
                        foreach (var text in texts) writer.WriteStringValue(text);
                        writer.WriteEndArray();
                        break;
                    default: throw new ArgumentException($"A {value.GetType().Name} is no stored form.", nameof(values));
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
