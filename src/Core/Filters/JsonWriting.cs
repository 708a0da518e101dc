using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tandem.Core.Filters;

/// <summary>Writes the JSON form of a filter.</summary>
internal static class JsonWriting
{
    // Readable operators and letters; where the form is put into HTML, HTML's own encoding applies.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Condition? condition)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            if (condition is null) List(json, "and", []);
            else Write(json, condition);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, Condition condition)
    {
        switch (condition)
        {
            case All all:
                List(json, "and", all.Conditions);
                break;
            case Either either:
                List(json, "or", either.Conditions);
                break;
            case Not not:
                json.WriteStartObject();
                json.WritePropertyName("not");
                Write(json, not.Condition);
                json.WriteEndObject();
                break;
            case CountComparison count:
                Write(json, count);
                break;
            case Comparison comparison:
                Write(json, comparison);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(condition), condition, null);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<Condition> parts)
    {
        json.WriteStartObject();
        json.WriteStartArray(name);
        foreach (var part in parts) Write(json, part);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CountComparison count)
    {
        json.WriteStartObject();
        json.WriteString("count", count.Counted.Relation.Name);
        if (count.Where is not null)
        {
            json.WritePropertyName("where");
            Write(json, count.Where);
        }

        json.WriteString("operator", count.Operator.Text());
        json.WriteNumber("value", count.Number);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Comparison comparison)
    {
        var (subject, @operator, operands) = comparison;
        json.WriteStartObject();
        json.WriteString("field", subject.Text);
        json.WriteString("operator", @operator.Text());
        if (!@operator.TakesNothing())
        {
            json.WritePropertyName("value");
            if (@operator.TakesList() || operands.Count > 1)
            {
                json.WriteStartArray();
                foreach (var operand in operands) Write(json, operand, subject.Kind);
                json.WriteEndArray();
            }
            else
            {
                Write(json, operands[0], subject.Kind);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Texts, numbers and truths are JSON's own; times are strings in the words of the text form; <c>me</c> is an object, as a text could say that too.
    /// </summary>
    private static void Write(Utf8JsonWriter json, Operand operand, FieldKind kind)
    {
        switch (operand)
        {
            case TextOperand text:
                json.WriteStringValue(text.Text);
                break;
            case IdOperand id:
                json.WriteStringValue(id.Id);
                break;
            case NumberOperand number:
                json.WriteNumberValue(number.Number);
                break;
            case TruthOperand truth:
                json.WriteBooleanValue(truth.Truth);
                break;
            case MeOperand or MyTeamOperand:
                json.WriteStartObject();
                json.WriteString("word", FilterText.Of(operand, kind));
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(FilterText.Of(operand, kind));
                break;
        }
    }
}
