using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Platform.Files;

/// <summary>Sends files out: as downloads, pictures also to look at. A browser never runs what someone uploaded.</summary>
public sealed class FileDownload(Crm crm, FileStore store)
{
    /// <summary>A file that the actor may see.</summary>
    /// <param name="inline">To show rather than to save, where that is safe.</param>
    public async Task Send(HttpContext http, Actor actor, Guid id, bool inline)
    {
        await using var db = crm.Open(actor);
        await Send(http, await db.Set<StoredFile>().AsNoTracking().VisibleTo(actor, db).Get(id, http.RequestAborted), inline);
    }

    /// <summary>A file whose reader was already found entitled to it, such as the result of their job.</summary>
    internal async Task Send(HttpContext http, Guid id)
    {
        await using var db = crm.Open(Actor.System);
        await Send(http, await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Id == id && file.DeletedAt == null, http.RequestAborted) ?? throw new RecordNotFound(), inline: false);
    }

    private async Task Send(HttpContext http, StoredFile file, bool inline)
    {
        await using var content = store.Open(crm.Database.Name, file.Hash) ?? throw new RecordNotFound();
        var response = http.Response;
        var tag = $"\"{file.Hash}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var disposition = new ContentDispositionHeaderValue(inline && ContentSniffer.ShowsSafely(file.ContentType) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.ContentType = file.ContentType.StartsWith("text/", StringComparison.Ordinal) ? file.ContentType + "; charset=utf-8" : file.ContentType;
        response.ContentLength = content.Length;
        await response.StartAsync(http.RequestAborted);
        await content.CopyToAsync(response.Body, 128 * 1024, http.RequestAborted);
    }
}
