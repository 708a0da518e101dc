using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Benchmarks;

/// <summary>The API's everyday requests over HTTP, against what the disk and the wire allow.</summary>
internal sealed class ApiBenchmark : Benchmark
{
    private static readonly string[] Families = ["Lathes", "Mills", "Saws", "Drills", "Presses", "Grinders", "Robots", "Parts"];

    public override string Name => "api";

    public override string About => "create, batch, read, list, search, update over HTTP; --engine sqlite|postgres, --rows 100000, --requests 2000";

    public override async Task Run(Options options, Report report)
    {
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            report.Fact($"{engine}, memory at start", served.Megabytes, "MB");
            await Measure(served, engine.ToString(), options.Number("rows", 100_000), options.Number("requests", 2000), report);
            report.Fact($"{engine}, memory after the load", served.Megabytes, "MB");
        }

        await ServedTandem.StopDatabase();
    }

    private static async Task Measure(ServedTandem served, string engine, int rows, int requests, Report report)
    {
        using var api = await served.Api();
        var commits = await Limits.Commits(served.Beside, 1, requests);
        var commits8 = await Limits.Commits(served.Beside, 8, requests);
        var empty = await Limits.Empty(served.Address, 1, requests);
        report.Add($"{engine}: limit, one commit", commits);
        report.Add($"{engine}: limit, one commit", commits8);
        report.Add($"{engine}: limit, empty request", empty);

        var ids = new List<Guid>();
        await Fill(api, rows, ids, $"{engine}: batch of 10,000, rows", report);
        report.Add($"{engine}: create", await Load.Drive(1, requests, number => Create(api, rows + number)), commits.PerSecond);
        report.Add($"{engine}: create", await Load.Drive(8, requests * 2, number => Create(api, rows + requests + number)), commits8.PerSecond);
        report.Add($"{engine}: read one", await Load.Drive(1, requests, number => Ok(api, $"products/{ids[Math.Abs(number * 7919) % ids.Count]}")), empty.PerSecond);
        report.Add($"{engine}: list 50, filter, sort", await Load.Drive(1, requests, number => Ok(api, $"products?limit=50&sort=-price&filter={Filter(number)}")), empty.PerSecond);
        report.Add($"{engine}: list 50, filter, sort", await Load.Drive(8, requests, number => Ok(api, $"products?limit=50&sort=-price&filter={Filter(number)}")), empty.PerSecond);
        report.Add($"{engine}: search, many found", await Load.Drive(1, requests, number => Ok(api, $"products?limit=50&search=number {Math.Abs(number) % 10}")), empty.PerSecond);
        report.Add($"{engine}: search, one found", await Load.Drive(1, requests, number => Ok(api, $"products?limit=50&search=SKU-{Math.Abs(number * 7919) % rows:000000}")), empty.PerSecond);
        report.Add($"{engine}: update", await Load.Drive(1, requests, number => Update(api, ids[(number + 100) % ids.Count], number)), commits.PerSecond);
        report.Add($"{engine}: count exactly", await Load.Drive(1, 100, _ => Ok(api, "products?limit=1&count=exact"), warmUp: 3));
        report.Add($"{engine}: count roughly", await Load.Drive(1, 100, _ => Ok(api, "products?limit=1&count=estimate"), warmUp: 3));
    }

    private static async Task Fill(HttpClient api, int rows, List<Guid> ids, string what, Report report)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        for (var at = 0; at < rows; at += 10_000)
        {
            var answer = await api.PostAsJsonAsync("products/batch", Enumerable.Range(at, Math.Min(10_000, rows - at)).Select(Product));
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
            ids.AddRange(json.RootElement.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetGuid()));
        }

        report.Fact(what, rows / started.Elapsed.TotalSeconds, "per s");
    }

    private static object Product(int number) => new
    {
        name = $"Product number {number} of the catalogue", sku = $"SKU-{number:000000}", family = Families[number % Families.Length],
        price = new { amount = (1 + (number * 7919 % 100_000)).ToString(System.Globalization.CultureInfo.InvariantCulture), currency = "EUR" },
    };

    private static async Task<bool> Create(HttpClient api, int number)
    {
        using var answer = await api.PostAsJsonAsync("products", Product(Math.Abs(number)));
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> Update(HttpClient api, Guid id, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"products/{id}")
        {
            Content = JsonContent.Create(new { description = $"Changed {number}" }, new MediaTypeHeaderValue("application/merge-patch+json")),
        };
        // Each record is changed once, so that its version is known.
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await api.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> Ok(HttpClient api, string path)
    {
        using var answer = await api.GetAsync(path);
        return answer.IsSuccessStatusCode;
    }

    private static string Filter(int number) => Uri.EscapeDataString($"family = \"{Families[Math.Abs(number) % Families.Length]}\"");
}
