using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Jobs;
using Tandem.Platform.Settings;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>
/// Computes anew what deals are worth in the workspace's currency, after that currency or a dated rate has changed, and on the day on
/// which the next dated rate begins. A closed deal keeps the rate of its closing day. An open one has only the amount that orders lists; wherever
/// open deals are added up, they follow the rate of today. Running it again changes nothing; automation, webhooks and the timeline hear nothing of it.
/// </summary>
internal sealed class RevalueDeals(Crm crm, JobQueue queue, TimeProvider clock) : IJobHandler, IRatesFollower
{
    public const string JobKind = "deals-revalue";

    /// <summary>Rates are entered several at a time: one job follows them all.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private const int Portion = 1000;

    public string Kind => JobKind;

    public async Task RatesChange(CrmDb db, CancellationToken stop)
    {
        // One that is about to begin may read the rates before this change commits.
        var late = clock.GetUtcNow() + (Settling / 2);
        var settled = clock.GetUtcNow() + Settling;
        if (await db.Set<Job>().AnyAsync(job => job.Kind == JobKind && job.State == JobState.Waiting && job.DueAt > late && job.DueAt <= settled, stop)) return;
        Put(db, settled);
    }

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var reached = job.Checkpoint<Progress>() ?? new Progress(Guid.Empty, 0, 0);
        long total;
        await using (var db = crm.Open(job.Actor)) total = await Concerned(db, (await SalesCalendar.Books(db, clock, stop)).Rates.Base).CountAsync(stop);
        while (await Take(job, reached, total, stop) is { } next) reached = next;
        await FollowNext(job, stop);
        job.Finish(new { reached.Changed });
    }

    /// <summary>Comes again when the next rate begins.</summary>
    private async Task FollowNext(JobContext job, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        var books = await SalesCalendar.Books(db, clock, stop);
        if (books.Rates.NextAfter(books.Today) is not { } day) return;
        var due = SalesCalendar.StartOf(day, books.Zone);
        if (await db.Set<Job>().AnyAsync(other => other.Kind == JobKind && other.State == JobState.Waiting && other.DueAt == due, stop)) return;
        Put(db, due);
        await db.SaveChangesAsync(stop);
    }

    private void Put(CrmDb db, DateTimeOffset due) => queue.Add(db, Actor.System, JobKind, new { }, "deal.revalue", subject: null, due);

    /// <summary>Converts the next deals; null when there are no more.</summary>
    private async Task<Progress?> Take(JobContext job, Progress reached, long total, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        await using var write = await db.BeginWrite(stop);
        var books = await SalesCalendar.Books(db, clock, stop);
        var deals = await Concerned(db, books.Rates.Base).Where(deal => deal.Id > reached.Last).OrderBy(deal => deal.Id).Take(Portion)
            .Include(deal => deal.Lines.OrderBy(line => line.Order)).AsSplitQuery().ToListAsync(stop);
        if (deals.Count == 0) return null;
        var changed = new List<DealWorth>();
        foreach (var deal in deals)
        {
            var before = (deal.ComparableAmount, deal.BaseAmount, deal.BaseCurrency, Lines: deal.Lines.Select(line => line.BaseAmount).ToList());
            deal.Convert(books.Rates, books.Today);
            if (before.ComparableAmount != deal.ComparableAmount || before.BaseAmount != deal.BaseAmount || before.BaseCurrency != deal.BaseCurrency || !before.Lines.SequenceEqual(deal.Lines.Select(line => line.BaseAmount)))
                changed.Add(DealWorth.Of(deal));
        }

        await DealWorth.Write(db, changed, stop);
        if (changed.Count > 0) write.Touch(Deal.TypeKey);
        var next = new Progress(deals[^1].Id, reached.Done + deals.Count, reached.Changed + changed.Count);
        await job.Reach(db, next, next.Done, Math.Max(total, next.Done), stop);
        await write.Commit(stop);
        return next;
    }

    /// <summary>Deals in another currency, and those whose value is still in the workspace's former one.</summary>
    private static IQueryable<Deal> Concerned(CrmDb db, string home) => db.Deals.AsNoTracking().Where(deal => deal.Amount != null
        && (deal.Currency != home || deal.ComparableAmount == null || deal.ComparableAmount != deal.Amount || (deal.Status != StageMeaning.Open && deal.BaseCurrency != home)));

    /// <param name="Last">Id of the last deal that was looked at.</param>
    private sealed record Progress(Guid Last, long Done, long Changed);
}
