using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Jobs;

/// <summary>Takes jobs off the queue, one worker each, and gives them back.</summary>
internal sealed class JobLease(WorkspaceDatabase home, TimeProvider clock, TimeSpan length)
{
    public TimeSpan Length => length;

    /// <summary>The next job that is due, or whose worker died; null when there is none.</summary>
    public async Task<Job?> Take(CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var now = clock.GetUtcNow();
        if (!await Due(db.Set<Job>(), now).AnyAsync(stop)) return null;
        await using var write = await db.BeginWrite(stop);
        while (true)
        {
            var job = await Next(db, now, stop);
            if (job is null)
            {
                await write.Commit(stop); // jobs that ended on the way stay ended
                return null;
            }

            if (job.CancelRequested) job.Cancel(now);
            else if (job.Attempts >= Job.MaxAttempts) job.Fail(now, JobRefusals.Died);
            else job.Start(Ids.New(), now, length);
            await db.SaveChangesAsync(stop);
            if (job.State != JobState.Running) continue;
            await write.Commit(stop);
            return job;
        }
    }

    /// <summary>Takes back what workers of a process held that is known to be gone.</summary>
    public async Task TakeBack(CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        foreach (var job in await db.Set<Job>().Where(job => job.State == JobState.Running).ToListAsync(stop)) job.PutBack(clock.GetUtcNow(), countAttempt: true);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
    }

    /// <summary>When there will be something to take; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextDue(CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var waiting = await db.Set<Job>().Where(job => job.State == JobState.Waiting).MinAsync(job => (DateTimeOffset?)job.DueAt, stop);
        var leased = await db.Set<Job>().Where(job => job.State == JobState.Running).MinAsync(job => job.LeasedUntil, stop);
        return (waiting, leased) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            _ => waiting ?? leased,
        };
    }

    /// <summary>Renews the lease and stores the progress; answers whether the job is still this run's and whether it is to stop.</summary>
    public async Task<(bool Mine, bool Cancel)> Renew(JobContext context, CancellationToken stop)
    {
        var cancel = false;
        var mine = await Change(context.Id, context.Run, job =>
        {
            job.Report(context.Reported.Done, context.Reported.Total);
            job.Hold(clock.GetUtcNow(), length);
            cancel = job.CancelRequested;
        }, stop);
        return (mine, cancel);
    }

    /// <summary>Changes a job that a run holds; false when it no longer does.</summary>
    public async Task<bool> Change(Guid id, Guid run, Action<Job> change, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        var job = await Lock(db, id, run, stop);
        if (job is null) return false;
        change(job);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return true;
    }

    /// <summary>The job, locked until the transaction ends, while the run holds it. SQLite has one writer: a read in a write is a lock.</summary>
    public static async Task<Job?> Lock(CrmDb db, Guid id, Guid run, CancellationToken stop)
    {
        if (db.Engine == DatabaseEngine.Sqlite) return await db.Set<Job>().FirstOrDefaultAsync(job => job.Id == id && job.LeasedBy == run, stop);
        var rows = await db.Set<Job>().FromSql($"SELECT * FROM jobs WHERE id = {id} AND leased_by = {run} FOR UPDATE").ToListAsync(stop);
        return rows.FirstOrDefault();
    }

    private static async Task<Job?> Next(CrmDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (db.Engine == DatabaseEngine.Sqlite) return await Due(db.Set<Job>(), now).OrderBy(job => job.DueAt).FirstOrDefaultAsync(stop);
        var rows = await db.Set<Job>().FromSql(
            $"""
            SELECT * FROM jobs WHERE (state = 'Waiting' AND due_at <= {now}) OR (state = 'Running' AND leased_until <= {now})
            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """).ToListAsync(stop);
        return rows.FirstOrDefault();
    }

    private static IQueryable<Job> Due(IQueryable<Job> jobs, DateTimeOffset now) => jobs.Where(job =>
        (job.State == JobState.Waiting && job.DueAt <= now) || (job.State == JobState.Running && job.LeasedUntil <= now));
}
