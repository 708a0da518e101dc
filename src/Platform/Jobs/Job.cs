using Tandem.Core;
using Tandem.Platform.Data;

namespace Tandem.Platform.Jobs;

public enum JobState
{
    Waiting, Running, Done, Failed, Cancelled,
}

/// <summary>
/// Work that outlives a request. A worker holds a lease and renews it while it works; when the process dies the lease runs out
/// and another worker goes on from <see cref="Checkpoint"/>.
/// </summary>
public sealed class Job : ISignals
{
    /// <summary>Topic of the lists of jobs.</summary>
    public const string Topic = "job";

    /// <summary>Topic that wakes the workers.</summary>
    internal const string DueTopic = "job-due";

    /// <summary>How often a job is tried without getting any further.</summary>
    public const int MaxAttempts = 5;

    public Guid Id { get; init; } = Ids.New();

    /// <summary>Which handler does it.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON that the handler understands.</summary>
    public required string Arguments { get; init; }

    /// <summary>Resource key of the title on the jobs screen, with the file's or record's name in <see cref="Subject"/>.</summary>
    public required string Title { get; init; }

    public string? Subject { get; init; }

    public JobState State { get; private set; }

    public Guid? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Until when a worker holds it.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Which run of it holds it: each has an id of its own, so that one that was away too long is told from the one after it.</summary>
    public Guid? LeasedBy { get; private set; }

    /// <summary>Times it was begun since it last got further.</summary>
    public int Attempts { get; private set; }

    public bool CancelRequested { get; private set; }

    public long Done { get; private set; }

    /// <summary><see cref="Done"/> when the present worker began: its rate counts from there.</summary>
    public long DoneAtStart { get; private set; }

    /// <summary>Null while unknown.</summary>
    public long? Total { get; private set; }

    /// <summary>JSON of how far the handler came; written in the same transaction as the work it stands for.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>JSON of the outcome.</summary>
    public string? Result { get; private set; }

    /// <summary>A file that came out of it.</summary>
    public Guid? ResultFileId { get; private set; }

    /// <summary>Why it failed: a refusal code, or <see cref="JobRefusals.Unexpected"/>.</summary>
    public string? Error { get; private set; }

    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    public JobProgress Progress(DateTimeOffset now) => JobProgress.Of(this, now);

    /// <summary>Asks the worker to stop; a job that nobody works on stops at once.</summary>
    public void RequestCancel(DateTimeOffset now)
    {
        if (IsOver) throw new Refused(JobRefusals.IsOver);
        CancelRequested = true;
        if (State == JobState.Waiting) End(JobState.Cancelled, now);
    }

    /// <summary>Begins a failed job again, from where it came to.</summary>
    public void Retry(DateTimeOffset now)
    {
        if (State != JobState.Failed) throw new Refused(JobRefusals.NotFailed);
        (State, DueAt, FinishedAt, Error, Attempts) = (JobState.Waiting, now, null, null, 0);
    }

    internal void Start(Guid run, DateTimeOffset now, TimeSpan lease)
    {
        State = JobState.Running;
        StartedAt = now;
        DoneAtStart = Done;
        Attempts++;
        LeasedBy = run;
        LeasedUntil = now + lease;
    }

    internal void Hold(DateTimeOffset now, TimeSpan lease) => LeasedUntil = now + lease;

    internal void Reach(string checkpoint)
    {
        Checkpoint = checkpoint;
        Attempts = 1;
    }

    internal void Report(long done, long? total) => (Done, Total) = (done, total);

    internal void Finish(DateTimeOffset now, string? result, Guid? file)
    {
        (Result, ResultFileId, Error) = (result, file, null);
        End(JobState.Done, now);
    }

    internal void Cancel(DateTimeOffset now) => End(JobState.Cancelled, now);

    internal void Fail(DateTimeOffset now, string error)
    {
        Error = error;
        End(JobState.Failed, now);
    }

    /// <summary>Back into the queue: the process ends, or the work failed and is tried again.</summary>
    internal void PutBack(DateTimeOffset due, bool countAttempt)
    {
        (State, DueAt, LeasedBy, LeasedUntil) = (JobState.Waiting, due, null, null);
        if (!countAttempt) Attempts--;
    }

    void ISignals.Signal(ISet<string> topics)
    {
        topics.Add(Topic);
        topics.Add($"{Topic}:{Id:n}");
        if (State == JobState.Waiting || (CancelRequested && !IsOver)) topics.Add(DueTopic);
    }

    private void End(JobState state, DateTimeOffset now) => (State, FinishedAt, LeasedBy, LeasedUntil) = (state, now, null, null);
}

public static class JobRefusals
{
    public const string IsOver = "job.is-over";
    public const string NotFailed = "job.not-failed";
    public const string ActorGone = "job.actor-gone";
    public const string UnknownKind = "job.unknown-kind";
    public const string Died = "job.died";
    public const string Unexpected = "job.unexpected";
}
