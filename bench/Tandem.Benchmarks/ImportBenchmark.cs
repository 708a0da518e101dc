using System.Diagnostics;
using System.Globalization;
using Tandem.Testing;
using Tandem.Testing.Databases;

namespace Tandem.Benchmarks;

/// <summary>
/// <c>tandem import</c> from the start of the program to its end: the four files of a real set, and 100,000 deals of the same form. Beside them what
/// starting the program costs, and inserting as many bare rows as the import writes.
/// </summary>
internal sealed class ImportBenchmark : Benchmark
{
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "Tandem.Host.dll");

    public override string Name => "import";

    public override string About => "tandem import of the Maven set, and of 100,000 deals, with the most memory that was used; --engine, --deals 100000, --rounds 3";

    public override async Task Run(Options options, Report report)
    {
        var maven = TestData.PathOf("maven_crm");
        var many = await Synthetic(maven, options.Number("deals", 100_000));
        foreach (var engine in options.Engines)
        {
            await ServedTandem.NeedDatabase(engine);
            report.Fact($"{engine}: limit, 1,000,000 bare rows inserted", await Limits.Rows(engine, 1_000_000), "s");
            var rounds = new List<(double Seconds, double Megabytes)>();
            var starts = new List<double>();
            for (var round = 0; round < options.Number("rounds", 3); round++)
            {
                await using var database = await TestDatabase.Empty(engine);
                await Program(database, "key", "add", "bench");
                starts.Add((await Program(database, "key", "add", "again")).Seconds);
                rounds.Add(await Program(database, "import", maven));
            }

            report.Fact($"{engine}: limit, starting the program", starts.Order().ElementAt(starts.Count / 2), "s");
            report.Fact($"{engine}: Maven set, end to end, median of {rounds.Count}", rounds.Select(one => one.Seconds).Order().ElementAt(rounds.Count / 2), "s", atMost: 5);
            report.Fact($"{engine}: Maven set, most memory", rounds.Max(one => one.Megabytes), "MB");
            await using var large = await TestDatabase.Empty(engine);
            await Program(large, "key", "add", "bench");
            var (seconds, megabytes) = await Program(large, "import", many);
            report.Fact($"{engine}: {options.Number("deals", 100_000)} deals, end to end", seconds, "s", atMost: 30);
            report.Fact($"{engine}: {options.Number("deals", 100_000)} deals, most memory", megabytes, "MB", atMost: 400);
        }

        await ServedTandem.StopDatabase();
    }

    /// <summary>The same files with as many deals as wanted.</summary>
    private static async Task<string> Synthetic(string maven, int deals)
    {
        var folder = Scratch.Folder("many");
        foreach (var file in Directory.GetFiles(maven, "*.csv")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var lines = await File.ReadAllLinesAsync(Path.Combine(maven, "sales_pipeline.csv"));
        await using var copy = new StreamWriter(Path.Combine(folder, "sales_pipeline.csv"));
        await copy.WriteLineAsync(lines[0]);
        for (var number = 0; number < deals; number++)
        {
            var line = lines[1 + number % (lines.Length - 1)];
            await copy.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"N{number:0000000}{line[line.IndexOf(',', StringComparison.Ordinal)..]}"));
        }

        return folder;
    }

    private static async Task<(double Seconds, double Megabytes)> Program(TestDatabase database, params string[] command)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Host, .. command, "--data", Scratch.Folder("import"), "--db", database.Given])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var most = 0d;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!process.HasExited && await timer.WaitForNextTickAsync()) most = Math.Max(most, ProcessMemory.Of(process, "VmHWM") ?? 0);
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? (seconds, most) : throw new InvalidOperationException($"tandem {string.Join(' ', command)} failed: {await errors}");
    }
}
