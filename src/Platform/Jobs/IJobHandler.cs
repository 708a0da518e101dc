using Tandem.Platform.Changes;

namespace Tandem.Platform.Jobs;

/// <summary>
/// Does the jobs of one kind. A module registers it with <c>services.AddScoped&lt;IJobHandler, ImportJob&gt;()</c>. It may die between any
/// two lines and is then run again: it cuts its work into steps, each in one <see cref="Data.WriteTransaction"/> together with
/// <see cref="JobContext.Reach"/>, and goes on from <see cref="JobContext.Checkpoint{T}"/>.
/// </summary>
public interface IJobHandler
{
    /// <summary>The kind that <see cref="JobQueue.Enqueue"/> names.</summary>
    string Kind { get; }

    /// <summary>What the feed says of how its changes came.</summary>
    ChangeDoor Door => ChangeDoor.Job;

    /// <summary>
    /// Works until done. A <see cref="Core.Refused"/> fails the job with its code at once, any other exception is tried again later.
    /// </summary>
    /// <param name="stop">Trips when cancelling is asked for, when the lease is lost and when the process ends.</param>
    Task Run(JobContext job, CancellationToken stop);
}
