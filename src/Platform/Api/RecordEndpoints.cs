using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Export;

namespace Tandem.Platform.Api;

/// <summary>The general endpoints of every record type, made from its description: list, count, export, get, create, batch, patch, delete, restore.</summary>
public static class RecordEndpoints
{
    /// <summary>Largest body of one record, and of a batch, in bytes.</summary>
    public const long MaxRecord = 1 << 20;
    public const long MaxBatch = 64L << 20;

    public static void MapRecords(this RouteGroupBuilder api, RecordTypes types)
    {
        var map = typeof(RecordEndpoints).GetMethod(nameof(Map), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var type in types.All) map.MakeGenericMethod(type.EntityType).Invoke(null, [api.MapGroup(type.Plural).WithTags(type.Plural), type]);
    }

    /// <param name="group">Its place in the API.</param>
    /// <param name="type">As the product describes it; what the workspace added is looked up for each request.</param>
    internal static void Map<T>(RouteGroupBuilder group, RecordType type) where T : class, IRecord
    {
        group.MapGet("", (Actor actor, RecordReader<T> reader, HttpContext http, string? filter, string? sort, int? limit, string? cursor, string? fields, string? count, string? search) =>
            List(actor, TypeOf<T>(http), reader, new ListRequest(filter, sort, limit ?? 50, cursor, search), fields, count, http)).Is(type, RecordVerb.List);
        group.MapGet("{id:guid}", async (Actor actor, RecordReader<T> reader, HttpContext http, Guid id) =>
        {
            var record = await reader.Get(actor, id, http.RequestAborted);
            if (Knows(http, TypeOf<T>(http), record)) http.Response.StatusCode = StatusCodes.Status304NotModified;
            else await Answer(http, 200, TypeOf<T>(http), record);
        }).Is(type, RecordVerb.Get);
        group.MapGet("export", (Actor actor, RecordExport<T> export, HttpContext http, string? filter, string? sort, string? fields, string? search) =>
            Export(actor, TypeOf<T>(http), export, new ListRequest(filter, sort, Search: search), fields, http)).Is(type, RecordVerb.Export);
        Records.History.HistoryApi.Map<T>(group, edits: type.Fields.Any(field => field.Editable));
        group.MapPost("export", async (Actor actor, JobQueue jobs, RecordTypes known, HttpContext http, ExportBody body, CancellationToken stop) => await StartExport(actor, TypeOf<T>(http), known, jobs, body, stop)).WithSummary("Export as CSV or XLSX by a job");
        if (!type.Fields.Any(field => field.Editable)) return;

        group.MapPost("", async (Actor actor, RecordReader<T> reader, RecordWriter<T> writer, Readings readings, HttpContext http) =>
        {
            var record = await writer.Create(actor, await Body(http, TypeOf<T>(http), readings), http.RequestAborted);
            http.Response.Headers.Location = $"/api/v1/{TypeOf<T>(http).Plural}/{record.Id}";
            await Answer(http, 201, TypeOf<T>(http), await Completed(actor, reader, record, http.RequestAborted));
        }).Is(type, RecordVerb.Create).WithMetadata(new BodyLimit(MaxRecord));
        group.MapPost("batch", (Actor actor, BatchWriter<T> batch, TextCatalog texts, HttpContext http, string? key, bool? quiet) =>
            BatchEndpoint.Run(actor, batch, texts, Json(http), key, quiet ?? false)).Is(type, RecordVerb.Batch).WithMetadata(new BodyLimit(MaxBatch));
        Records.Bulk.BulkApi.Map<T>(group);
        group.MapPatch("{id:guid}", async (Actor actor, RecordReader<T> reader, RecordWriter<T> writer, Readings readings, HttpContext http, Guid id, SeenVersion version) =>
            await Answer(http, 200, TypeOf<T>(http), await Completed(actor, reader, await writer.Patch(actor, id, version, await Body(http, TypeOf<T>(http), readings), http.RequestAborted), http.RequestAborted))).Is(type, RecordVerb.Patch).WithMetadata(new BodyLimit(MaxRecord));
        group.MapDelete("{id:guid}", async (Actor actor, RecordWriter<T> writer, HttpContext http, Guid id) =>
        {
            await writer.Trash(actor, id, version: null, http.RequestAborted);
            return TypedResults.NoContent();
        }).Is(type, RecordVerb.Delete);
        group.MapPost("{id:guid}/restore", async (Actor actor, RecordWriter<T> writer, HttpContext http, Guid id) =>
        {
            await writer.Restore(actor, id, http.RequestAborted);
            return TypedResults.NoContent();
        }).Is(type, RecordVerb.Restore);
    }

    /// <summary>The type with the fields that whoever asks may read.</summary>
    private static RecordType TypeOf<T>(HttpContext http) => http.RequestServices.GetRequiredService<RecordTypes>().Of(typeof(T))!;

