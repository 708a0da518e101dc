using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>Absent, or not the actor's to see: HTTP 404.</summary>
public sealed class RecordNotFound() : Exception("Not found.");

public static class Finding
{
    /// <summary>The row, or <see cref="RecordNotFound"/>.</summary>
    public static async Task<T> Get<T>(this IQueryable<T> rows, Guid id, CancellationToken stop) where T : class, IRecord =>
        await rows.FirstOrDefaultAsync(row => row.Id == id, stop) ?? throw new RecordNotFound();

    /// <summary>The row as the caller last saw it: <see cref="VersionChanged"/> when someone saved it since.</summary>
    public static async Task<T> Get<T>(this IQueryable<T> rows, Guid id, int? version, CancellationToken stop) where T : class, IRecord
    {
        var row = await rows.Get(id, stop);
        return version is null || row.Version == version ? row : throw new VersionChanged();
    }

    /// <summary>
    /// A row to change: not found when the actor may not see it, refused when the actor may see but not change it.
    /// </summary>
    public static async Task<T> GetEditable<T>(this CrmDb db, Actor actor, Guid id, int? version, CancellationToken stop) where T : class, IRecord
    {
        var row = await db.Set<T>().VisibleTo(actor, db).Get(id, version, stop);
        var type = db.RecordTypes.Of(row)!;
        var editable = row is IOwned owned ? actor.MayEdit(type.Key, owned.OwnerId) : actor.MayEditSome(type.Key);
        return editable ? row : throw new Refused(AccessRefusals.NotYours);
    }
}
