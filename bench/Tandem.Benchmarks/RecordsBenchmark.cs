using Tandem.Platform.Access;

namespace Tandem.Benchmarks;

/// <summary>Lists, pages and search in a large workspace, as an administrator and as a seller who may see a tenth of it.</summary>
internal sealed class RecordsBenchmark : Benchmark
{
    private const int Clients = 8;

    public override string Name => "records";

    public override string About => "list, company page, search in 100,000 companies, 300,000 people, 100,000 deals with 8 clients; --engine, --companies, --requests 800";

    public override async Task Run(Options options, Report report)
    {
        var (companies, requests) = (options.Number("companies", 100_000), options.Number("requests", 800));
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            var filling = new Filling(served.Beside);
            var began = System.Diagnostics.Stopwatch.StartNew();
            await filling.Fill(companies, companies * 3, companies);
            report.Fact($"{engine}: filled in", began.Elapsed.TotalSeconds, "s");
            report.Add($"{engine}: limit, empty request", await Limits.Empty(served.Address, Clients, requests));
            report.Add($"{engine}: limit, one row by its key", await Limits.Select(served.Beside, Clients, requests));
            var administrator = await served.Beside.AddPerson(Role.Administrator);
            using (var api = await served.Api()) using (var pages = await served.Pages(administrator))
                await Measure($"{engine}, administrator", api, pages, [.. filling.Companies], requests, report);
            using (var api = await served.Api(Role.Sales, filling.Tenth.Team)) using (var pages = await served.Pages(filling.Tenth.Seller))
                await Measure($"{engine}, a tenth", api, pages, await Visible(api), requests, report);
            report.Fact($"{engine}: memory after the load", served.Megabytes, "MB", atMost: 400);
        }

        await ServedTandem.StopDatabase();
    }

    private static async Task Measure(string who, HttpClient api, HttpClient pages, Guid[] companies, int requests, Report report)
    {
        string Filtered(string field, string value, string sort) => $"limit=50&sort={sort}&filter={Uri.EscapeDataString($"{field} = \"{value}\"")}";
        string City(int number) => Filling.Cities[Math.Abs(number) % Filling.Cities.Length];
        async Task Add(string what, HttpClient http, Func<int, string> path) =>
            report.Add($"{who}: {what}", await Load.Drive(Clients, requests, async number =>
            {
                using var answer = await http.GetAsync(path(number));
                return answer.IsSuccessStatusCode;
            }, warmUp: 100), target: Target.P95(50));

        await Add("people of a city, by name", api, number => "people?" + Filtered("city", City(number), "name"));
        await Add("people of a city, newest first", api, number => "people?" + Filtered("city", City(number), "-createdAt"));
        await Add("people, newest first", api, _ => "people?limit=50&sort=-createdAt");
        await Add("companies of an industry, by size", api, number => "companies?" + Filtered("industry", number % 2 == 0 ? "Retail" : "Software", "-employees"));
        await Add("open deals, largest first", api, _ => "deals?" + Filtered("status", "open", "-amount"));
        await Add("company page", pages, number => $"/companies/{companies[Math.Abs(number * 7919) % companies.Length]}");
        await Add("list page of people", pages, number => $"/people?sort=name&filter={Uri.EscapeDataString($"city = \"{City(number)}\"")}");
        await Add("search, many match", api, number => $"people?limit=50&search={Filling.PartOfName(Math.Abs(number))}");
        await Add("search, few match", api, number => $"people?limit=50&search=q{(char)('a' + Math.Abs(number) % 26)}{(char)('a' + Math.Abs(number) % 19)}{(char)('a' + Math.Abs(number) % 23)}");
        await Add("palette", pages, number => $"/search?q={Filling.PartOfName(Math.Abs(number))}");
    }

    private static async Task<Guid[]> Visible(HttpClient api)
    {
        using var json = System.Text.Json.JsonDocument.Parse(await api.GetStringAsync("companies?limit=500&fields=name"));
        return [.. json.RootElement.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];
    }
}
