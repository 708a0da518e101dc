using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>Removes for good what lay in the trash for 30 days. The feed says <c>removed</c>.</summary>
internal sealed class EmptyTrash(Crm crm, RecordTypes types, TimeProvider clock) : ICleaning
{
    public static readonly TimeSpan Keeps = TimeSpan.FromDays(30);

    private const int Chunk = 100;

    private static readonly MethodInfo OfType = typeof(EmptyTrash).GetMethod(nameof(Empty), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public string Name => "trash";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        long removed = 0;
        foreach (var type in types.All.Where(type => typeof(Record).IsAssignableFrom(type.EntityType)).DistinctBy(type => type.EntityType))
            removed += await (Task<long>)OfType.MakeGenericMethod(type.EntityType).Invoke(this, [job, stop])!;
        return removed;
    }

    private async Task<long> Empty<T>(JobContext job, CancellationToken stop) where T : Record
    {
        var before = clock.GetUtcNow() - Keeps;
        var held = new List<Guid>();
        long removed = 0;
        while (true)
        {
            List<Guid> ids;
            await using (var db = crm.Open(job.Actor))
            {
                ids = await db.Set<T>().Where(row => row.DeletedAt != null && row.DeletedAt < before && !held.Contains(row.Id)).NotMergedAway(db).OrderBy(row => row.Id)
                    .Select(row => row.Id).Take(Chunk).ToListAsync(stop);
            }

            if (ids.Count == 0) return removed;
            if (await Remove<T>(job, ids, stop)) removed += ids.Count;
            else removed += await OneByOne<T>(job, ids, held, stop);
        }
    }

    /// <summary>What something else still refers to stays until that is gone too.</summary>
    private async Task<long> OneByOne<T>(JobContext job, List<Guid> ids, List<Guid> held, CancellationToken stop) where T : Record
    {
        long removed = 0;
        foreach (var id in ids)
        {
            if (await Remove<T>(job, [id], stop)) removed++;
            else held.Add(id);
        }

        return removed;
    }

    private async Task<bool> Remove<T>(JobContext job, List<Guid> ids, CancellationToken stop) where T : Record
    {
        await using var db = crm.Open(job.Actor);
        db.RemoveRange(await db.Set<T>().Where(row => ids.Contains(row.Id) && row.DeletedAt != null).ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }
}