    private static async Task List<T>(Actor actor, RecordType type, RecordReader<T> reader, ListRequest request, string? fields, string? count, HttpContext http) where T : class, IRecord
    {
        var only = Only(type, fields);
        if (count is not (null or "exact" or "estimate")) throw Refused.On("count", ApiRefusals.Malformed);
        var page = await reader.List(actor, request, http.RequestAborted);
        RowCount? total = count switch
        {
            "exact" => new RowCount(await reader.Count(actor, request, http.RequestAborted), IsEstimate: false),
            "estimate" => await reader.Estimate(actor, request, http.RequestAborted),
            _ => null,
        };
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var record in page.Rows) RecordJson.Write(json, type, record, only);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        if (total is { } counted)
        {
            json.WriteNumber("count"u8, counted.Rows);
            json.WriteBoolean("countIsEstimate"u8, counted.IsEstimate);
        }

        json.WriteEndObject();
    }

    private static async Task<T> Completed<T>(Actor actor, RecordReader<T> reader, T record, CancellationToken stop) where T : class, IRecord
    {
        await reader.Complete(actor, record, stop);
        return record;
    }

    private static async Task Export<T>(Actor actor, RecordType type, RecordExport<T> export, ListRequest request, string? fields, HttpContext http) where T : class, IRecord
    {
        var only = Only(type, fields);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{type.Plural}.csv\"";
        await export.Write(actor, request, only, SheetFormat.Csv, http.Response.Body, http.RequestAborted);
    }

    private static async Task<IResult> StartExport(Actor actor, RecordType type, RecordTypes types, JobQueue jobs, ExportBody body, CancellationToken stop)
    {
        if (!actor.Sees(type.Key)) throw new RecordNotFound();
        if (!Enum.TryParse<SheetFormat>(body.Format ?? nameof(SheetFormat.Csv), ignoreCase: true, out var format) || !Enum.IsDefined(format)) throw Refused.On("format", RecordRefusals.UnknownChoice, ("field", "format"), ("value", body.Format));
        if (!string.IsNullOrWhiteSpace(body.Filter)) Filter.Parse(body.Filter, type, types);
        var fields = Only(type, body.Fields);
        var job = await jobs.Enqueue(actor, ExportJob.JobKind, new ExportArguments(type.Key, body.Filter, body.Sort, body.Search, fields is null ? null : [.. fields], format), "export.job", type.Plural, stop);
        return TypedResults.Accepted($"/api/v1/jobs/{job}", new ExportStarted(job));
    }

    private static HashSet<string>? Only(RecordType type, string? fields)
    {
        var only = fields?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        if (only?.FirstOrDefault(name => type.FindByJson(name) is null) is { } unknown) throw Refused.On(unknown, RecordRefusals.UnknownField, ("field", unknown));
        return only;
    }

    /// <summary>
    /// Whether the caller has this version already (<c>If-None-Match</c>; RFC 9110, section 13.1.2). Computed fields change while the version stays: a
    /// record that has some is always sent.
    /// </summary>
    private static bool Knows(HttpContext http, RecordType type, IRecord record)
    {
        http.Response.Headers.ETag = TagOf(record);
        return !type.Fields.Any(field => field.Shape?.Computed is not null) && http.Request.Headers.IfNoneMatch.Count > 0 && http.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } seen
            && seen.Any(tag => tag.Tag == "*" || tag.Tag == TagOf(record));
    }

    private static string TagOf(IRecord record) => $"\"{record.Version}\"";

    /// <summary>A record with its version, in the form of the API.</summary>
    internal static async Task Answer(HttpContext http, int status, RecordType type, IRecord record)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.ETag = TagOf(record);
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        RecordJson.Write(json, type, record);
    }

    private static async Task<FieldValues> Body(HttpContext http, RecordType type, Readings readings)
    {
        using var body = await JsonDocument.ParseAsync(Json(http).Request.Body, default, http.RequestAborted);
        return FieldValues.FromJson(type, body.RootElement, await readings.Plain(http.RequestAborted));
    }

    /// <summary>The request, if its body says that it is JSON (also a JSON merge patch); else 415.</summary>
    private static HttpContext Json(HttpContext http) => http.Request.HasJsonContentType() ? http
        : throw new BadHttpRequestException("The body must be JSON.", StatusCodes.Status415UnsupportedMediaType);

    private static RouteHandlerBuilder Is(this RouteHandlerBuilder endpoint, RecordType type, RecordVerb verb) => endpoint.WithMetadata(new RecordOperation(type, verb));
}

/// <summary>An export as programs ask for it.</summary>
/// <param name="Format"><c>csv</c> or <c>xlsx</c>.</param>
/// <param name="Fields">Names separated by commas; all when null.</param>
public sealed record ExportBody(string? Format = null, string? Filter = null, string? Sort = null, string? Search = null, string? Fields = null);

/// <param name="JobId">The job; its result is the file.</param>
public sealed record ExportStarted(Guid JobId);

/// <summary>What a general endpoint does with records.</summary>
public enum RecordVerb
{
    List, Get, Export, Create, Batch, Patch, Delete, Restore,
}

/// <summary>Marks a general endpoint, so that the API's description knows its bodies.</summary>
public sealed record RecordOperation(RecordType Type, RecordVerb Verb);
