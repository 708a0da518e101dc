using System.Diagnostics;
using System.Text.Json;
using Tandem.Platform.Access;
using Tandem.Testing;

namespace Tandem.Benchmarks;

/// <summary>The load that other CRMs were measured with (bench/crm), against this one, with their figures beside it.</summary>
internal sealed class LoadBenchmark : Benchmark
{
    // Measured with the same load on 2 cores, durable settings: EspoCRM 9.2 with MariaDB, Directus 11 with PostgreSQL (no CRM logic), Tryton 6 with PostgreSQL.
    private static readonly (string Phase, int Clients, string What, string Peers, Target? Target)[] Phases =
    [
        ("create", 1, "create", "27 / 63-139 / 35 per s", Target.PerSecond(800)),
        ("create", 8, "create", "45 / 238 / 38 per s", Target.PerSecond(1_500)),
        ("list", 1, "list 50, filter and sort", "81 / 16 / 41 ms", Target.Median(3)),
        ("search-many", 1, "search, many match", "640 / 39 / 14 ms", Target.Median(3)),
        ("search-rare", 1, "search, one matches", "850 / 70 / 42 ms", Target.Median(3)),
        ("get", 1, "read one", "23 / 4.9 / 7.7 ms", Target.Median(1)),
        ("update", 1, "update one", "44 / 10 / 6.6 ms", Target.Median(2)),
        ("pipeline", 1, "pipeline of 10,000 deals", "72 / 6.8 / 14 ms", Target.Median(2)),
    ];

    public override string Name => "load";

    public override string About => "the load of bench/crm at 100,000 contacts and 10,000 deals, beside other CRMs' figures; --engine, --contacts 100000, --requests 1000, --rounds 3 of which the median counts (needs node)";

    public override async Task Run(Options options, Report report)
    {
        var requests = options.Number("requests", 1_000);
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            await new Filling(served.Beside).Fill(companies: 0, people: 0, deals: 1); // its pipeline takes the deals of the load
            using var api = await served.Beside.Api(Role.Administrator);
            var driver = new Driver(served.Address, api.Http.DefaultRequestHeaders.Authorization!.Parameter!);
            report.Fact($"{engine}: memory idle", served.Megabytes, "MB", atMost: 150);
            report.Fact($"{engine}: bulk, contacts (peers 23-141 / 895 / 250)", (await driver.Run("bulk", 1, options.Number("contacts", 100_000))).Rows, "per s");
            report.Fact($"{engine}: bulk, deals", (await driver.Run("opps", 1, options.Number("contacts", 100_000) / 10)).Rows, "per s");
            var empty = await Limits.Empty(served.Address, 1, requests);
            var commits = (One: await Limits.Commits(served.Beside, 1, requests), Eight: await Limits.Commits(served.Beside, 8, requests));
            report.Add($"{engine}: limit, empty request", empty);
            report.Add($"{engine}: limit, one commit", commits.One);
            report.Add($"{engine}: limit, one commit", commits.Eight);
            foreach (var (phase, clients, what, peers, target) in Phases)
            {
                // A server that has just started still compiles what it runs; the load is of one at work.
                await driver.Run(phase, clients, requests);
                var rounds = new List<Measured>();
                for (var round = 0; round < options.Number("rounds", 3); round++) rounds.Add((await driver.Run(phase, clients, requests * clients)).Measured);
                var limit = phase is "create" or "update" ? clients == 8 ? commits.Eight : commits.One : empty;
                report.Add($"{engine}: {what} (peers {peers})", rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2), limit.PerSecond, target);
            }

            report.Fact($"{engine}: memory after the load (peers 121 / 130 / 71, and 199 / 155 / 155 of the database)", served.Megabytes, "MB", atMost: 400);
        }

        await ServedTandem.StopDatabase();
    }

    /// <summary>Runs the load's own program, which remembers in its folder what it made.</summary>
    private sealed class Driver(Uri address, string key)
    {
        private readonly string folder = Copy();

        public async Task<(Measured Measured, double Rows)> Run(string phase, int clients, int requests)
        {
            using var node = Process.Start(new ProcessStartInfo("node",
                ["crm-bench.mjs", "--adapter", "tandem", "--phase", phase, "--n", requests.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "--c", clients.ToString(System.Globalization.CultureInfo.InvariantCulture), "--base", address.ToString().TrimEnd('/')])
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TANDEM_KEY"] = key },
            })!;
            var errors = node.StandardError.ReadToEndAsync();
            var said = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            if (node.ExitCode != 0) throw new InvalidOperationException($"The load's {phase} failed: {await errors}");
            using var json = JsonDocument.Parse(said.Trim().Split('\n')[^1]);
            double Of(string name) => json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
            return (new Measured(clients, Of("perSec"), Of("p50"), Of("p95"), Of("max"), (int)Of("errors")), Of("rowsPerSec"));
        }

        private static string Copy()
        {
            var target = Scratch.Folder("load");
            var source = Repository.PathOf("bench/crm");
            foreach (var file in Directory.GetFiles(source, "*.mjs", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(target, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            return target;
        }
    }
}
