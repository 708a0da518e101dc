using System.Net.Http.Json;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Benchmarks;

/// <summary>What the program needs idle and with open pages that wait for live updates, and how soon all of them hear of a change.</summary>
internal sealed class MemoryBenchmark : Benchmark
{
    public override string Name => "memory";

    public override string About => "memory idle and with open live-update connections, and how soon those hear; --connections 500";

    public override async Task Run(Options options, Report report)
    {
        await using var served = await ServedTandem.Start(DatabaseEngine.Sqlite);
        using var api = await served.Api();
        var session = await served.Beside.SessionOf(await served.Beside.AddPerson(Role.Administrator));
        using var pages = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 10_000, UseCookies = false })
        {
            BaseAddress = served.Address, DefaultRequestHeaders = { { "Cookie", $"{session.Name}={session.Value}" } },
        };
        await api.GetAsync("products");
        await Task.Delay(TimeSpan.FromSeconds(3));
        var before = served.Megabytes;
        report.Fact("memory idle", before, "MB", atMost: 150);

        var connections = options.Number("connections", 500);
        var readers = new List<StreamReader>();
        for (var i = 0; i < connections; i++)
        {
            var answer = await pages.GetAsync("/live?topics=product,person,deal", HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            readers.Add(new StreamReader(await answer.Content.ReadAsStreamAsync()));
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        report.Fact($"memory with {connections} connections", served.Megabytes, "MB", atMost: 400);
        report.Fact("for each connection", (served.Megabytes - before) * 1024 / connections, "KB");

        var started = System.Diagnostics.Stopwatch.StartNew();
        var heard = readers.Select(async reader =>
        {
            while (await reader.ReadLineAsync() is { } line)
                if (line == "data: product") return started.Elapsed.TotalMilliseconds;
            return double.NaN;
        }).ToList();
        (await api.PostAsJsonAsync("products", new { name = "Lathe" })).EnsureSuccessStatusCode();
        var times = (await Task.WhenAll(heard)).Order().ToList();
        report.Fact("half of them hear after", times[times.Count / 2], "ms");
        report.Fact("all of them hear after", times[^1], "ms");
        for (var i = 0; i < 20; i++) (await api.PostAsJsonAsync("products", new { name = $"Lathe {i}" })).EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromSeconds(2));
        report.Fact("memory after 20 more changes", served.Megabytes, "MB");
        readers.ForEach(reader => reader.Dispose());
    }
}
