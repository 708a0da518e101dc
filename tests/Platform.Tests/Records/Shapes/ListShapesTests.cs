using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Tests.Fields;

namespace Tandem.Platform.Tests.Records.Shapes;

public class ListShapesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static string Mark() => Ids.New().ToString("n")[^8..];

    private static string In(string city) => "filter=" + Uri.EscapeDataString($"city = \"{city}\"");

    private static object Choices(params string[] keys) => new { choices = keys.Select(key => new { key, labels = new { en = char.ToUpperInvariant(key[0]) + key[1..] } }) };

    private static object Euros(decimal amount, string currency = "EUR") => new { amount, currency };

    [OnBothDatabases]
    public async Task A_table_is_grouped_with_sums_and_its_pages_go_on_within_the_groups(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Groups " + Mark();
        var rows = Enumerable.Range(0, 60).Select(i => new { name = $"R {i:00}", city, country = "DE", employees = i, annualRevenue = (object?)Euros(1) })
            .Append(new { name = "Tech", city, country = "US", employees = 7, annualRevenue = (object?)Euros(2.5m, "USD") }).Append(new { name = "Nowhere", city, country = (string)null!, employees = 4, annualRevenue = (object?)null });
        (await api.Post("companies/batch", rows)).Expect(HttpStatusCode.OK);
        using var page = await app.SignedIn();
        (await page.Submit("/companies/columns", ("columns", "employees"), ("columns", "annualRevenue"))).Expect(HttpStatusCode.SeeOther);

        var first = await page.Open($"/companies?{In(city)}&group=country&sort=-employees");
        first.Texts(".grp th").ShouldBe(["Germany60 records"]);
        first.Texts(".grp td.num").ShouldBe(["1,770", "€60"]);
        first.Texts("tbody tr:not(.grp) th .ellipsis").Take(2).ShouldBe(["R 59", "R 58"]);
        var second = await page.Open(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        second.Texts(".grp th").ShouldBe(["Germany60 records", "United States1 record", "None1 record"]);
        second.Texts("tbody tr:not(.grp) th .ellipsis").ShouldBe([.. Enumerable.Range(0, 10).Reverse().Select(i => $"R {i:00}"), "Tech", "Nowhere"]);
        second.Texts(".grp--sums:nth-of-type(12) td.num").ShouldBe(["7", "$3"]);

        // By whom they belong to, yes or no, and by the month of a day or of a moment.
        (await page.Open($"/companies?{In(city)}&group=owner")).Texts(".grp th").ShouldHaveSingleItem().ShouldContain("62 records");
        (await page.Open($"/companies?{In(city)}&group=createdAt")).Texts(".grp th").ShouldHaveSingleItem().ShouldContain("62 records");
        (await page.Open($"/companies?{In(city)}&group=name")).Document.QuerySelector(".grp").ShouldBeNull("names are no groups");
    }

    [OnBothDatabases]
    public async Task Moments_are_grouped_by_the_months_of_the_workspace(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Months " + Mark();
        await api.Create("companies", new { name = "Older", city });
        app.Clock.Advance(TimeSpan.FromDays(70));
        await api.Create("companies", new { name = "Newer", city });
        using var page = await app.SignedIn();
        (await page.Open($"/companies?{In(city)}&group=createdAt")).Texts("tbody tr:not(.grp) th .ellipsis").ShouldBe(["Older", "Newer"]);
        var latest = await page.Open($"/companies?{In(city)}&group=createdAt&sort=-createdAt");
        latest.Texts(".grp").Count.ShouldBe(2);
        latest.Texts("tbody tr:not(.grp) th .ellipsis").ShouldBe(["Newer", "Older"]);
        (await page.Open($"/companies?{In(city)}&kind=chart&by=createdAt")).Texts(".chart__data tbody td").ShouldBe(["1", "1"]);
    }

    [OnBothDatabases]
    public async Task A_board_by_any_choice_moves_cards_with_undo(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Board " + Mark();
        var tier = "tier" + Mark();
        await api.Field("company", tier, "choice", Choices("gold", "silver"));
        var id = await api.Create("companies", new { name = "Card", city, annualRevenue = Euros(1200), custom = new Dictionary<string, object> { [tier] = "gold" } });
        await api.Create("companies", new { name = "Other", city });
        using var page = await app.SignedIn();
        var board = await page.Open($"/companies?{In(city)}&kind=board&by={tier}&measure=annualRevenue");
        string? Column(PageAnswer answer, string name) => answer.Document.QuerySelectorAll("[data-board-target=card]").Single(card => card.GetAttribute("aria-label") == name).Closest("[data-column]")!.GetAttribute("data-column");
        Column(board, "Card").ShouldBe("gold");
        Column(board, "Other").ShouldBe("-");
        board.Document.QuerySelector("[data-column=gold] .stage__sum")!.TextContent.Trim().ShouldBe("€1,200");

        var moved = (await page.Submit($"/companies/board/{tier}", ("id", id.ToString()), ("to", "silver"), ("from", "gold"), ("version", "1"))).Expect(HttpStatusCode.OK);
        moved.Html.ShouldContain("is now in");
        Column(await page.Open($"/companies?{In(city)}&kind=board&by={tier}"), "Card").ShouldBe("silver");
        (await page.Submit($"/companies/board/{tier}", ("id", id.ToString()), ("to", "gold"), ("version", "1"))).Expect(HttpStatusCode.Conflict);
        (await page.Submit($"/companies/board/{tier}", ("id", id.ToString()), ("to", "nonsense"), ("version", "2"))).Expect(HttpStatusCode.UnprocessableEntity);
        (await page.Submit($"/companies/board/{tier}", ("id", id.ToString()), ("to", "-"), ("version", "2"))).Expect(HttpStatusCode.OK);
        (await api.Get("companies/" + id)).Json.GetProperty("custom").GetProperty(tier).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await page.Submit("/companies/board/name", ("id", id.ToString()), ("to", "x"), ("version", "3"))).Expect(HttpStatusCode.NotFound);
        using var stranger = await app.SignedIn(Role.ReadOnly);
        (await stranger.Submit($"/companies/board/{tier}", ("id", id.ToString()), ("to", "gold"), ("version", "3"))).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
    }

    [OnBothDatabases]
    public async Task Calendar_chart_and_gallery_show_the_same_records_also_of_ones_own_types_and_are_saved_as_views(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Mark();
        var plural = "vans-" + mark;
        (await api.Post("types", new { plural, one = new { en = "Van" }, many = new { en = "Vans" } })).Expect(HttpStatusCode.Created);
        var type = (await api.Get("types")).Data.Single(one => one.GetProperty("plural").GetString() == plural).GetProperty("key").GetString()!;
        await api.Field(type, "serviceOn", "date");
        await api.Field(type, "km", "integer");
        await api.Field(type, "size", "choice", Choices("small", "big"));
        foreach (var (name, day, size, km) in new[] { ("V1", "2026-03-04", "small", 10), ("V2", "2026-03-04", "big", 20), ("V3", "2026-04-01", "big", 30) })
            await api.Create("records/" + plural, new { name, custom = new { serviceOn = day, size, km } });
        using var page = await app.SignedIn();
        var path = "/records/" + plural;
        var calendar = await page.Open(path + "?kind=calendar&by=serviceOn&month=2026-03");
        calendar.Texts(".shapecal__item").ShouldBe(["V1", "V2", "V3"], "the first days of April fill the last week");
        calendar.Text(".shapecal__head h2").ShouldBe("March 2026");
        calendar.Document.QuerySelectorAll("td:has(.shapecal__item)").Length.ShouldBe(2);
        (await page.Open(path + "?kind=chart&by=size&measure=km")).Texts(".chart__data tbody td").ShouldBe(["10", "50"]);
        (await page.Open(path + "?kind=gallery")).Texts(".cardgrid h3").Order().ShouldBe(["V1", "V2", "V3"]);
        (await page.Open(path + "?group=size")).Texts(".grp th").ShouldBe(["Small1 record", "Big2 records"]);
        var board = await page.Open(path + "?kind=board");
        board.Texts(".stage h2").ShouldBe(["Small", "Big", "None"]);

        var saved = (await page.Submit("/views", ("type", type), ("list", path + "?kind=chart&by=size&measure=km"), ("name", "Kilometres"), ("scope", "Mine"))).Expect(HttpStatusCode.SeeOther);
        var shown = await page.Open(saved.Location!);
        shown.Texts(".chart__data tbody td").ShouldBe(["10", "50"]);
        shown.Text(".tabs__mark").ShouldBeNull();
        (await page.Open(saved.Location + "&own=1&kind=chart&by=size")).Text(".tabs__mark").ShouldBe("Unsaved changes");
    }
}
