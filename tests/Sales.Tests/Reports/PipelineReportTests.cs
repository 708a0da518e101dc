using System.Net;
using System.Text.Json;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Reports;

public sealed class PipelineReportTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Numbers_are_what_they_are_by_hand(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new Testing.TestClock(new DateTimeOffset(2031, 1, 10, 9, 0, 0, TimeSpan.Zero)));
        var sale = await SampleSale.Start(app);
        var reason = await sale.Reason();
        var seller = await app.AddPerson(Role.Sales, await app.AddTeam("North"));
        var bakery = await sale.Api.Create("companies", new { name = "Bakery", industry = "Food", country = "DE" });
        var oven = await sale.Api.Create("products", new { name = "Oven" });
        var first = await sale.Deal("First", "1000.10", owner: seller.User.Id, company: bakery);
        await sale.Api.Put($"deals/{first}/lines", new { lines = new object[] { new { productId = oven } }, amountFromLines = false }, (await sale.Read(first)).Version);
        var (second, third, fourth) = (await sale.Deal("Second", "0.20"), await sale.Deal("Third"), await sale.Deal("Fourth", "70"));
        await sale.Deal("Open", "300");
        app.Clock.Advance(TimeSpan.FromDays(10));
        await sale.Win(first);
        app.Clock.Advance(TimeSpan.FromDays(80));
        await sale.Win(second, "2031-03-31");
        await sale.Win(third);
        await sale.Lose(fourth, reason);

        var report = (await sale.Api.Get($"reports/pipeline?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Json;
        Row(report.GetProperty("total")).ShouldBe((3, "1000.30", 1, 1));
        Row(Find(report, "quarter", "2031-01-01")).ShouldBe((2, "1000.30", 0, 0));
        Row(Find(report, "quarter", "2031-04-01")).ShouldBe((1, "0.00", 1, 1));
        Row(Find(report, "agent", seller.User.Id.ToString())).ShouldBe((1, "1000.10", 0, 0));
        Row(Find(report, "product", oven.ToString())).ShouldBe((1, "1000.10", 0, 0));
        Row(Find(report, "product", null)).ShouldBe((2, "0.20", 1, 1));
        Row(Find(report, "region", "DE")).ShouldBe((1, "1000.10", 0, 0));
        Row(Find(report, "industry", "Food")).ShouldBe((1, "1000.10", 0, 0));
        Row(Find(report, "industry", null)).ShouldBe((2, "0.20", 1, 1));
        var cycle = report.GetProperty("cycle");
        (cycle.GetProperty("median").GetDecimal(), cycle.GetProperty("mean").GetDecimal()).ShouldBe((80m, 60m));
        report.GetProperty("funnel").EnumerateArray().Select(row => row.GetProperty("deals").GetInt32()).ShouldBe([5, 3, 3, 3, 3, 3]);
        var open = report.GetProperty("open").EnumerateArray().First();
        (open.GetProperty("count").GetInt32(), open.GetProperty("weighted").GetProperty("amount").GetString()).ShouldBe((1, "30.00"));
    }

    [OnBothDatabases]
    public async Task The_open_pipeline_alone_says_what_the_report_says_and_follows_every_change(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal("Open", "300");
        async Task<string> Open() => (await sale.Api.Get($"reports/open-pipeline?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Json.GetProperty("data").GetRawText();
        var before = await Open();
        before.ShouldContain("\"amount\":\"300.00\"");
        before.ShouldBe((await sale.Api.Get($"reports/pipeline?pipeline={sale.Pipeline}")).Json.GetProperty("open").GetRawText());
        await sale.Api.Patch($"deals/{deal}", new { amount = new { amount = "410", currency = "EUR" } }, (await sale.Read(deal)).Version);
        (await Open()).ShouldContain("\"amount\":\"410.00\"");
        await sale.Win(deal);
        (await Open()).ShouldNotContain("410.00");
    }

    [OnBothDatabases]
    public async Task Every_number_leads_to_exactly_its_deals(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var company = await sale.Api.Create("companies", new { name = "Mill " + sale.Pipeline, industry = "Food", country = "FR" });
        await sale.Win(await sale.Deal(amount: "10", company: company));
        await sale.Win(await sale.Deal(amount: "20"));
        await sale.Deal();
        var report = (await sale.Api.Get($"reports/pipeline?pipeline={sale.Pipeline}&period=this-year")).Json;
        foreach (var row in report.GetProperty("tables").EnumerateObject().SelectMany(table => table.Value.EnumerateArray()))
        {
            (await Count(sale, row.GetProperty("wonFilter").GetString()!)).ShouldBe(row.GetProperty("won").GetInt32());
            (await Count(sale, row.GetProperty("lostFilter").GetString()!)).ShouldBe(row.GetProperty("lost").GetInt32());
        }

        foreach (var row in report.GetProperty("funnel").EnumerateArray()) (await Count(sale, row.GetProperty("filter").GetString()!)).ShouldBe(row.GetProperty("deals").GetInt32());
        foreach (var row in report.GetProperty("open").EnumerateArray()) (await Count(sale, row.GetProperty("filter").GetString()!)).ShouldBe(row.GetProperty("count").GetInt32());
    }

    [OnBothDatabases]
    public async Task A_report_of_one_owner_or_team_has_their_numbers_and_leads_to_their_deals(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var team = await app.AddTeam("East " + sale.Pipeline);
        var (seller, mate) = (await app.AddPerson(Role.Sales, team), await app.AddPerson(Role.Sales, team));
        await sale.Win(await sale.Deal(amount: "10", owner: seller.User.Id));
        await sale.Win(await sale.Deal(amount: "20", owner: mate.User.Id));
        await sale.Win(await sale.Deal(amount: "40"));
        await sale.Deal(amount: "5", owner: mate.User.Id);
        foreach (var (chosen, won, value, open) in new[] { ($"owner={seller.User.Id}", 1, "10.00", 0), ($"team={team.Id}", 2, "30.00", 1), ("", 3, "70.00", 1) })
        {
            var report = (await sale.Api.Get($"reports/pipeline?pipeline={sale.Pipeline}&{chosen}")).Expect(HttpStatusCode.OK).Json;
            Row(report.GetProperty("total")).ShouldBe((won, value, 0, 0));
            (await Count(sale, report.GetProperty("total").GetProperty("wonFilter").GetString()!)).ShouldBe(won);
            var first = report.GetProperty("open").EnumerateArray().First();
            first.GetProperty("count").GetInt32().ShouldBe(open);
            (await Count(sale, first.GetProperty("filter").GetString()!)).ShouldBe(open);
            foreach (var row in report.GetProperty("funnel").EnumerateArray()) (await Count(sale, row.GetProperty("filter").GetString()!)).ShouldBe(row.GetProperty("deals").GetInt32());
        }
    }

    [OnBothDatabases]
    public async Task Every_link_of_the_page_opens_a_list(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        await sale.Win(await sale.Deal(amount: "10"));
        await sale.Win(await sale.Deal());
        await sale.Deal(amount: "3");
        using var page = await app.SignedIn();
        var links = (await page.Open($"/reports/pipeline?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("main a[href^='/deals/list?filter=']").Select(link => link.GetAttribute("href")!).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(10);
        foreach (var link in links) (await page.Open(link)).Expect(HttpStatusCode.OK).Document.QuerySelector(".listproblem").ShouldBeNull(link);
    }

    [OnBothDatabases]
    public async Task Nobody_reads_numbers_of_deals_that_they_may_not_see(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("N " + sale.Pipeline));
        await sale.Win(await sale.Deal(amount: "10", owner: owner.User.Id));
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("S " + sale.Pipeline));
        Row((await stranger.Get($"reports/pipeline?pipeline={sale.Pipeline}")).Json.GetProperty("total")).ShouldBe((0, "0.00", 0, 0));
        await sale.Deal(amount: "20", owner: owner.User.Id);
        (await stranger.Get($"reports/open-pipeline?pipeline={sale.Pipeline}")).Json.GetProperty("data").EnumerateArray().Sum(row => row.GetProperty("count").GetInt32()).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task Who_sees_every_deal_but_not_every_company_has_a_report_without_the_others_companies(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        var hidden = await sale.Api.Create("companies", new { name = "Hidden", industry = "Clockmaking", country = "DE" });
        await sale.Win(await sale.Deal("Won", "10", company: hidden));
        var own = app.Workspace.Open(Actor.System).RecordTypes.All.ToDictionary(type => type.Key, type => new Grant(type.Key == "company" ? Reach.Own : Reach.Everything, Reach.Own, Unowned: false), StringComparer.Ordinal);
        await app.Run<SetRoleGrants, bool>(async set =>
        {
            await set.Run(Actor.System, Role.Sales, own, TestContext.Current.CancellationToken);
            return true;
        });
        using var seller = await app.Api(Role.Sales);
        var path = $"reports/pipeline?pipeline={sale.Pipeline}";
        (await sale.Api.Get(path)).Json.GetRawText().ShouldContain("Clockmaking");
        var report = (await seller.Get(path)).Expect(HttpStatusCode.OK).Json;
        Row(report.GetProperty("total")).ShouldBe((1, "10.00", 0, 0));
        report.GetRawText().ShouldNotContain("Clockmaking");
    }

    [OnBothDatabases]
    public async Task Tables_are_exported_as_they_are_shown(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        await sale.Win(await sale.Deal(amount: "10.50"));
        using var page = await app.SignedIn();
        (await page.Open($"/reports/pipeline?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Texts(".tile__value").ShouldContain("€10.50");
        (await page.Open($"/reports/pipeline/agent.csv?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Html.ShouldContain("No owner,1,10.5");
        (await page.Open("/reports/pipeline/nothing.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static JsonElement Find(JsonElement report, string table, string? key) =>
        report.GetProperty("tables").GetProperty(table).EnumerateArray().Single(row => row.GetProperty("key").GetString() == key);

    private static (int Won, string? Value, int WithoutAmount, int Lost) Row(JsonElement row) =>
        (row.GetProperty("won").GetInt32(), row.GetProperty("value").GetProperty("amount").GetString(), row.GetProperty("withoutAmount").GetInt32(), row.GetProperty("lost").GetInt32());

    private static async Task<int> Count(SampleSale sale, string filter) =>
        (await sale.Api.Get($"deals?limit=1&count=exact&filter={Uri.EscapeDataString(filter)}")).Expect(HttpStatusCode.OK).Json.GetProperty("count").GetInt32();
}
