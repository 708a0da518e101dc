using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Files;

/// <summary>One file of a record.</summary>
/// <param name="By">Who put it in; null when that is not to be seen.</param>
public sealed record FileLine(Guid Id, string Name, string ContentType, long Size, DateTimeOffset At, string? By, bool Editable)
{
    public string Icon => ContentType switch
    {
        _ when ContentType.StartsWith("image/", StringComparison.Ordinal) => "file-image",
        "text/csv" or "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" or "application/vnd.oasis.opendocument.spreadsheet" => "file-spreadsheet",
        "application/zip" or "application/gzip" => "file-archive",
        "application/pdf" => "file-text",
        _ => "file",
    };
}

/// <summary>The files of a record, newest first.</summary>
/// <param name="More">Whether there are older ones than these.</param>
public sealed record FilesView(IReadOnlyList<FileLine> Files, bool More, bool MayAdd);

internal sealed class FilesQuery(Crm crm)
{
    /// <summary>What the panel shows.</summary>
    public const int Most = 20;

    public async Task<FilesView> Run(Actor actor, Guid about, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var files = await db.Set<StoredFile>().AsNoTracking().VisibleTo(actor, db).Where(file => file.AboutId == about && !file.IsPicture).OrderByDescending(file => file.Id).Take(Most + 1)
            .Select(file => new { file.Id, file.Name, file.ContentType, file.Size, file.CreatedAt, file.OwnerId }).ToListAsync(stop);
        var names = await RecordNames.Of(db, actor, files.Select(file => file.OwnerId).OfType<Guid>(), stop);
        return new FilesView(
            [.. files.Take(Most).Select(file => new FileLine(file.Id, file.Name, file.ContentType, file.Size, file.CreatedAt,
                file.OwnerId is { } by ? names.GetValueOrDefault(by)?.Title : null, actor.MayEdit("file", file.OwnerId)))],
            files.Count > Most, actor.MayEditSome("file"));
    }
}
