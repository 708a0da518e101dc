using System.Text.Json;

namespace Tandem.Core.Filters;

/// <summary>
/// Reads the JSON form of a filter by writing each of its parts as text and parsing that: the one grammar decides what is allowed.
/// </summary>
internal sealed class JsonReading(RecordType type, RecordTypes all)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 * FilterLimits.Depth };

    public Condition? Read(string json)
    {
        if (json.Length > FilterLimits.JsonLength) throw new FilterError(FilterErrors.TooLong, 0, 0, null, ("max", FilterLimits.JsonLength));
        string text;
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            text = Outermost(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Bad(); // a value of another kind, or an unpaired surrogate, surfaces as one of the latter two
        }

        try
        {
            return new FilterParser(new(Tokens.Of(text)), type, all).Read();
        }
        catch (FilterError error)
        {
            throw new FilterError(error.Key, 0, 0, error.Suggestion, [.. error.Args]);
        }
    }

    private static string Outermost(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("and", out var parts) && parts.GetArrayLength() == 0 ? "" : Text(json, inside: "or");

    /// <param name="inside">The word that joins it with its neighbours: parentheses stand only where the text form needs them.</param>
    private static string Text(JsonElement json, string inside)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Bad();
        if (json.TryGetProperty("and", out var and)) return Joined(and, "and", inside == "not");
        if (json.TryGetProperty("or", out var or)) return Joined(or, "or", inside != "or");
        if (json.TryGetProperty("not", out var not)) return $"not {Text(not, inside: "not")}";
        var subject = json.TryGetProperty("count", out var count) ? Count(json, Name(count)) : Name(Property(json, "field"));
        var written = Property(json, "operator").GetString();
        var @operator = Operators.Find(written ?? "") ?? throw new FilterError(FilterErrors.UnknownOperator, 0, 0, null, ("operator", written));
        return @operator.TakesNothing() ? $"{subject} {@operator.Text()}" : $"{subject} {@operator.Text()} {Values(Property(json, "value"), @operator)}";
    }

    private static string Joined(JsonElement parts, string word, bool enclosed)
    {
        if (parts.GetArrayLength() == 0) throw new FilterError(FilterErrors.ExpectedCondition, 0, 0, null);
        if (parts.GetArrayLength() == 1) return Text(parts[0], enclosed ? "not" : "or");
        var joined = string.Join($" {word} ", parts.EnumerateArray().Select(part => Text(part, word)));
        return enclosed ? $"({joined})" : joined;
    }

    private static string Count(JsonElement json, string relation) =>
        json.TryGetProperty("where", out var where) ? $"count({relation} where {Text(where, inside: "or")})" : $"count({relation})";

    private static string Values(JsonElement json, Operator @operator)
    {
        if (json.ValueKind != JsonValueKind.Array) return @operator.TakesList() ? $"({Value(json)})" : Value(json);
        var values = string.Join(@operator == Operator.Between ? " and " : ", ", json.EnumerateArray().Select(Value));
        return @operator.TakesList() ? $"({values})" : values;
    }

    private static string Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? FilterText.Of(new NumberOperand(number), FieldKind.Decimal) : throw Bad(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Object => Property(json, "word").GetString() is "me" or "my team" ? Property(json, "word").GetString()! : throw Bad(),
        JsonValueKind.String => FilterText.Quote(json.GetString()!),
        _ => throw Bad(),
    };

    private static string Name(JsonElement json) =>
        json.GetString() is { } name && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? name : throw Bad();

    private static JsonElement Property(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : throw Bad();

    private static FilterError Bad() => new(FilterErrors.BadJson, 0, 0, null);
}
