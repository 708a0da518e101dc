using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Api;

/// <summary><c>POST /{plural}/batch</c>: a JSON array of records, or an object with the array as <c>data</c>; answers one result per row.</summary>
internal static class BatchEndpoint
{
    public static async Task Run<T>(Actor actor, BatchWriter<T> batch, TextCatalog texts, HttpContext http, string? key, bool quiet) where T : class, IRecord
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var rows = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("data", out var data) ? data : body.RootElement;
        if (rows.ValueKind != JsonValueKind.Array) throw new Refused(ApiRefusals.Malformed);
        if (rows.GetArrayLength() > BatchWriter<T>.MaxRows) throw new Refused(ApiRefusals.TooManyRows, ("max", BatchWriter<T>.MaxRows));
        var results = await batch.Run(actor, [.. rows.EnumerateArray()], key, quiet, http.RequestAborted);
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        Write(json, results, texts.For("en"));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<RowResult> results, Texts texts)
    {
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var row in results)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, row.Index);
            json.WriteString("outcome"u8, JsonNamingPolicy.CamelCase.ConvertName(row.Outcome.ToString()));
            if (row.Id is { } id) json.WriteString("id"u8, id);
            if (row.Version is { } version) json.WriteNumber("version"u8, version);
            if (row.Refusal is { } refusal)
            {
                json.WritePropertyName("problem"u8);
                JsonSerializer.Serialize(json, Problems.Of(refusal, texts), JsonSerializerOptions.Web);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        foreach (var outcome in Enum.GetValues<RowOutcome>())
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()), results.Count(row => row.Outcome == outcome));
        json.WriteEndObject();
    }
}
