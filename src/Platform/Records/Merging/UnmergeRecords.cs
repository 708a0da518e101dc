using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>
/// Undoes a merge: every value and link that is unchanged since goes back to the record that was merged away, what was edited since stays on the
/// survivor and is listed. Merges are undone in any order.
/// </summary>
internal sealed class UnmergeRecords(Crm crm, RecordTypes types, LinkMover links, TimeProvider clock)
{
    /// <param name="LoserId">The record that is back.</param>
    /// <param name="Kept">What stayed on the survivor.</param>
    public sealed record Outcome(string RecordType, Guid SurvivorId, Guid LoserId, IReadOnlyList<KeptByMerge> Kept);

    /// <summary>Undoes one merge.</summary>
    public Task<Outcome> Run(Actor actor, Guid mergeId, CancellationToken stop) => Deadlocks.Retry(() => Once(actor, mergeId, stop), stop);

    /// <summary>Undoes all that was merged in one act, the last first.</summary>
    public async Task<IReadOnlyList<Outcome>> RunTogether(Actor actor, Guid togetherId, CancellationToken stop)
    {
        List<Guid> merges;
        await using (var db = crm.Open(actor)) merges = await db.Standing().Where(merge => merge.TogetherId == togetherId).OrderByDescending(merge => merge.Sequence).Select(merge => merge.Id).ToListAsync(stop);
        if (merges.Count == 0) throw new RecordNotFound();
        var outcomes = new List<Outcome>();
        foreach (var merge in merges) outcomes.Add(await Run(actor, merge, stop));
        return outcomes;
    }

    private async Task<Outcome> Once(Actor actor, Guid mergeId, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        var merge = await db.Set<RecordMerge>().FirstOrDefaultAsync(one => one.Id == mergeId, stop) ?? throw new RecordNotFound();
        var type = types.Find(merge.RecordType) ?? throw new RecordNotFound();
        var chain = await Chain(db, merge.SurvivorId, stop);
        await MergedRows.Lock(db, type, [.. chain.Append(merge.LoserId)], stop);
        await MergedRows.Hold(db, merge.Id, stop);
        await db.Entry(merge).ReloadAsync(stop);
        await Demand(db, actor, type, chain[^1], stop);
        if (!merge.Stands) throw new Refused(MergeRefusals.AlreadyUndone);
        if (await db.FindAsync(type.EntityType, [merge.LoserId], stop) is not IRecord loser) throw new Refused(MergeRefusals.LoserGone);
        var records = new List<IRecord>();
        foreach (var id in chain) if (await db.FindAsync(type.EntityType, [id], stop) is IRecord record) records.Add(record);

        var now = clock.GetUtcNow();
        db.Batch = new Batch(Ids.New(), Quiet: false);
        var kept = (await ValueTrail.Load(db, type, records, stop)).TakeOut(merge, type).ToList();
        db.RemoveRange(await db.Set<MergedValue>().Where(value => value.MergeId == merge.Id).ToListAsync(stop));
        db.Changes.Add(MergedRows.Told(db, type, merge.SurvivorId, ChangeKinds.Unmerged, now, ("from", merge.LoserId), (type.Title.Name, merge.LoserTitle), ("merge", merge.Id)));
        db.Changes.Add(MergedRows.Told(db, type, merge.LoserId, ChangeKinds.Unmerged, now, ("outOf", merge.SurvivorId), ("merge", merge.Id)));
        await db.SaveChangesAsync(stop);
        db.Entry((object)loser).State = EntityState.Detached;
        await MergedRows.Show(db, write, type, merge.LoserId, now, stop);
        kept.AddRange(await links.Return(db, write, merge, stop));
        kept.AddRange(await CutLoops(db, type, merge, stop));
        merge.Undo(actor.Id, now, kept);
        await db.SaveChangesAsync(stop);
        write.Touch(type.Key);
        foreach (var id in chain) write.Touch($"{type.Key}:{id:n}");
        await write.Commit(stop);
        return new Outcome(type.Key, merge.SurvivorId, merge.LoserId, kept);
    }

    /// <summary>The survivor, and the records that it was merged into in turn.</summary>
    private static async Task<List<Guid>> Chain(CrmDb db, Guid survivor, CancellationToken stop)
    {
        var chain = new List<Guid> { survivor };
        for (Guid? last = survivor; last is { } id;)
        {
            last = await db.Standing().AsNoTracking().Where(merge => merge.LoserId == id).Select(merge => (Guid?)merge.SurvivorId).FirstOrDefaultAsync(stop);
            if (last is { } next) chain.Add(next);
        }

        return chain;
    }

    /// <summary>Whoever may change the record that it all ended in may take it apart.</summary>
    private static async Task Demand(CrmDb db, Actor actor, RecordType type, Guid last, CancellationToken stop)
    {
        var entry = await db.RecordEntries.AsNoTracking().FirstOrDefaultAsync(one => one.RecordId == last, stop);
        if (entry is null || !actor.MaySee(type.Key, entry.OwnerId)) throw new RecordNotFound();
        if (!actor.MayEdit(type.Key, entry.OwnerId)) throw new Refused(AccessRefusals.NotYours);
    }

    /// <summary>In a tree the record's old place may by now lie below it: it then comes back to the top.</summary>
    private static async Task<List<KeptByMerge>> CutLoops(CrmDb db, RecordType type, RecordMerge merge, CancellationToken stop)
    {
        var kept = new List<KeptByMerge>();
        foreach (var field in MergeField.Of(db, type).Where(field => field.Field?.ReferenceTo == type.Key))
        {
            foreach (var id in (Guid[])[merge.LoserId, merge.SurvivorId])
            {
                // Rows were pointed back around the tracker: they are read again.
                db.ChangeTracker.Clear();
                db.Attach(merge);
                if (!await Loops(db, type, field, id, stop)) continue;
                field.Write((IRecord)(await db.FindAsync(type.EntityType, [id], stop))!, MergeField.JsonOf(null));
                await db.SaveChangesAsync(stop);
                kept.Add(new KeptByMerge(field.Name, type.Key, id));
            }
        }

        return kept;
    }

    private static async Task<bool> Loops(CrmDb db, RecordType type, MergeField field, Guid id, CancellationToken stop)
    {
        var above = (Guid?)id;
        for (var level = 0; level < MergeLimits.MostLevels; level++)
        {
            if (await db.FindAsync(type.EntityType, [above!.Value], stop) is not IRecord record) return false;
            above = MergeField.IdIn(field.Json(record));
            if (above is null) return false;
            if (above == id) return true;
        }

        return false;
    }
}
