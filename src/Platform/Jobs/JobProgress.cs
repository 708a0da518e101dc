namespace Tandem.Platform.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all; null while unknown.</param>
/// <param name="PerSecond">Units a second since the present worker began; null before there is anything to measure.</param>
/// <param name="TimeLeft">At that rate; null while unknown.</param>
public sealed record JobProgress(long Done, long? Total, double? PerSecond, TimeSpan? TimeLeft)
{
    /// <summary>Between 0 and 1; null while the total is unknown.</summary>
    public double? Share => Total is > 0 ? Math.Clamp((double)Done / Total.Value, 0, 1) : null;

    internal static JobProgress Of(Job job, DateTimeOffset now)
    {
        if (job is not { State: JobState.Running, StartedAt: { } start } || job.Done <= job.DoneAtStart || now <= start)
            return new JobProgress(job.Done, job.Total, null, null);
        var rate = (job.Done - job.DoneAtStart) / (now - start).TotalSeconds;
        TimeSpan? left = job.Total is { } total && total >= job.Done ? TimeSpan.FromSeconds(Math.Min((total - job.Done) / rate, TimeSpan.FromDays(365).TotalSeconds)) : null;
        return new JobProgress(job.Done, job.Total, rate, left);
    }
}
