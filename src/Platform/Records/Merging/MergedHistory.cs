using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>What happened to the records that were merged into one belongs to its story.</summary>
internal sealed class MergedHistory : IRelatedRecords
{
    public async Task<IReadOnlyCollection<Guid>> Of(CrmDb db, Actor actor, string recordType, Guid recordId, int most, CancellationToken stop)
    {
        var found = new HashSet<Guid>();
        var open = new[] { recordId };
        while (open.Length > 0 && found.Count < most)
        {
            open = await db.Standing().AsNoTracking().Where(merge => open.Contains(merge.SurvivorId)).Select(merge => merge.LoserId).Take(most).ToArrayAsync(stop);
            found.UnionWith(open);
        }

        return found;
    }
}
