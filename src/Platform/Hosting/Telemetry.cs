using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tandem.Platform.Hosting;

/// <summary>What the product itself measures; names follow the OpenTelemetry conventions.</summary>
internal static class Telemetry
{
    public const string Name = "Tandem";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Time of a save, from the first statement to the commit.</summary>
    public static readonly Histogram<double> Saves = Meter.CreateHistogram<double>("tandem.save.duration", "s", "Time to commit a save");

    /// <summary>Time of a run of a job, by kind and how it ended.</summary>
    public static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>("tandem.job.duration", "s", "Time of a run of a job");

    /// <summary>Open live-update connections.</summary>
    public static readonly UpDownCounter<int> Live = Meter.CreateUpDownCounter<int>("tandem.live.connections", description: "Open live-update connections");
}
