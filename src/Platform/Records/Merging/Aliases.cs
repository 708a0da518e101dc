using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>Where the ids of merged records lead.</summary>
public static class Aliases
{
    /// <summary>The merges that stand.</summary>
    internal static IQueryable<RecordMerge> Standing(this CrmDb db) => db.Set<RecordMerge>().Where(merge => merge.UndoneAt == null);

    /// <summary>The survivor behind each id that was merged away; ids that were not have no entry.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> Survivors(CrmDb db, IEnumerable<Guid> ids, CancellationToken stop)
    {
        var leads = new Dictionary<Guid, Guid>();
        var wanted = ids.Distinct().ToArray();
        var open = wanted;
        while (open.Length > 0)
        {
            var found = await db.Standing().AsNoTracking().Where(merge => open.Contains(merge.LoserId)).Select(merge => new { merge.LoserId, merge.SurvivorId }).ToListAsync(stop);
            foreach (var one in found) leads[one.LoserId] = one.SurvivorId;
            open = [.. found.Select(one => one.SurvivorId).Where(id => !leads.ContainsKey(id)).Distinct()];
        }

        return wanted.Where(leads.ContainsKey).ToDictionary(id => id, id => End(leads, id));
    }

    /// <summary>The survivor behind an id; null when it was not merged.</summary>
    public static async Task<Guid?> Survivor(CrmDb db, Guid id, CancellationToken stop) =>
        (await Survivors(db, [id], stop)).TryGetValue(id, out var survivor) ? survivor : null;

    private static Guid End(Dictionary<Guid, Guid> leads, Guid id)
    {
        while (leads.TryGetValue(id, out var next)) id = next;
        return id;
    }
}
