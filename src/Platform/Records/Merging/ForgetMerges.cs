using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Records.Merging;

/// <summary>Removes the records that were merged into one which was itself removed for good, with their merges.</summary>
internal sealed class ForgetMerges(Crm crm, RecordTypes types) : ICleaning
{
    private const int Chunk = 50;

    public string Name => "merges";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        for (long removed = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            var orphans = await db.Standing().Where(merge => !db.RecordEntries.Any(entry => entry.RecordId == merge.SurvivorId)).OrderByDescending(merge => merge.Sequence).Take(Chunk).ToListAsync(stop);
            if (orphans.Count == 0) return removed;
            await using var write = await db.BeginWrite(stop);
            foreach (var merge in orphans)
            {
                if (types.Find(merge.RecordType) is { } type && await db.FindAsync(type.EntityType, [merge.LoserId], stop) is { } loser) db.Remove(loser);
                await MergeLog.Drop(db, merge.Id, stop);
            }

            db.RemoveRange(orphans);
            await db.SaveChangesAsync(stop);
            await write.Commit(stop);
            removed += orphans.Count;
        }
    }
}

/// <summary>What the log of merges holds of a person, and how it goes.</summary>
public static class MergeLog
{
    /// <summary>
    /// Takes the values of a record out of the log when it is erased: names, values before and after, rows that were taken out. The merges stay, without
    /// content, so that ids still lead where they led; they can no longer bring values back. Runs in the caller's write transaction.
    /// </summary>
    public static async Task Erase(CrmDb db, Guid recordId, CancellationToken stop)
    {
        foreach (var merge in await db.Set<RecordMerge>().Where(merge => merge.SurvivorId == recordId || merge.LoserId == recordId).ToListAsync(stop))
        {
            merge.LoserTitle = null;
            db.RemoveRange(await db.Set<MergedValue>().Where(value => value.MergeId == merge.Id).ToListAsync(stop));
            await new Statement(db, "DELETE FROM moved_links WHERE merge_id = @merge AND copy IS NOT NULL").With("@merge", merge.Id).Run(stop);
        }

        await db.SaveChangesAsync(stop);
    }

    internal static async Task Drop(CrmDb db, Guid merge, CancellationToken stop)
    {
        await new Statement(db, "DELETE FROM merged_values WHERE merge_id = @merge").With("@merge", merge).Run(stop);
        await new Statement(db, "DELETE FROM moved_links WHERE merge_id = @merge").With("@merge", merge).Run(stop);
    }
}
