using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>The records among those that values refer to which exist and which the actor may see; looked up for many rows at once.</summary>
public sealed class KnownReferences
{
    private readonly Dictionary<Guid, string> known;

    private KnownReferences(Dictionary<Guid, string> known) => this.known = known;

    /// <param name="recordType">Null when the field may point to a record of any type.</param>
    public bool Has(Guid id, string? recordType) => known.TryGetValue(id, out var type) && (recordType is null || type == recordType);

    public static async Task<KnownReferences> Of(CrmDb db, Actor actor, IEnumerable<FieldValues> rows, CancellationToken stop)
    {
        var ids = rows.SelectMany(row => row.All).Where(pair => pair.Key.Kind == FieldKind.Reference).Select(pair => pair.Value).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return new([]);
        var entries = await db.RecordEntries.VisibleTo(actor, db).Where(entry => ids.Contains(entry.RecordId)).Select(entry => new { entry.RecordId, entry.RecordType }).ToListAsync(stop);
        return new(entries.ToDictionary(entry => entry.RecordId, entry => entry.RecordType));
    }
}
