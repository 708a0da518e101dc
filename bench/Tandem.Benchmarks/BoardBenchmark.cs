using System.Net.Http.Json;
using Tandem.Platform.Access;

namespace Tandem.Benchmarks;

/// <summary>The first paint of the deals board, when nothing has changed since the last one and when a deal has.</summary>
internal sealed class BoardBenchmark : Benchmark
{
    private const int Clients = 8;

    public override string Name => "board";

    public override string About => "first paint of the board of 100,000 deals with 8 clients, unchanged and after each change; --engine, --deals 100000, --requests 400";

    public override async Task Run(Options options, Report report)
    {
        var requests = options.Number("requests", 400);
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            var filling = new Filling(served.Beside);
            await filling.Fill(companies: 10_000, people: 0, options.Number("deals", 100_000));
            report.Add($"{engine}: limit, empty request", await Limits.Empty(served.Address, Clients, requests));
            using var api = await served.Api();
            var people = new[] { ("administrator", await served.Beside.AddPerson(Role.Administrator)), ("a tenth", filling.Tenth.Seller) };
            foreach (var (who, person) in people)
            {
                using var pages = await served.Pages(person);
                async Task<bool> Paint(string view)
                {
                    using var answer = await pages.GetAsync("/deals" + view);
                    return answer.IsSuccessStatusCode;
                }

                report.Add($"{engine}, {who}: board", await Load.Drive(Clients, requests, _ => Paint("")), target: Target.P95(50));
                report.Add($"{engine}, {who}: board, rotting deals", await Load.Drive(Clients, requests, _ => Paint("?view=rotting")), target: Target.P95(50));
                report.Add($"{engine}, {who}: board, each after a change", await Load.Drive(1, requests / 4, async number =>
                {
                    using var made = await api.PostAsJsonAsync("deals", new { name = $"Change {number}" });
                    return made.IsSuccessStatusCode && await Paint("");
                }, warmUp: 5), target: Target.P95(50));
            }

            report.Fact($"{engine}: memory after the load", served.Megabytes, "MB", atMost: 400);
        }

        await ServedTandem.StopDatabase();
    }
}
