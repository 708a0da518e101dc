using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;
using Tandem.Platform.Jobs;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.Duplicates;

/// <summary>
/// Follows the feed: new and changed companies and people are compared with those that are like them. It compares before it takes the turn to write,
/// and rests between its turns, the longer the busier the server is, so that whoever saves meanwhile hardly waits and many changes become one write.
/// </summary>
internal sealed class WatchDuplicates(Crm crm, Foreground foreground, TimeProvider clock) : IFeedConsumer
{
    private const int Portion = 250;

    public string Name => "duplicates";

    public bool FromTheBeginning => true;

    public TimeSpan Rest => TimeSpan.FromSeconds(1);

    public async Task Handle(IReadOnlyList<Change> changes, CancellationToken stop)
    {
        foreach (var group in changes.Where(change => change.RecordType is CompanyRecord.TypeKey or PersonRecord.TypeKey).GroupBy(change => change.RecordType))
        {
            foreach (var ids in group.Select(change => change.RecordId).Distinct().Chunk(Portion))
            {
                var began = Stopwatch.GetTimestamp();
                await using (var db = crm.Open(Actor.System))
                {
                    var proposal = await ProposePairs.Look(db, group.Key, ids, stop);
                    await using var write = await db.BeginWrite(stop);
                    await ProposePairs.Keep(db, proposal, clock.GetUtcNow(), stop);
                    await write.Commit(stop);
                }

                await Task.Delay(foreground.RestAfter(Stopwatch.GetElapsedTime(began)), TimeProvider.System, stop);
            }
        }
    }
}

/// <summary>Goes through all companies and people again, in sets: after a restore, or when somebody wants to be sure.</summary>
internal sealed class LookForDuplicates(Crm crm, TimeProvider clock) : IJobHandler
{
    public const string Name = "duplicates";

    private const int Portion = 500;

    public string Kind => Name;

    /// <param name="RecordType">Which it is at.</param>
    /// <param name="After">The last one it has looked at.</param>
    internal sealed record Point(string RecordType, Guid After, long Done);

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var point = job.Checkpoint<Point>() ?? new Point(CompanyRecord.TypeKey, Guid.Empty, 0);
        long total;
        await using (var db = crm.Open(job.Actor)) total = await db.Set<Customer>().LongCountAsync(customer => customer.DeletedAt == null, stop);
        while (true)
        {
            await using var db = crm.Open(job.Actor);
            var ids = await Next(db, point, stop);
            if (ids.Count == 0 && point.RecordType == PersonRecord.TypeKey) break;
            var next = ids.Count == 0 ? point with { RecordType = PersonRecord.TypeKey, After = Guid.Empty } : point with { After = ids[^1], Done = point.Done + ids.Count };
            var proposal = await ProposePairs.Look(db, point.RecordType, ids, stop);
            await using var write = await db.BeginWrite(stop);
            await ProposePairs.Keep(db, proposal, clock.GetUtcNow(), stop);
            await job.Reach(db, next, next.Done, total, stop);
            await write.Commit(stop);
            point = next;
        }

        await using var last = crm.Open(job.Actor);
        job.Finish(new { compared = point.Done, pairs = await last.Set<DuplicatePair>().CountAsync(pair => pair.DismissedAt == null, stop) });
    }

    private static Task<List<Guid>> Next(CrmDb db, Point point, CancellationToken stop)
    {
        IQueryable<Customer> rows = point.RecordType == CompanyRecord.TypeKey ? db.Companies : db.People;
        return rows.AsNoTracking().Where(customer => customer.DeletedAt == null && customer.Id > point.After).OrderBy(customer => customer.Id).Select(customer => customer.Id).Take(Portion).ToListAsync(stop);
    }
}
