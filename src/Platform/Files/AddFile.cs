using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Files;

/// <summary>Puts files in, to a record or for oneself.</summary>
public sealed class AddFile(Crm crm, FileStore store)
{
    /// <summary>Longest name that is kept.</summary>
    public const int MaxNameLength = 200;

    /// <summary>A file in the actor's name, about a record that the actor may see, or about none.</summary>
    public async Task<StoredFile> Run(Actor actor, Stream content, string name, Guid? aboutId, CancellationToken stop)
    {
        string? aboutType = null;
        if (aboutId is { } about)
        {
            await using var reading = crm.Open(actor);
            aboutType = await reading.RecordEntries.VisibleTo(actor, reading).Where(entry => entry.RecordId == about).Select(entry => entry.RecordType).FirstOrDefaultAsync(stop)
                ?? throw Refused.On("about", FileRefusals.UnknownSubject);
        }

        if (!actor.MayEditSome("file")) throw new Refused(AccessRefusals.NotYours);
        var stored = await store.Put(crm.Database.Name, content, name, limit: null, stop);
        await using var db = crm.Open(actor);
        var file = new StoredFile(CleanName(name), stored.ContentType, stored.Size, stored.Hash, actor.Id, aboutType, aboutId);
        db.Add(file);
        await db.SaveChangesAsync(stop);
        return file;
    }

    /// <summary>The face of a record, to be saved with the change of the record. What it says it is does not count, only what it begins with.</summary>
    public async Task<StoredFile> Picture(CrmDb db, Stream content, string name, string aboutType, Guid aboutId, CancellationToken stop)
    {
        var stored = await store.Put(crm.Database.Name, content, name, Pictures.MaxBytes, stop);
        if (!ContentSniffer.ShowsSafely(stored.ContentType)) throw Refused.On("photo", FileRefusals.NotAPicture);
        var file = new StoredFile(CleanName(name), stored.ContentType, stored.Size, stored.Hash, db.Actor.UserId, aboutType, aboutId, isPicture: true);
        db.Add(file);
        return file;
    }

    /// <summary>A file that came out of a job: whoever may see the job may have it.</summary>
    public async Task<StoredFile> ForJob(CrmDb db, Guid jobId, Stream content, string name, CancellationToken stop)
    {
        var stored = await store.Put(crm.Database.Name, content, name, long.MaxValue, stop);
        var file = new StoredFile(CleanName(name), stored.ContentType, stored.Size, stored.Hash, db.Actor.UserId, Jobs.Job.Topic, jobId);
        db.Add(file);
        return file;
    }

    /// <summary>
    /// All files of an upload (<c>multipart/form-data</c>), streamed one by one. A field <c>about</c> before them, or in the address, names
    /// the record.
    /// </summary>
    public async Task<IReadOnlyList<StoredFile>> FromForm(Actor actor, HttpContext http)
    {
        var stop = http.RequestAborted;
        var about = IdOf(http.Request.Query["about"]);
        var added = new List<StoredFile>();
        if (http.Features.Get<IFormFeature>()?.Form is { } form)
        {
            about ??= IdOf(form["about"]);
            foreach (var file in form.Files)
            {
                await using var content = file.OpenReadStream();
                added.Add(await Run(actor, content, file.FileName, about, stop));
            }
        }
        else
        {
            var boundary = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
            if (string.IsNullOrEmpty(boundary)) throw new BadHttpRequestException("multipart/form-data is expected.", StatusCodes.Status415UnsupportedMediaType);
            var reader = new MultipartReader(boundary, http.Request.Body);
            while (await reader.ReadNextSectionAsync(stop) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                if (disposition.IsFileDisposition())
                {
                    var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                    added.Add(await Run(actor, section.Body, name ?? "", about, stop));
                }
                else if (HeaderUtilities.RemoveQuotes(disposition.Name).Value == "about")
                {
                    using var text = new StreamReader(section.Body);
                    about = IdOf(await text.ReadToEndAsync(stop));
                }
            }
        }

        return added.Count > 0 ? added : throw Refused.On("file", FileRefusals.NoFile);
    }

    /// <summary>The last part of a path of any system, without what a header or a shell could misread.</summary>
    internal static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('<' or '>' or ':' or '"' or '|' or '?' or '*') && !IsDirectionMark(c))).Trim(' ', '.');
        if (clean.Length == 0) return "file";
        if (clean.Length <= MaxNameLength) return clean;
        var ending = Path.GetExtension(clean) is { Length: < 20 } kept ? kept : "";
        return clean[..(MaxNameLength - ending.Length)] + ending;
    }

    /// <summary>Marks that turn the direction of text can make an ending look like another one.</summary>
    private static bool IsDirectionMark(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static Guid? IdOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : Ids.TryParse(text, out var id) ? id : throw Refused.On("about", FileRefusals.UnknownSubject);
}
