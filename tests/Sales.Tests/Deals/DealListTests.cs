using System.Net;
using Tandem.Platform.Data;
using Tandem.Platform.Settings;
using Tandem.Sales.Deals;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Deals;

public sealed class DealListTests
{
    [OnBothDatabases]
    public async Task Totals_are_those_of_the_filter_in_the_currency_of_the_workspace(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        await using (var db = app.Open())
        {
            db.Add(new ExchangeRate { Currency = "GBP", To = "EUR", From = new DateOnly(2020, 1, 1), Rate = 2m });
            await db.SaveChangesAsync();
        }

        await sale.Deal(amount: "100");
        await sale.Deal(amount: "10", currency: "GBP");
        await sale.Deal(amount: "7", currency: "JPY");
        await sale.Deal();
        await sale.Win(await sale.Deal(amount: "30", currency: "GBP"));
        var sum = await Sum(app, sale, $"pipeline = \"{sale.Pipeline}\"");
        (sum.Count, sum.Value.Amount, sum.Open, sum.Weighted.Amount, sum.WithoutAmount, sum.WithoutRate).ShouldBe((5, 180m, 4, 12m, 1, 1));
        (await Sum(app, sale, "status = \"won\"")).Value.Amount.ShouldBe(60m);
    }

    [OnBothDatabases]
    public async Task Chips_say_what_the_board_says(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock());
        var sale = await SampleSale.Start(app);
        var old = await sale.Deal("Old one");
        app.Clock.Advance(TimeSpan.FromDays(20));
        var planned = await sale.Deal("Planned one");
        await sale.Api.Create("tasks", new { subject = "Call them", aboutId = planned });
        using var page = await app.SignedIn();
        async Task<IReadOnlyList<string>> Shown(string query) => (await page.Open("/deals/list?" + query)).Expect(HttpStatusCode.OK).Texts("tbody th .ellipsis");
        (await Shown("quick=rotting")).ShouldBe(["Old one"]);
        (await Shown("quick=without-step")).ShouldBe(["Old one"]);
        (await Shown("quick=rotting,without-step")).ShouldBe(["Old one"]);
        (await Shown("quick=closing")).ShouldBeEmpty();
        (await Shown("")).Count.ShouldBe(2);
        var list = (await page.Open("/deals/list?quick=rotting")).Document;
        list.QuerySelector("a.chip[aria-current=true]")!.GetAttribute("href").ShouldBe("/deals/list");
        var totals = list.QuerySelector("turbo-frame#list-totals")!.GetAttribute("src")!;
        (await page.Open(totals)).Expect(HttpStatusCode.OK).Document.QuerySelector("#list-totals b")!.TextContent.ShouldBe("1");
        (await sale.Read(old))["status"].ShouldBe("open");
    }

    [OnBothDatabases]
    public async Task Groups_by_stage_come_in_the_order_of_the_pipeline(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        var stages = (await sale.Api.Get($"stages?filter={Uri.EscapeDataString($"pipeline = \"{sale.Pipeline}\" and meaning = \"open\"")}&sort=order")).Expect(HttpStatusCode.OK).Data.Select(stage => stage.GetProperty("name").GetString()!).ToList();
        stages.SequenceEqual(stages.Order()).ShouldBeFalse("otherwise their names would give the same order");
        foreach (var stage in stages.AsEnumerable().Reverse()) (await sale.Move(await sale.Deal("In " + stage), stage)).Expect(HttpStatusCode.NoContent);
        using var page = await app.SignedIn();
        (await page.Open("/deals/list?group=stage")).Expect(HttpStatusCode.OK).Texts("tbody tr:not(.grp) th .ellipsis").ShouldBe(stages.Select(stage => "In " + stage));
    }

    [OnBothDatabases]
    public async Task A_cell_is_opened_and_saved_where_the_list_and_the_page_say(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal(amount: "100");
        using var page = await app.SignedIn();
        foreach (var place in (string[])["/deals/list", $"/deals/{deal}"])
        {
            var cell = (await page.Open(place)).Expect(HttpStatusCode.OK).Document.QuerySelector($"#cell-{deal:n}-amount a").ShouldNotBeNull(place);
            var editor = (await page.Open(cell.GetAttribute("href")!, $"cell-{deal:n}-amount")).Expect(HttpStatusCode.OK).Document.QuerySelector("form").ShouldNotBeNull(place);
            var version = editor.QuerySelector("input[name=version]")!.GetAttribute("value");
            (await page.Submit(editor.GetAttribute("action")!, ("version", version), ("shown", "amount"), ("amount", $"{version}50"), ("amountCurrency", "EUR"))).Expect(HttpStatusCode.OK);
            (await sale.Read(deal)).Json.GetProperty("amount").GetProperty("amount").GetString().ShouldBe($"{version}50.00");
        }
    }

    private static async Task<DealListSum> Sum(TandemApp app, SampleSale sale, string filter) =>
        (await app.Run<DealListTotals, DealListSum?>(totals => totals.Of(sale.Api.Actor, filter, null, CancellationToken.None))).ShouldNotBeNull();
}
