using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>One of the things that are cleared away every day. A module registers its own with <c>AddScoped&lt;ICleaning, …&gt;()</c>.</summary>
public interface ICleaning
{
    /// <summary>In the job's result: camelCase.</summary>
    string Name { get; }

    /// <summary>Clears away what is due, in transactions of well under 500 ms; answers how much it was. May be run again at any time.</summary>
    Task<long> Run(JobContext job, CancellationToken stop);
}

/// <summary>The daily job that runs every cleaning.</summary>
internal sealed class DailyCleaning(IEnumerable<ICleaning> cleanings) : IJobHandler
{
    public const string Name = "cleaning";

    public static readonly RecurringJob Daily = new(Name, TimeSpan.FromDays(1), "job.cleaning");

    public string Kind => Name;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var cleared = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var cleaning in cleanings) cleared[cleaning.Name] = await cleaning.Run(job, stop);
        job.Finish(cleared);
    }
}
