using Tandem.Platform.Access;

namespace Tandem.Benchmarks;

/// <summary>How many pages a second the program renders: the deals list with 50 rows, and, in the same run, an almost empty page and no page at all.</summary>
internal sealed class PagesBenchmark : Benchmark
{
    public override string Name => "pages";

    public override string About => "pages a second: the deals list with 50 rows, the sign-in page, an empty answer; --clients 4, --requests 1000";

    public override async Task Run(Options options, Report report)
    {
        var (clients, requests) = (options.Number("clients", 4), options.Number("requests", 1_000));
        await using var served = await ServedTandem.Start(Platform.Data.DatabaseEngine.Sqlite);
        await new Filling(served.Beside).Fill(companies: 1_000, people: 0, deals: 5_000);
        using var pages = await served.Pages(await served.Beside.AddPerson(Role.Administrator));
        using var visitor = new HttpClient { BaseAddress = served.Address };
        var empty = await Limits.Empty(served.Address, clients, requests);
        report.Add("limit, empty answer", empty);
        await Add("sign-in page", visitor, "/sign-in");
        await Add("deals list, 50 rows", pages, "/deals/list");
        await Add("deals board", pages, "/deals");

        async Task Add(string what, HttpClient http, string path)
        {
            var size = (await http.GetByteArrayAsync(path)).Length;
            report.Add($"{what}, {size / 1024} KB", await Load.Drive(clients, requests, async _ =>
            {
                using var answer = await http.GetAsync(path);
                return answer.IsSuccessStatusCode;
            }, warmUp: 200), empty.PerSecond);
        }
    }
}
