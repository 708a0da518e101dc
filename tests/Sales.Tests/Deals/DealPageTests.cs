using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Deals;

public sealed class DealPageTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Files_are_added_shown_downloaded_removed_and_brought_back(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal();
        using var page = await app.SignedIn();
        using var form = new MultipartFormDataContent { { new ByteArrayContent("An offer"u8.ToArray()), "file", "offer.txt" }, { new StringContent($"/deals/{deal}"), "back" } };
        (await page.Submit($"/records/{deal}/files", form)).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/deals/{deal}");
        var link = (await page.Open($"/deals/{deal}")).Expect(HttpStatusCode.OK).Document.QuerySelector(".files li a").ShouldNotBeNull();
        link.TextContent.ShouldBe("offer.txt");
        var file = link.GetAttribute("href")!;
        (await page.Open(file)).Expect(HttpStatusCode.OK).Html.ShouldBe("An offer");

        (await page.Submit($"{file}/trash", ("back", $"/deals/{deal}"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/deals/{deal}")).Document.QuerySelector(".files li a").ShouldBeNull();
        (await page.Submit($"{file}/restore", ("back", $"/deals/{deal}"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/deals/{deal}")).Document.QuerySelector(".files li a").ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task Lines_that_are_refused_come_back_as_they_were_sent(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal(currency: "EUR");
        var product = await sale.Api.Create("products", new { name = "Lathe " + deal, price = new { amount = "1650.5", currency = "EUR" } });
        using var page = await app.SignedIn();
        (string, string?)[] sent = [("version", "1"), ("fromLines", "on"), ("product0", $"{product}"), ("quantity0", "2"), ("price0", "1,600.0125"), ("discount0", ""), ("description0", ""),
            ("product1", ""), ("quantity1", "1"), ("price1", "cheap"), ("discount1", ""), ("description1", "Setting up")];
        var refused = (await page.Submit($"/deals/{deal}/lines", sent)).Expect(HttpStatusCode.UnprocessableEntity).Document;
        refused.QuerySelector("select[name=product0] option[selected]")!.TextContent.ShouldBe("Lathe " + deal);
        refused.QuerySelector("input[name=price0]")!.GetAttribute("value").ShouldBe("1,600.0125");
        refused.QuerySelector("input[name=description1]")!.GetAttribute("value").ShouldBe("Setting up");
        refused.QuerySelector("input[name=price1]")!.GetAttribute("aria-invalid").ShouldBe("true");

        sent[9] = ("price1", "250");
        (await page.Submit($"/deals/{deal}/lines", sent)).Expect(HttpStatusCode.SeeOther);
        var form = (await page.Open($"/deals/{deal}/lines/edit")).Expect(HttpStatusCode.OK).Document;
        form.QuerySelectorAll(".lines__rows > fieldset").Length.ShouldBe(3, "a blank row is there for the next line");
        form.QuerySelector("input[name=price0]")!.GetAttribute("value").ShouldBe("1,600.0125", "a price keeps all its digits");
        (await page.Open($"/deals/options/product?currency=EUR&q={Uri.EscapeDataString("Lathe " + deal)}", "options")).Document.QuerySelector("[role=option]")!.GetAttribute("data-amount")!.ShouldStartWith("1650.5");
        (await page.Open($"/deals/options/product?currency=GBP&q={Uri.EscapeDataString("Lathe " + deal)}", "options")).Document.QuerySelector("[role=option]")!.HasAttribute("data-amount").ShouldBeFalse();
    }

    [OnBothDatabases]
    public async Task Taking_a_person_out_of_a_deal_can_be_undone(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal();
        var person = await sale.Api.Create("people", new { name = "Buyer " + deal });
        await sale.Api.Post($"deals/{deal}/people", new { personId = person, role = "Decides the budget" });
        using var page = await app.SignedIn();
        (await page.Submit($"/deals/{deal}/people/{person}/remove")).Expect(HttpStatusCode.SeeOther);
        var toast = (await page.Open($"/deals/{deal}")).Document.QuerySelector(".toast form").ShouldNotBeNull();
        (await sale.Api.Get($"deals/{deal}/people")).Data.ShouldBeEmpty();
        var fields = toast.QuerySelectorAll("input[name=personId], input[name=role]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")));
        (await page.Submit(toast.GetAttribute("action")!, fields)).Expect(HttpStatusCode.SeeOther);
        (await sale.Api.Get($"deals/{deal}/people")).Data.ShouldHaveSingleItem().GetProperty("role").GetString().ShouldBe("Decides the budget");
    }

    [OnBothDatabases]
    public async Task A_stranger_can_neither_add_nor_read_files(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal(owner: (await app.AddPerson(Role.Sales, await app.AddTeam("N " + sale.Pipeline))).User.Id);
        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("S " + sale.Pipeline));
        using var form = new MultipartFormDataContent { { new ByteArrayContent("Mine now"u8.ToArray()), "file", "x.txt" } };
        await stranger.Submit($"/records/{deal}/files", form);
        (await stranger.Open($"/deals/{deal}")).Expect(HttpStatusCode.NotFound);
        using var page = await app.SignedIn();
        (await page.Open($"/deals/{deal}")).Expect(HttpStatusCode.OK).Document.QuerySelector(".files li a").ShouldBeNull();
    }

    [OnBothDatabases]
    public async Task A_deal_from_a_list_leads_to_the_ones_beside_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deals = new List<Guid>();
        foreach (var amount in (string[])["10", "20", "30"]) deals.Add(await sale.Deal("Deal " + amount, amount));
        var list = Uri.EscapeDataString($"filter={Uri.EscapeDataString($"pipeline = \"{sale.Pipeline}\"")}&sort=-amount");
        using var page = await app.SignedIn();
        (await page.Open($"/deals/list/{deals[1]}?list={list}")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/deals/{deals[1]}?list={list}");
        var shown = (await page.Open($"/deals/{deals[1]}?list={list}")).Expect(HttpStatusCode.OK).Document;
        string? Step(string key) => shown.QuerySelector($"a.btn[data-key='{key}'], a.btn[aria-keyshortcuts='{key}']")?.GetAttribute("href");
        (Step("k") ?? Step("K")).ShouldStartWith($"/deals/{deals[2]}?list=");
        (Step("j") ?? Step("J")).ShouldStartWith($"/deals/{deals[0]}?list=");
        (await page.Open($"/deals/{deals[1]}")).Html.ShouldNotContain("chevron-up");
    }

    [OnBothDatabases]
    public async Task The_one_who_comes_second_is_told_what_the_first_one_changed(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal("Presses", "100");
        using var first = await app.SignedIn(await app.AddPerson(Role.Manager, name: "Noor Sample " + sale.Pipeline));
        using var second = await app.SignedIn();
        (await first.Submit($"/deals/{deal}/edit", ("version", "1"), ("amount", "250"), ("amountCurrency", "EUR"))).Expect(HttpStatusCode.SeeOther);

        var late = (await second.Submit($"/deals/{deal}/edit", ("version", "1"), ("name", "Press line"))).Expect(HttpStatusCode.UnprocessableEntity);
        late.Document.Body!.TextContent.ShouldContain($"Noor Sample {sale.Pipeline} set Amount to €250");
        late.Document.QuerySelector("input[name=name]")!.GetAttribute("value").ShouldBe("Press line");
        var version = late.Document.QuerySelector("form#edit-deal input[name=version]")!.GetAttribute("value");
        (await second.Submit($"/deals/{deal}/edit", ("version", version), ("name", "Press line"))).Expect(HttpStatusCode.SeeOther);
        (await sale.Read(deal))["name"].ShouldBe("Press line");

        var button = (await second.Submit($"/deals/{deal}/stage", ("version", "1"), ("stageId", $"{sale.Stage("Propose")}"), ("back", $"/deals/{deal}"))).Expect(HttpStatusCode.SeeOther);
        button.Location.ShouldBe($"/deals/{deal}");
        (await second.Submit("/deals/move", ("id", $"{deal}"), ("to", $"{sale.Stage("Propose")}"), ("version", "1"))).Expect(HttpStatusCode.Conflict).Html.ShouldContain("meanwhile");
        (await sale.Read(deal))["stageId"].ShouldBe($"{sale.Stage("Qualify")}");
    }

    [OnBothDatabases]
    public async Task Every_stay_in_a_stage_is_shown_with_its_time(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new Testing.TestClock());
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal();
        app.Clock.Advance(TimeSpan.FromDays(3));
        await sale.Move(deal, "Propose");
        app.Clock.Advance(TimeSpan.FromDays(5));
        await sale.Win(deal);
        using var page = await app.SignedIn();
        var stays = (await page.Open($"/deals/{deal}")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("section[aria-label='Stages so far'] li").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        stays.Count.ShouldBe(3);
        stays[0].ShouldStartWith("Won");
        stays[1].ShouldSatisfyAllConditions(text => text.ShouldStartWith("Propose"), text => text.ShouldEndWith("5 d"));
        stays[2].ShouldSatisfyAllConditions(text => text.ShouldStartWith("Qualify"), text => text.ShouldEndWith("3 d"));
    }

    [OnBothDatabases]
    public async Task A_refused_form_keeps_what_was_typed_and_chosen(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        await SampleSale.Start(app);
        var company = await sale.Api.Create("companies", new { name = "Mill " + sale.Pipeline });
        using var page = await app.SignedIn();
        var open = (await page.Open($"/deals/new?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Document;
        open.QuerySelector("select[name=stageId] option[selected]")!.GetAttribute("value").ShouldBe($"{sale.Stage("Qualify")}");
        open.QuerySelectorAll("select[name=stageId] optgroup").Length.ShouldBeGreaterThan(1);

        var again = (await page.Submit("/deals", ("name", ""), ("companyId", $"{company}"), ("amount", "12"), ("amountCurrency", "GBP"), ("stageId", $"{sale.Stage("Propose")}"), ("source", "Fair"))).Expect(HttpStatusCode.UnprocessableEntity).Document;
        again.QuerySelector("input[name=source]")!.GetAttribute("value").ShouldBe("Fair");
        again.QuerySelector("select[name=stageId] option[selected]")!.GetAttribute("value").ShouldBe($"{sale.Stage("Propose")}");
        again.Body!.TextContent.ShouldContain("Mill " + sale.Pipeline);
    }

    [OnBothDatabases]
    public async Task Fields_of_the_workspace_stand_in_the_forms_of_deals_and_on_their_page(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var mark = Guid.CreateVersion7().ToString("n")[^8..];
        var (site, budget, hull, secret) = ("site" + mark, "budget" + mark, "hull" + mark, "secret" + mark);
        async Task Field(string name, string kind, object settings) => (await sale.Api.Post("fields", new { type = "deal", name, kind, label = new { en = name }, settings })).Expect(HttpStatusCode.Created);
        await Field(site, "text", new { requiredWhen = "source = \"Fair\"" });
        await Field(budget, "money", new { });
        await Field(hull, "yesNo", new { visibleWhen = "amount > 1000" });
        await Field(secret, "text", new { access = new { Sales = "None" } });
        using var page = await app.SignedIn();
        var shown = $"{site},{budget},{hull},{secret}";
        var form = (await page.Open($"/deals/new?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Document;
        form.QuerySelector("form[data-controller~=conditions] input[name=shown]")!.GetAttribute("value")!.ShouldContain(shown);
        form.QuerySelector($"[data-field={hull}]")!.HasAttribute("hidden").ShouldBeTrue();
        (string, string?)[] sent = [("name", "Dredger " + mark), ("stageId", $"{sale.Stage("Qualify")}"), ("source", "Fair"), ("shown", shown), (budget, "1,250.50"), (budget + "Currency", "USD"), (hull, "true"), (site, ""), (secret, "x")];
        (await page.Submit("/deals", sent)).Expect(HttpStatusCode.UnprocessableEntity).Document.QuerySelector($"input[name={site}]")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await page.Submit("/deals/list/conditions", [.. sent, ("amount", "1200"), ("amountCurrency", "EUR")])).Html.ShouldNotContain(hull);
        sent[7] = (site, "Quay 4");
        (await page.Submit("/deals", sent)).Expect(HttpStatusCode.SeeOther);

        var made = (await sale.Api.Get($"deals?filter={Uri.EscapeDataString($"{site} = \"quay 4\"")}")).Expect(HttpStatusCode.OK).Data.ShouldHaveSingleItem();
        var deal = made.GetProperty("id").GetGuid();
        made.GetProperty("custom").GetProperty(budget).GetProperty("currency").GetString().ShouldBe("USD");
        made.GetProperty("custom").GetProperty(hull).GetBoolean().ShouldBeTrue();
        (await page.Open($"/deals/{deal}")).Texts(".facts dd").ShouldContain(text => text.EndsWith("Quay 4"));
        (await page.Open($"/deals/{deal}/edit")).Document.QuerySelector($"input[name={site}]")!.GetAttribute("value").ShouldBe("Quay 4");
        (await page.Submit($"/deals/{deal}/edit", ("version", "1"), ("name", "Dredger " + mark), ("shown", shown), (site, "Quay 5"), (budget, ""), (hull, "false"), (secret, "y"))).Expect(HttpStatusCode.SeeOther);
        var changed = (await sale.Read(deal)).Json.GetProperty("custom");
        changed.GetProperty(site).GetString().ShouldBe("Quay 5");
        changed.GetProperty(budget).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        using var seller = await app.SignedIn(Role.Sales);
        (await seller.Open("/deals/new")).Expect(HttpStatusCode.OK).Html.ShouldNotContain(secret);
    }

    [OnBothDatabases]
    public async Task A_layout_arranges_the_forms_and_the_page_of_a_deal(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal();
        using var page = await app.SignedIn();
        (await page.Submit("/settings/fields/deal/layout/fields/source/place?role=Administrator", ("section", "0"), ("place", "0"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit("/settings/fields/deal/layout/fields/expectedClose/quick?role=Administrator", ("quick", "false"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit("/settings/fields/deal/layout/fields/source/quick?role=Administrator", ("quick", "true"))).Expect(HttpStatusCode.SeeOther);
        var form = (await page.Open("/deals/new")).Expect(HttpStatusCode.OK).Document;
        form.QuerySelectorAll("#new-deal input[name=source], #new-deal select[name=companyId]").Select(input => input.GetAttribute("name")).ShouldBe(["source", "companyId"]);
        form.QuerySelector("details.more [name=expectedClose]").ShouldNotBeNull();
        form.QuerySelector("details.more [name=stageId]").ShouldBeNull();
        (await page.Open($"/deals/{deal}/edit")).Expect(HttpStatusCode.OK).Document.QuerySelector("input[name=tags]").ShouldNotBeNull();
        (await page.Open($"/deals/{deal}")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("aside .facts dt").Select(label => label.TextContent).ShouldContain("Source");
        (await page.Submit("/settings/fields/deal/layout/reset?role=Administrator")).Expect(HttpStatusCode.SeeOther);
    }
}
