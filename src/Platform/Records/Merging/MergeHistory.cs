using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Merging;

/// <summary>A merge as lists and the API show it.</summary>
/// <param name="Survivor">What the survivor is called.</param>
/// <param name="Loser">What the record was called that was merged away; null after an erasure.</param>
/// <param name="By">Who did it; null for the system.</param>
/// <param name="LastId">The record that it all ended in: the survivor, or the one that the survivor was merged into since.</param>
/// <param name="MayUndo">Whether it stands and the reader may take it apart.</param>
public sealed record MergeRow(Guid Id, Guid TogetherId, string RecordType, Guid SurvivorId, string Survivor, Guid LoserId, string? Loser, DateTimeOffset At, string? By,
    DateTimeOffset? UndoneAt, string? UndoneBy, Guid LastId, bool MayUndo, IReadOnlyList<KeptByMerge> Kept);

/// <summary>Merges as an actor may see them: with the record that they ended in.</summary>
internal sealed class MergeHistory(Crm crm, RecordTypes types)
{
    public const int PageSize = 50;

    /// <param name="before">Sequence of the last one seen; null for the newest.</param>
    /// <param name="record">Only merges of this record.</param>
    public async Task<(IReadOnlyList<MergeRow> Rows, long? Next)> Page(Actor actor, string? recordType, Guid? record, long? before, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var rows = new List<MergeRow>();
        var last = before;
        while (true)
        {
            var page = await db.Set<RecordMerge>().AsNoTracking()
                .Where(merge => (recordType == null || merge.RecordType == recordType) && (record == null || merge.SurvivorId == record || merge.LoserId == record) && (last == null || merge.Sequence < last))
                .OrderByDescending(merge => merge.Sequence).Take(PageSize).ToListAsync(stop);
            rows.AddRange(await Shown(db, actor, page, stop));
            last = page.Count == PageSize ? page[^1].Sequence : null;
            if (rows.Count >= PageSize || last is null) return (rows, last);
        }
    }

    public async Task<MergeRow> Get(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var merge = await db.Set<RecordMerge>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        return (await Shown(db, actor, [merge], stop)) is [var row] ? row : throw new RecordNotFound();
    }

    private async Task<List<MergeRow>> Shown(CrmDb db, Actor actor, List<RecordMerge> merges, CancellationToken stop)
    {
        var survivors = await Aliases.Survivors(db, merges.Select(merge => merge.SurvivorId), stop);
        Guid LastOf(RecordMerge merge) => survivors.GetValueOrDefault(merge.SurvivorId, merge.SurvivorId);
        var ids = merges.Select(LastOf).Concat(merges.Select(merge => merge.SurvivorId)).Distinct().ToArray();
        var entries = (await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId)).ToListAsync(stop)).ToDictionary(entry => entry.RecordId);
        var users = await RecordNames.Of(db, actor, merges.SelectMany(merge => new[] { merge.ById, merge.UndoneById }).OfType<Guid>(), stop);
        return [.. merges.Where(merge => types.Find(merge.RecordType) is not null && entries.TryGetValue(LastOf(merge), out var last) && actor.MaySee(merge.RecordType, last.OwnerId))
            .Select(merge => new MergeRow(merge.Id, merge.TogetherId, merge.RecordType, merge.SurvivorId, entries.GetValueOrDefault(merge.SurvivorId)?.Title ?? "", merge.LoserId, merge.LoserTitle, merge.At,
                merge.ById is { } by ? users.GetValueOrDefault(by)?.Title : null, merge.UndoneAt, merge.UndoneById is { } undoer ? users.GetValueOrDefault(undoer)?.Title : null, LastOf(merge),
                merge.Stands && actor.MayEdit(merge.RecordType, entries[LastOf(merge)].OwnerId), merge.Kept))];
    }
}
