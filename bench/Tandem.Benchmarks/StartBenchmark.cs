namespace Tandem.Benchmarks;

/// <summary>How soon the program is ready on a migrated database, and what it needs when nobody asks for anything.</summary>
internal sealed class StartBenchmark : Benchmark
{
    public override string Name => "start";

    public override string About => "cold start until ready, and idle memory; --engine sqlite|postgres, --rounds 5";

    public override async Task Run(Options options, Report report)
    {
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            var starts = new List<double>();
            for (var round = 0; round < options.Number("rounds", 5); round++)
            {
                await served.Restart();
                starts.Add(served.ColdStart.TotalMilliseconds);
            }

            report.Fact($"{engine}: cold start, median of {starts.Count}", starts.Order().ElementAt(starts.Count / 2), "ms", atMost: 3_000);
            await Task.Delay(TimeSpan.FromSeconds(5));
            report.Fact($"{engine}: idle memory", served.Megabytes, "MB", atMost: 150);
        }

        await ServedTandem.StopDatabase();
    }
}
