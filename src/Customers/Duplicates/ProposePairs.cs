using Microsoft.EntityFrameworkCore;
using Tandem.Core.Matching;
using Tandem.Platform.Data;

namespace Tandem.Customers.Duplicates;

/// <summary>Compares records with those that share a key with them, many at a time, and keeps the pairs that may be one.</summary>
internal static class ProposePairs
{
    /// <summary>A name that more than these share is no reason to compare.</summary>
    private const int MostUnderKey = 40;

    private const int Portion = 1_000;

    /// <summary>Keys and pairs of the records as they are now. Reads only, so that whoever saves meanwhile does not wait.</summary>
    public static async Task<Proposal> Look(CrmDb db, string recordType, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var living = await MatchSubject.Load(db, recordType, ids, stop);
        var keys = living.ToDictionary(subject => subject.Id, CustomerComparison.KeysOf);
        var change = await MatchIndex.Change(db, ids, keys, stop);
        return new Proposal(recordType, ids, change, await Compare(db, recordType, living, keys, change, stop));
    }

    /// <summary>Brings what is stored up to date. Inside a write transaction; saves.</summary>
    public static async Task Keep(CrmDb db, Proposal proposal, DateTimeOffset now, CancellationToken stop)
    {
        await MatchIndex.Apply(db, proposal.Keys, stop);
        var (ids, found) = (proposal.Ids, proposal.Pairs);
        var known = await db.Set<DuplicatePair>().Where(pair => ids.Contains(pair.FirstId) || ids.Contains(pair.SecondId)).ToListAsync(stop);
        foreach (var pair in known)
        {
            var same = found.Remove((pair.FirstId, pair.SecondId), out var compared);
            if (pair.DismissedAt is not null) continue;
            if (!same) db.Remove(pair);
            else (pair.Score, pair.Reasons) = (Percent(compared!), ReasonsOf(compared!));
        }

        db.AddRange(found.Select(pair => new DuplicatePair
        {
            FirstId = pair.Key.First, SecondId = pair.Key.Second, RecordType = proposal.RecordType, FoundAt = now, Score = Percent(pair.Value), Reasons = ReasonsOf(pair.Value),
        }));
        await db.SaveChangesAsync(stop);
    }

    private static async Task<Dictionary<(Guid First, Guid Second), Comparison>> Compare(
        CrmDb db, string recordType, List<MatchSubject> living, Dictionary<Guid, MatchedKeys> keys, KeyChange change, CancellationToken stop)
    {
        var shared = keys.Values.SelectMany(one => one.ForPairs).Distinct().ToList();
        var under = await MatchIndex.Under(db, shared, MostUnderKey + 1, stop);
        var (gone, come) = (change.Gone.ToLookup(row => row.Key, row => row.Id), change.Come.ToLookup(row => row.Key, row => row.Id));
        var subjects = living.ToDictionary(subject => subject.Id);
        var blocks = shared.Select(key => (Guid[])[.. under[key].Except(gone[key]).Union(come[key])]).Where(block => block.Length is > 1 and <= MostUnderKey).ToList();
        foreach (var portion in blocks.SelectMany(block => block).Where(id => !subjects.ContainsKey(id)).Distinct().Chunk(Portion))
            foreach (var subject in await MatchSubject.Load(db, recordType, portion, stop)) subjects[subject.Id] = subject;
        var found = new Dictionary<(Guid, Guid), Comparison>();
        var seen = new HashSet<(Guid, Guid)>();
        foreach (var block in blocks)
        {
            foreach (var id in block.Where(keys.ContainsKey))
            {
                foreach (var other in block)
                {
                    if (other == id || !subjects.TryGetValue(other, out var second) || !seen.Add(DuplicatePair.Ordered(id, other))) continue;
                    if (CustomerComparison.IfProposed(subjects[id], second) is { } compared) found[DuplicatePair.Ordered(id, other)] = compared;
                }
            }
        }

        return found;
    }

    // Nobody is sure before a person has looked.
    private static int Percent(Comparison compared) => Math.Min(99, (int)Math.Round(compared.Score * 100));

    private static List<string> ReasonsOf(Comparison compared) => [.. compared.Reasons.Select(reason => reason.Reason)];
}

/// <summary>What was found about some records and is not stored yet.</summary>
internal sealed record Proposal(string RecordType, IReadOnlyCollection<Guid> Ids, KeyChange Keys, Dictionary<(Guid First, Guid Second), Comparison> Pairs);
