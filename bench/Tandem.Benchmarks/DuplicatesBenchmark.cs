using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Customers.Contracts;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;

namespace Tandem.Benchmarks;

/// <summary>What the warning costs while somebody types a person, among very many people; the limit is 20 ms.</summary>
internal sealed class DuplicatesBenchmark : Benchmark
{
    private const double LimitMilliseconds = 20;
    private const int Portion = 20_000;

    private static readonly string[] Syllables = ["an", "bel", "car", "do", "el", "fin", "gor", "ha", "is", "jan", "kos", "lu", "mar", "nik", "or", "pet", "qui", "ros", "sten", "tor", "ul", "ven", "wil", "yas", "zim"];

    public override string Name => "duplicates";

    public override string About => "the duplicate warning over HTTP; --engine sqlite|postgres, --people 1000000, --requests 1000";

    public override async Task Run(Options options, Report report)
    {
        var engines = options.Text("engine", "both") switch { "sqlite" => new[] { DatabaseEngine.Sqlite }, "postgres" => [DatabaseEngine.Postgres], _ => [DatabaseEngine.Sqlite, DatabaseEngine.Postgres] };
        foreach (var engine in engines)
        {
            await using var served = await ServedTandem.Start(engine);
            await Measure(served, engine.ToString(), options.Number("people", 1_000_000), options.Number("requests", 1000), report);
        }

        await ServedTandem.StopDatabase();
    }

    private static async Task Measure(ServedTandem served, string engine, int people, int requests, Report report)
    {
        await Fill(served, people);
        await CatchUp(served, engine, people, report);
        if (engine == "Postgres") await Analyze(served);
        using var api = await served.Api();
        var empty = await Limits.Empty(served.Address, 1, requests);
        report.Add($"{engine}: limit, empty request", empty);
        foreach (var clients in (int[])[1, 4])
        {
            Add(report, $"{engine}: name as it is stored", await Load.Drive(clients, requests, number => Ask(api, new { name = NameOf(Spread(number, people)) })));
            Add(report, $"{engine}: name with a slip, city", await Load.Drive(clients, requests, number => Ask(api, new { name = Slip(NameOf(Spread(number, people))), city = "Kiel" })));
            Add(report, $"{engine}: e-mail that is known", await Load.Drive(clients, requests, number => Ask(api, new { name = "New Person", emails = new[] { new { value = EmailOf(Spread(number, people)) } } })));
            Add(report, $"{engine}: nobody like it", await Load.Drive(clients, requests, number => Ask(api, new { name = $"Xavvqz Qyrrbw{number}", emails = new[] { new { value = $"x{number}@nobody.example" } } })));
        }
    }

    private static void Add(Report report, string what, Measured measured)
    {
        report.Add(what, measured);
        report.Fact($"{what}, {measured.Clients} at once: p95 of the limit of {LimitMilliseconds:0} ms", measured.P95 / LimitMilliseconds * 100, "%");
    }

    private static async Task Fill(ServedTandem served, int people)
    {
        for (var at = 0; at < people; at += Portion)
        {
            await using var db = served.Beside.Open();
            db.Batch = new Batch(Ids.New(), Quiet: true);
            await using var write = await db.BeginWrite(CancellationToken.None);
            var records = CreateCustomers.Make([], Enumerable.Range(at, Math.Min(Portion, people - at)).Select(number => new NewPerson(Ids.New(), NameOf(number))
            {
                Email = EmailOf(number), Phone = $"+4930{10_000_000 + number}", City = number % 7 == 0 ? "Kiel" : "Bremen", Country = "DE",
            }));
            await RecordIntake.Run(db, write, [.. records], CancellationToken.None);
            await write.Commit(CancellationToken.None);
        }
    }

    /// <summary>The keys follow the feed.</summary>
    private static async Task CatchUp(ServedTandem served, string engine, int people, Report report)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            await using var db = served.Beside.Open();
            var last = await db.Changes.MaxAsync(change => change.Sequence);
            if (await db.Set<FeedCursor>().AnyAsync(cursor => cursor.Consumer == "duplicates" && cursor.Sequence >= last)) break;
            await Task.Delay(200);
        }

        report.Fact($"{engine}: keys of {people} people caught up after their creation within", started.Elapsed.TotalSeconds, "s");
    }

    private static async Task Analyze(ServedTandem served)
    {
        await using var db = served.Beside.Open();
        await db.Database.ExecuteSqlAsync($"ANALYZE");
    }

    private static async Task<bool> Ask(HttpClient api, object typed)
    {
        using var answer = await api.PostAsJsonAsync("people/duplicates", typed);
        return answer.IsSuccessStatusCode;
    }

    private static int Spread(int number, int people) => (int)(Math.Abs((long)number) * 7919 % people);

    private static string EmailOf(int number) => $"person{number}@mail{number % 977}.example";

    /// <summary>Few first names and many last ones, some of each far more common than others.</summary>
    private static string NameOf(int number)
    {
        var (first, last) = (Skewed(number * 31L, 400), Skewed(number * 17L + 5, 20_000));
        return $"{Word(first, 2)} {Word(last, 3)}";
    }

    private static int Skewed(long number, int most)
    {
        var share = (number * 2654435761L % 1_000_003 + 1_000_003) % 1_000_003 / 1_000_003.0;
        return (int)(share * share * most);
    }

    private static string Word(int number, int syllables)
    {
        var word = "";
        for (var i = 0; i < syllables; i++, number /= Syllables.Length) word += Syllables[number % Syllables.Length];
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static string Slip(string name) => name.Length < 6 ? name : name[..3] + name[4] + name[3] + name[5..];
}
