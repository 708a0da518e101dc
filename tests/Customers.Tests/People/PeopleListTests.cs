using System.Text.Json;
using Tandem.Core;
using Tandem.Customers.Contracts;
using Tandem.Customers.People;

namespace Tandem.Customers.Tests.People;

/// <summary>Lists that are longer than one looks through at once: whichever way the database goes, the page is the same.</summary>
public sealed class PeopleListTests
{
    private const int Many = 5_000;

    [OnBothDatabases]
    public async Task A_filtered_list_has_every_match_once_in_order_whether_many_match_or_few(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var team = await app.AddTeam("North");
        var seller = await app.AddPerson(Role.Sales, team);
        await Fill(app, seller.User.Id, (await app.AddPerson(Role.Sales, await app.AddTeam("South"))).User.Id);
        using var administrator = await app.Api();
        using var one = await app.Api(Role.Sales, team);
        foreach (var sort in (string[])["name", "-name", "-createdAt", "createdAt"])
        {
            (await Names(administrator, "Bergen", sort)).ShouldBe(Expected("Bergen", sort, everyone: true), sort); // every second
            (await Names(administrator, "Oslo", sort)).ShouldBe(Expected("Oslo", sort, everyone: true), sort); // one in a thousand
            (await Names(one, "Bergen", sort)).ShouldBe(Expected("Bergen", sort, everyone: false), sort); // one in twenty
        }

        // And again, now that it is known how many match.
        (await Names(administrator, "Oslo", "name")).ShouldBe(Expected("Oslo", "name", everyone: true));
    }

    private static string CityOf(int number) => number % 1_000 == 7 ? "Oslo" : number % 2 == 0 ? "Bergen" : "Molde";

    private static string NameOf(int number) => $"Person {number * 7919 % Many:00000}";

    private static List<string> Expected(string city, string sort, bool everyone)
    {
        var names = Enumerable.Range(0, Many).Where(number => CityOf(number) == city && (everyone || number % 10 == 0)).Select(number => (Name: NameOf(number), Number: number));
        return [.. (sort switch { "name" => names.OrderBy(one => one.Name), "-name" => names.OrderByDescending(one => one.Name), "-createdAt" => names.OrderByDescending(one => one.Number), _ => names.OrderBy(one => one.Number) }).Select(one => one.Name)];
    }

    private static async Task Fill(TandemApp app, Guid seller, Guid other)
    {
        await using var db = app.Open();
        await using var write = await db.BeginWrite(TestContext.Current.CancellationToken);
        var records = CreateCustomers.Make([], Enumerable.Range(0, Many).Select(number => new NewPerson(Ids.New(), NameOf(number)) { City = CityOf(number) })).ToList();
        foreach (var (person, number) in records.OfType<Person>().Select((person, number) => (person, number)))
        {
            person.BeMade(new Past(app.Clock.GetUtcNow().AddDays(-1).AddSeconds(number), null));
            person.AssignTo(number % 10 == 0 ? seller : other);
        }

        await RecordIntake.Run(db, write, [.. records], TestContext.Current.CancellationToken);
        await write.Commit(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> Names(ApiClient api, string city, string sort)
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var page = JsonDocument.Parse(await api.Http.GetStringAsync($"people?limit=50&fields=name&sort={sort}&filter={Uri.EscapeDataString($"city = \"{city}\"")}{(cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", TestContext.Current.CancellationToken));
            names.AddRange(page.RootElement.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("name").GetString()!));
            cursor = page.RootElement.GetProperty("nextCursor").GetString();
        }

        return names;
    }
}
