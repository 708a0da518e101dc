using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Search;

namespace Tandem.Activities;

/// <summary>The records that notes and tasks are about.</summary>
internal static class Subjects
{
    /// <summary>The directory entry of a record that the actor may see; refused when there is none, or when notes cannot be about it.</summary>
    public static async Task<RecordEntry> Of(CrmDb db, Actor actor, Guid id, CancellationToken stop)
    {
        var entry = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).FirstOrDefaultAsync(e => e.RecordId == id, stop);
        if (entry is null || entry.RecordType is "note" or "task") throw Refused.On("aboutId", RecordRefusals.UnknownReference, ("field", "about"));
        return entry;
    }
}
