using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Jobs;

/// <summary>A job as its handler sees it: what to do, how far it came, and how to say so.</summary>
public sealed class JobContext
{
    private readonly Job job;
    private readonly TimeProvider clock;
    private readonly TimeSpan lease;
    private long done;
    private long total;
    private string? checkpoint;

    internal JobContext(Job job, Actor actor, TimeProvider clock, TimeSpan lease)
    {
        this.job = job;
        this.clock = clock;
        this.lease = lease;
        (done, total, checkpoint) = (job.Done, job.Total ?? -1, job.Checkpoint);
        Actor = actor;
    }

    public Guid Id => job.Id;

    /// <summary>Whoever asked for the job: the work is done in their name and within what they may see.</summary>
    public Actor Actor { get; }

    internal Guid Run => job.LeasedBy ?? Guid.Empty;

    public string? Subject => job.Subject;

    internal string? Result { get; private set; }

    internal Guid? ResultFileId { get; private set; }

    internal (long Done, long? Total) Reported => (Interlocked.Read(ref done), Interlocked.Read(ref total) is >= 0 and var all ? all : null);

    public T Arguments<T>() => JsonSerializer.Deserialize<T>(job.Arguments, JsonForms.Stored)!;

    /// <summary>How far an earlier run came; the default when there was none.</summary>
    public T? Checkpoint<T>() => checkpoint is null ? default : JsonSerializer.Deserialize<T>(checkpoint, JsonForms.Stored);

    /// <summary>Says how far the work is. The screen hears of it within a second; nothing is written here.</summary>
    public void Report(long doneNow, long? totalNow)
    {
        Interlocked.Exchange(ref done, doneNow);
        Interlocked.Exchange(ref total, totalNow ?? -1);
    }

    /// <summary>
    /// Stores how far the work came, in the transaction of the work itself: call it before <see cref="WriteTransaction.Commit"/>.
    /// Throws <see cref="LeaseLost"/> when another worker has taken over; the transaction must then be rolled back.
    /// </summary>
    public async Task Reach<T>(CrmDb db, T point, long doneNow, long? totalNow, CancellationToken stop)
    {
        var held = await JobLease.Lock(db, job.Id, Run, stop) ?? throw new LeaseLost();
        var json = JsonSerializer.Serialize(point, JsonForms.Stored);
        held.Reach(json);
        held.Report(doneNow, totalNow);
        held.Hold(clock.GetUtcNow(), lease);
        await db.SaveChangesAsync(stop);
        db.Entry(held).State = EntityState.Detached;
        checkpoint = json;
        Report(doneNow, totalNow);
    }

    /// <summary>The outcome, stored when the handler returns.</summary>
    public void Finish<T>(T result, Guid? file = null)
    {
        Result = JsonSerializer.Serialize(result, JsonForms.Stored);
        ResultFileId = file;
    }
}

/// <summary>The worker was away too long and another one took the job over.</summary>
public sealed class LeaseLost() : Exception("The lease on the job was lost.");
