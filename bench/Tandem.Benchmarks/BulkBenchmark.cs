using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Benchmarks;

/// <summary>One change to all companies of a large workspace, and its undo: the time from asking to the end of the job, and the memory of the server meanwhile.</summary>
internal sealed class BulkBenchmark : Benchmark
{
    public override string Name => "bulk";

    public override string About => "tag, assign and trash 100,000 companies by filter, each with its undo; --engine, --companies 100000";

    public override async Task Run(Options options, Report report)
    {
        var companies = options.Number("companies", 100_000);
        foreach (var engine in options.Engines)
        {
            await using var served = await ServedTandem.Start(engine);
            var filling = new Filling(served.Beside);
            await filling.Fill(companies, 0, 0);
            report.Fact($"{engine}: limit, {companies * 2:N0} bare rows inserted", await Limits.Rows(engine, companies * 2), "s");
            using var api = await served.Api();
            report.Fact($"{engine}: memory before", served.Megabytes, "MB");
            foreach (var (what, change) in new (string, object)[]
            {
                ("tag", new { what = "tag", all = true, tag = "Bench" }), ("assign", new { what = "assign", all = true, ownerId = filling.Tenth.Seller.User.Id }),
                ("set a field", new { what = "set", all = true, values = new { country = "AT" } }), ("trash", new { what = "delete", all = true }),
            })
            {
                var batch = await Timed(api, $"{engine}: {what}", "companies/bulk", change, "batch", companies, report);
                await Timed(api, $"{engine}: undo of {what}", "companies/bulk/undo", new { batch }, "jobId", companies, report);
            }

            report.Fact($"{engine}: memory after", served.Megabytes, "MB", atMost: 400);
        }

        await ServedTandem.StopDatabase();
    }

    private static async Task<Guid> Timed(HttpClient api, string what, string path, object body, string id, int companies, Report report)
    {
        var watch = Stopwatch.StartNew();
        using var asked = await api.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var answer = await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var job = answer.GetProperty(id).GetGuid();
        while (true)
        {
            var state = await api.GetFromJsonAsync<JsonElement>(new Uri($"jobs/{job}", UriKind.Relative));
            if (state.GetProperty("state").GetString() is "waiting" or "running")
            {
                await Task.Delay(50);
                continue;
            }

            var changed = state.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object ? result.GetProperty("changed").GetInt64() : 0;
            report.Fact($"{what}, {changed:N0} records", watch.Elapsed.TotalSeconds, "s", atMost: 15);
            if (changed < companies * 0.9) report.Fact($"{what}: records that were not changed", companies - changed, "", atMost: 0);
            return job;
        }
    }
}
