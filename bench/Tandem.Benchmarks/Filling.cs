using System.Globalization;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Customers.Affiliations;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Running;
using Tandem.Sales;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;
using Tandem.Testing.App;

namespace Tandem.Benchmarks;

/// <summary>A workspace of a given size whose data is a function of each record's number. Ten teams own a tenth each.</summary>
internal sealed class Filling(TandemApp app)
{
    public const int Teams = 10;

    private const int Batch = 2_000;

    private static readonly string[] Given = ["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hans", "Ida", "Jonas", "Karla", "Leon", "Mia", "Nico", "Olga", "Paul"];
    private static readonly string[] Roots = ["Berg", "Stein", "Hoff", "Kauf", "Lind", "Wald", "Sand", "Feld", "Bach", "Rosen", "Gold", "Silber", "Neu", "Alt", "Gross", "Klein"];
    private static readonly string[] Ends = ["mann", "bauer", "meyer", "schmidt", "hofer", "brink", "haus", "dorf", "burg", "thal"];
    private static readonly string[] Industries = ["Retail", "Software", "Medical", "Finance", "Machines", "Energy", "Food", "Logistics"];

    public static readonly string[] Cities =
        ["Berlin", "Hamburg", "Munich", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "Dresden", "Vienna", "Zurich", "Paris", "Lyon", "Madrid", "Rome", "Milan", "Oslo", "Bergen", "London", "Leeds", "Dublin"];

    private readonly List<(Team Team, TestPerson Seller)> teams = [];

    public IReadOnlyList<Guid> Companies { get; private set; } = [];

    /// <summary>The team and the seller who see a tenth.</summary>
    public (Team Team, TestPerson Seller) Tenth => teams[0];

    /// <summary>Part of many names: one of <see cref="Ends"/>.</summary>
    public static string PartOfName(int number) => Ends[number % Ends.Length];

    public async Task Fill(int companies, int people, int deals)
    {
        for (var i = 0; i < Teams; i++)
        {
            var team = await app.AddTeam($"Team {i}");
            teams.Add((team, await app.AddPerson(Role.Sales, team)));
        }

        var firms = Numbers(companies).Select(Company).ToList();
        Companies = [.. firms.Select(company => company.Id)];
        await Insert(firms);
        foreach (var stretch in Numbers(people).Chunk(Batch)) await Insert(stretch.SelectMany(Person));
        if (deals > 0) await Deals(deals);
    }

    private Company Company(int number)
    {
        var company = new Company($"{Roots[Mix(number, 16)]}{Ends[Mix(number + 1, 10)]} {Letters(number)} {Industries[Mix(number + 2, 8)]}");
        company.LocateIn(Cities[Mix(number + 3, 20)]);
        company.WorkIn(Industries[Mix(number + 2, 8)]);
        company.Employ(1 + Mix(number + 4, 5_000));
        company.AssignTo(OwnerOf(number));
        return company;
    }

    private IEnumerable<object> Person(int number)
    {
        var person = new Person($"{Given[Mix(number, 16)]} {Roots[Mix(number + 7, 16)]}{Ends[Mix(number + 13, 10)]} {Letters(number)}");
        person.ReachBy([new ContactPoint($"{Letters(number)}@bench{number % 500}.example", null)]);
        person.CallOn([new ContactPoint("+4930" + (10_000_000 + number).ToString(CultureInfo.InvariantCulture), null)]);
        person.LocateIn(Cities[Mix(number + 3, 20)]);
        person.AssignTo(OwnerOf(number));
        if (Companies.Count > 0) person.WorkMainlyFor(Companies[number % Companies.Count]);
        return Companies.Count > 0 ? [person, new Affiliation(person.Id, Companies[number % Companies.Count], "Buyer")] : [person];
    }

    private async Task Deals(int deals)
    {
        var pipeline = new Pipeline("New business");
        var stages = new List<Stage>();
        foreach (var (name, share) in (ReadOnlySpan<(string, decimal)>)[("Prospecting", 0.1m), ("Qualification", 0.25m), ("Proposal", 0.5m), ("Negotiation", 0.75m)]) stages.Add(new Stage(name, StageMeaning.Open, share, rottingDays: 30));
        foreach (var stage in stages) pipeline.Add(stage);
        var (won, lost, reason) = (new Stage("Won", StageMeaning.Won, 1m), new Stage("Lost", StageMeaning.Lost, 0m), new LostReason("Price", 0));
        pipeline.Add(won);
        pipeline.Add(lost);
        await Insert([pipeline, reason]);
        var now = app.Clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var books = new Books(await app.Workspace.Actors.Rates(CancellationToken.None), TimeZoneInfo.Utc, today);
        Deal Made(int number)
        {
            var begun = now.AddDays(-Mix(number + 5, 300) - 1);
            var deal = new Deal($"Deal {Letters(number)}", stages[0], by: null, begun);
            deal.AssignTo(OwnerOf(number));
            if (Companies.Count > 0) deal.CompanyId = Companies[number % Companies.Count];
            deal.SetAmount(new Money(1_000 + Mix(number + 1, 50_000), "EUR"));
            deal.ExpectedClose = today.AddDays(Mix(number + 6, 200) - 60);
            // Half of them are open.
            var stage = Mix(number, 8);
            if (stage is > 0 and < 4) deal.MoveTo(stages[stage], null, begun.AddHours(12));
            if (stage is 4 or 5) deal.Win(won, today.AddDays(-Mix(number + 8, 300)), books, null, now);
            if (stage > 5) deal.Lose(lost, reason, null, today.AddDays(-Mix(number + 8, 300)), books, null, now);
            return deal;
        }

        foreach (var stretch in Numbers(deals).Chunk(Batch)) await Insert(stretch.Select(Made));
    }

    private async Task Insert(IEnumerable<object> records)
    {
        foreach (var batch in records.Chunk(Batch))
        {
            await using var db = app.Open();
            await using var write = await db.BeginWrite(CancellationToken.None);
            await BulkInsert.Records(db, batch, new Dictionary<object, DateTimeOffset>(ReferenceEqualityComparer.Instance), app.Clock.GetUtcNow(), CancellationToken.None);
            await write.Commit(CancellationToken.None);
        }
    }

    private Guid OwnerOf(int number) => teams[Mix(number + 11, Teams)].Seller.User.Id;

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    /// <summary>A number below <paramref name="below"/> that looks like chance.</summary>
    private static int Mix(int number, int below)
    {
        var hash = unchecked((uint)number * 2654435761u);
        hash ^= hash >> 15;
        hash = unchecked(hash * 2246822519u);
        hash ^= hash >> 13;
        return (int)(hash % (uint)below);
    }

    private static string Letters(int number)
    {
        var letters = "";
        do letters = (char)('a' + number % 26) + letters;
        while ((number /= 26) > 0);
        return letters.PadLeft(4, 'q');
    }
}
