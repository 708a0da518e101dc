using System.Diagnostics;
using System.Globalization;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Runs;
using Tandem.Testing;
using Tandem.Testing.App;

namespace Tandem.Benchmarks;

/// <summary>A CSV file of people into a workspace that is large already: reading it with its preview, writing it, changing all of it, and taking both back.</summary>
internal sealed class PeopleImportBenchmark : Benchmark
{
    public override string Name => "people-import";

    public override string About => "100,000 people from CSV into a workspace of 1,000,000, then an update of them, each reverted; --engine, --present 1000000, --people 100000";

    public override async Task Run(Options options, Report report)
    {
        var (present, people) = (options.Number("present", 1_000_000), options.Number("people", 100_000));
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            await new Filling(served.Beside).Fill(present / 5, present, 0);
            report.Fact($"{engine}: limit, {people * 4:N0} bare rows inserted", await Limits.Rows(engine, people * 4), "s");
            var created = await Import(served, engine, "import", Lines(people, "Berlin"), people, atMost: 8, report);
            var updated = await Import(served, engine, "update", Lines(people, "Vienna"), people, atMost: 30, report);
            await Revert(served, $"{engine}: revert of the update", updated, people, report);
            await Revert(served, $"{engine}: revert of the import", created, people, report);
            report.Fact($"{engine}: most memory, with what filled the workspace", ProcessMemory.Of(Process.GetCurrentProcess(), "VmHWM") ?? double.NaN, "MB");
        }

        await ServedTandem.StopDatabase();
    }

    private static IEnumerable<string> Lines(int people, string city) => Enumerable.Range(0, people).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"Given{i % 997} Family{i},person{i}@import{i % 500}.example,+49301{i:0000000},{city},Germany"));

    private static async Task<ImportRun> Import(ServedTandem served, Platform.Data.DatabaseEngine engine, string what, IEnumerable<string> lines, int people, double atMost, Report report)
    {
        var path = Path.Combine(Scratch.Folder("people"), "people.csv");
        await File.WriteAllLinesAsync(path, lines.Prepend("Name,Email,Phone,City,Country"));
        var watch = Stopwatch.StartNew();
        await using var content = File.OpenRead(path);
        var run = await served.Beside.Run<Imports, ImportRun>(imports => imports.HandIn(Actor.System, [new IncomingFile("people.csv", content)], null, CancellationToken.None));
        if (run.State == ImportState.Reading) await served.Beside.Work(run.JobId!.Value);
        report.Fact($"{engine}: {what}, read with its preview", watch.Elapsed.TotalSeconds, "s");
        watch.Restart();
        await served.Beside.Work(await served.Beside.Run<Imports, Guid>(imports => imports.Start(Actor.System, run.Id, CancellationToken.None)));
        report.Fact($"{engine}: {what} of {people:N0} people", watch.Elapsed.TotalSeconds, "s", atMost: atMost);
        var done = await served.Beside.Run<Imports, ImportRun>(imports => imports.Get(Actor.System, run.Id, CancellationToken.None));
        report.Fact($"{engine}: {what}, rows that were not written", people - done.Report!.Files.Sum(file => file.Created + file.Updated), "", atMost: 0);
        return done;
    }

    private static async Task Revert(ServedTandem served, string what, ImportRun run, int people, Report report)
    {
        var watch = Stopwatch.StartNew();
        await served.Beside.Work(await served.Beside.Run<Imports, Guid>(imports => imports.Revert(Actor.System, run.Id, CancellationToken.None)));
        report.Fact(what, watch.Elapsed.TotalSeconds, "s", atMost: 15);
        var reversion = (await served.Beside.Run<Imports, ImportRun>(imports => imports.Get(Actor.System, run.Id, CancellationToken.None))).Reversion!;
        report.Fact($"{what}, records that stayed", people - reversion.Removed - reversion.Restored, "", atMost: 0);
    }
}
