using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Platform.Files;

/// <summary>The faces of records. Whoever sees a record sees its face.</summary>
public static class Pictures
{
    /// <summary>Largest picture in bytes.</summary>
    public const long MaxBytes = 5L << 20;

    /// <summary>What a file picker offers; what a file is, its bytes say.</summary>
    public const string Accepted = "image/jpeg,image/png,image/webp,image/gif";

    public static string Url(Guid fileId) => $"/files/{fileId}?inline=true";

    /// <summary>Addresses of the faces of these records; the caller has found that they may be seen.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> Of(CrmDb db, IEnumerable<Guid> records, CancellationToken stop)
    {
        var wanted = records.Distinct().ToArray();
        if (wanted.Length == 0) return new Dictionary<Guid, string>();
        var files = await db.Set<StoredFile>().AsNoTracking().Where(file => file.IsPicture && file.DeletedAt == null && wanted.Contains(file.AboutId!.Value)).Select(file => new { file.Id, file.AboutId }).ToListAsync(stop);
        return files.GroupBy(file => file.AboutId!.Value).ToDictionary(group => group.Key, group => Url(group.Max(file => file.Id)));
    }
}
