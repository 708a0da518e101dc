using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Files;

/// <summary>Upload, download and removal of files, for programs and for pages.</summary>
internal static class FileEndpoints
{
    public static void MapApi(RouteGroupBuilder api)
    {
        var files = api.MapGroup("files").WithTags("files");
        files.MapPost("", async (Actor actor, AddFile add, RecordTypes types, HttpContext http) =>
        {
            var added = await add.FromForm(actor, http);
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = $"/api/v1/files/{added[0].Id}";
            await Answer(http, types["file"], added);
        }).WithSummary("Upload files (multipart/form-data), about a record when `about` names one").Accepts<IFormFile>("multipart/form-data").UpTo(api);
        files.MapGet("{id:guid}/content", (Guid id, Actor actor, FileDownload download, HttpContext http) =>
            download.Send(http, actor, id, inline: false)).WithSummary("Download a file");
        files.MapDelete("{id:guid}", async (Guid id, Actor actor, RemoveFile remove, CancellationToken stop) =>
        {
            await remove.Run(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Put a file into the trash");
    }

    public static void MapPages(RouteGroupBuilder pages)
    {
        pages.MapGet("/files/{id:guid}", (Guid id, Actor actor, FileDownload download, HttpContext http, bool? inline) => download.Send(http, actor, id, inline ?? false));
        pages.MapPost("/files", async (Actor actor, AddFile add, RecordTypes types, HttpContext http) =>
        {
            var added = await add.FromForm(actor, http);
            http.Response.StatusCode = StatusCodes.Status201Created;
            await Answer(http, types["file"], added);
        }).UpTo(pages);
        pages.MapPost("/records/{about:guid}/files", Attach).UpTo(pages);
        pages.MapPost("/files/{id:guid}/trash", async (Guid id, Actor actor, CurrentPage page, RemoveFile remove, HttpContext http) =>
        {
            var back = LocalPath.Or((await http.Request.ReadFormAsync(http.RequestAborted))["back"], "/");
            await remove.Run(actor, id, http.RequestAborted);
            return Page.SeeOther(back, new Notice(page.Locale.T("files.removed"), $"/files/{id}/restore", new Dictionary<string, string>(StringComparer.Ordinal) { ["back"] = back }));
        });
        pages.MapPost("/files/{id:guid}/restore", async (Guid id, Actor actor, RemoveFile remove, HttpContext http) =>
        {
            await remove.Undo(actor, id, http.RequestAborted);
            return Page.SeeOther(LocalPath.Or((await http.Request.ReadFormAsync(http.RequestAborted))["back"], "/"));
        });
    }

    /// <summary>Files from the panel of a record's page.</summary>
    private static async Task<IResult> Attach(Guid about, Actor actor, CurrentPage page, AddFile add, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = LocalPath.Or(form["back"], "/");
        var files = form.Files.Where(file => file.Length > 0).ToList();
        try
        {
            if (files.Count == 0) throw Refused.On("file", FileRefusals.NoFile);
            foreach (var file in files)
            {
                await using var content = file.OpenReadStream();
                await add.Run(actor, content, file.FileName, about, http.RequestAborted);
            }

            return Page.SeeOther(back, new Notice(page.Locale.T("files.added", ("count", files.Count))));
        }
        catch (Refused refused) when (refused.Code == FileRefusals.UnknownSubject)
        {
            throw new RecordNotFound();
        }
        catch (Refused refused) when (refused.Code is FileRefusals.NoFile or FileRefusals.TooLarge)
        {
            return Page.SeeOther(back, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
        }
    }

    private static async Task Answer(HttpContext http, RecordType type, IReadOnlyList<StoredFile> files)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new System.Text.Json.Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var file in files) RecordJson.Write(json, type, file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Lets uploads of the configured size through the server's own limit.</summary>
    internal static void UpTo(this RouteHandlerBuilder upload, IEndpointRouteBuilder app) =>
        upload.WithMetadata(new BodyLimit(app.ServiceProvider.GetRequiredService<TandemOptions>().MaxUpload));
}

/// <summary>Largest body of an endpoint in bytes; the server holds it before the endpoint runs.</summary>
public sealed record BodyLimit(long Bytes) : IRequestSizeLimitMetadata
{
    long? IRequestSizeLimitMetadata.MaxRequestBodySize => Bytes;
}
