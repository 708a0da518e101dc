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

    /// <summary>Brings keys and pairs of the records up to date. Inside a write transaction; saves.</summary>
    public static async Task Run(CrmDb db, string recordType, IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken stop)
    {
        var living = await MatchSubject.Load(db, recordType, ids, stop);
        await MatchIndex.Refresh(db, ids, living, stop);
        var found = await Compare(db, recordType, living, stop);
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
            FirstId = pair.Key.First, SecondId = pair.Key.Second, RecordType = recordType, FoundAt = now, Score = Percent(pair.Value), Reasons = ReasonsOf(pair.Value),
        }));
        await db.SaveChangesAsync(stop);
    }

    private static async Task<Dictionary<(Guid First, Guid Second), Comparison>> Compare(CrmDb db, string recordType, List<MatchSubject> living, CancellationToken stop)
    {
        var keys = living.ToDictionary(subject => subject.Id, CustomerComparison.KeysOf);
        var under = await MatchIndex.Under(db, [.. keys.Values.SelectMany(one => one.All).Distinct()], MostUnderKey + 1, stop);
        var wanted = living.ToDictionary(subject => subject.Id, subject => keys[subject.Id].All.Select(key => under[key]).Where(block => block.Count() <= MostUnderKey).SelectMany(block => block).Where(id => id != subject.Id).ToHashSet());
        var subjects = living.ToDictionary(subject => subject.Id);
        foreach (var portion in wanted.Values.SelectMany(all => all).Where(id => !subjects.ContainsKey(id)).Distinct().Chunk(Portion))
            foreach (var subject in await MatchSubject.Load(db, recordType, portion, stop)) subjects[subject.Id] = subject;
        var found = new Dictionary<(Guid, Guid), Comparison>();
        foreach (var (id, others) in wanted)
        {
            foreach (var other in others.Where(subjects.ContainsKey))
            {
                var pair = DuplicatePair.Ordered(id, other);
                if (found.ContainsKey(pair)) continue;
                var compared = CustomerComparison.Of(subjects[id], subjects[other]);
                if (compared.Score >= CustomerComparison.Proposed) found[pair] = compared;
            }
        }

        return found;
    }

    // Nobody is sure before a person has looked.
    private static int Percent(Comparison compared) => Math.Min(99, (int)Math.Round(compared.Score * 100));

    private static List<string> ReasonsOf(Comparison compared) => [.. compared.Reasons.Select(reason => reason.Reason)];
}
