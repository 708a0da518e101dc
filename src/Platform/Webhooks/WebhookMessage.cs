using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Records;

namespace Tandem.Platform.Webhooks;

/// <summary>What is sent: <c>type</c>, <c>timestamp</c> and <c>data</c>, as the Standard Webhooks specification recommends.</summary>
internal static class WebhookMessage
{
    /// <summary>A record that is longer than this is left out; the receiver asks for it.</summary>
    private const int MaxRecord = 200_000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>deal.updated</c>.</summary>
    public static string EventOf(string recordType, string kind) => $"{recordType}.{kind}";

    /// <param name="record">As the API answers it; null when there is none to show.</param>
    public static string Of(ToldChange change, string? record) => Write(json =>
    {
        json.WriteString("type", EventOf(change.RecordType, change.Kind));
        json.WriteString("timestamp", change.At.UtcDateTime);
        json.WriteStartObject("data");
        json.WriteString("cursor", change.Cursor);
        json.WriteString("recordType", change.RecordType);
        json.WriteString("recordId", change.RecordId);
        if (change.AboutId is { } about) json.WriteString("aboutId", about);
        json.WriteString("kind", change.Kind);
        if (change.ActorId is { } actor) json.WriteString("actorId", actor);
        if (change.BatchId is { } batch) json.WriteString("batchId", batch);
        if (change.Data is JsonObject data)
        {
            json.WritePropertyName(change.Kind == ChangeKinds.Updated ? "changes" : "event");
            data.WriteTo(json);
        }

        if (record is not null)
        {
            json.WritePropertyName("record");
            json.WriteRawValue(record);
        }

        json.WriteEndObject();
    });

    public static string Test(string webhook, DateTimeOffset now) => Write(json =>
    {
        json.WriteString("type", "webhook.test");
        json.WriteString("timestamp", now.UtcDateTime);
        json.WriteStartObject("data");
        json.WriteString("webhook", webhook);
        json.WriteEndObject();
    });

    /// <summary>The record in the form of the API, with the fields that may leave for this actor; null when it is too long.</summary>
    public static string? RecordOf(Actor actor, RecordType type, IRecord record)
    {
        var fields = actor.MaySeePersonal ? null : type.Fields.Where(field => field.Sensitivity == Sensitivity.Normal).Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) RecordJson.Write(json, type, record, fields);
        return buffer.WrittenCount > MaxRecord ? null : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
