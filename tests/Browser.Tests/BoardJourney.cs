namespace Tandem.Browser.Tests;

public class BoardJourney(BrowserFixture browser)
{
    [Fact]
    public async Task A_deal_is_moved_by_mouse_by_keys_and_by_menu_and_every_move_can_be_undone()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sale = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sale.Owner, async window =>
        {
            await window.Go("/deals");
            await Drag(window, Card(window), Column(window, "Propose"));
            await Expect(Column(window, "Propose").Locator(Card(window))).ToBeVisibleAsync();
            await Expect(window.Toast("Press line sensors moved to Propose")).ToBeVisibleAsync();
            (await StageOf(sale)).ShouldBe(sale.Stage("Propose"));

            await window.Toast("Press line sensors moved to Propose").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Expect(Column(window, "Qualify").Locator(Card(window))).ToBeVisibleAsync();
            (await StageOf(sale)).ShouldBe(sale.Stage("Qualify"));

            await Card(window).FocusAsync();
            await window.Page.Keyboard.PressAsync("Shift+ArrowRight");
            await Expect(window.Toast("Press line sensors moved to Discover")).ToBeVisibleAsync();
            await Expect(Column(window, "Discover").Locator(Card(window))).ToBeFocusedAsync();
            await window.Page.Keyboard.PressAsync("z");
            await Expect(Column(window, "Qualify").Locator(Card(window))).ToBeVisibleAsync();

            await Card(window).FocusAsync();
            await window.Page.Keyboard.PressAsync("m");
            await window.MenuItem("Negotiate").ClickAsync();
            await Expect(Column(window, "Negotiate").Locator(Card(window))).ToBeVisibleAsync();
            await Expect(window.Toast("Press line sensors moved to Negotiate")).ToBeVisibleAsync();
            (await StageOf(sale)).ShouldBe(sale.Stage("Negotiate"));
        });
    }

    [Fact]
    public async Task Losing_asks_for_a_reason_and_winning_for_the_day()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sale = await SampleWorkspace.Fill(app);
        var other = await sale.AddDeal("Dye house scales", "7000.00");
        await browser.Visit(app, sale.Owner, async window =>
        {
            await window.Go("/deals");
            await Drag(window, Card(window), window.Page.GetByRole(AriaRole.Group, new() { Name = "Lost", Exact = true }));
            var lose = window.Dialog("Lose Press line sensors?");
            await lose.GetByRole(AriaRole.Button, new() { Name = "Lose deal" }).ClickAsync();
            await Expect(lose.GetByText("Say why the deal was lost")).ToBeVisibleAsync();
            (await StageOf(sale)).ShouldBe(sale.Stage("Qualify"), "without a reason nothing happens");
            await Window.FieldIn(lose, "Why was it lost").SelectOptionAsync(new SelectOptionValue { Label = "Too expensive" });
            await lose.GetByLabel("In your words").FillAsync("They take the cheaper one.");
            await lose.GetByRole(AriaRole.Button, new() { Name = "Lose deal" }).ClickAsync();
            await Expect(window.Toast("Press line sensors lost")).ToBeVisibleAsync();
            await Expect(Card(window)).ToHaveCountAsync(0);
            var lost = (await sale.Api.Get($"deals/{sale["deal"]}")).Expect(System.Net.HttpStatusCode.OK);
            (lost["status"], lost["lostReasonId"], lost["lostNote"]).ShouldBe(("lost", sale["lost-reason"].ToString(), "They take the cheaper one."));

            await Card(window, "Dye house scales").FocusAsync();
            await window.Page.Keyboard.PressAsync("m");
            await window.MenuItem("Won").ClickAsync();
            await window.Dialog("Win Dye house scales?").GetByRole(AriaRole.Button, new() { Name = "Win deal" }).ClickAsync();
            await Expect(window.Toast("Dye house scales won")).ToBeVisibleAsync();
            (await sale.Api.Get($"deals/{other}"))["status"].ShouldBe("won");
            await window.Toast("Dye house scales won").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Expect(Card(window, "Dye house scales")).ToBeVisibleAsync();
            (await sale.Api.Get($"deals/{other}"))["status"].ShouldBe("open");
        });
    }

    [Fact]
    public async Task The_board_shows_whose_and_which_deals_one_asks_for()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sale = await SampleWorkspace.Fill(app);
        var colleague = await app.AddPerson(Role.Sales, name: "Jonas Berg");
        await sale.AddDeal("Dye house scales", "7000.00", owner: colleague.User.Id);
        await browser.Visit(app, sale.Owner, async window =>
        {
            await window.Go("/deals");
            await Expect(Card(window, "Dye house scales")).ToBeVisibleAsync();
            await window.Button("Filter").ClickAsync();
            await window.MenuItem("Jonas Berg").ClickAsync();
            await Expect(Card(window)).ToHaveCountAsync(0);
            await Expect(Card(window, "Dye house scales")).ToBeVisibleAsync();
            await window.Link("Clear all").ClickAsync();
            await Expect(Card(window)).ToBeVisibleAsync();

            await window.Page.GetByRole(AriaRole.Navigation, new() { Name = "Saved views" }).Or(window.Page.GetByLabel("Saved views")).First
                .GetByText("Mine").ClickAsync();
            await Expect(Card(window, "Dye house scales")).ToHaveCountAsync(0);
            await Expect(Card(window)).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_new_deal_appears_in_its_stage()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sale = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sale.Owner, async window =>
        {
            await window.Go("/deals");
            await window.Mark();
            await window.Page.Keyboard.PressAsync("n");
            var drawer = window.Dialog("New deal");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Create deal" }).ClickAsync();
            await Expect(Window.FieldIn(drawer, "Name")).ToHaveAttributeAsync("aria-invalid", "true");
            await Window.FieldIn(drawer, "Name").FillAsync("Boiler house meters");
            await window.Choose(drawer, "Company", "Arden Dye");
            await drawer.GetByLabel("Amount").First.FillAsync("21,500.50");
            await Window.FieldIn(drawer, "Stage").SelectOptionAsync(new SelectOptionValue { Label = "Validate" });
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Create deal" }).ClickAsync();
            await Expect(window.Toast("Boiler house meters created")).ToBeVisibleAsync();
            await Expect(Column(window, "Validate").GetByRole(AriaRole.Listitem, new() { Name = "Boiler house meters, Arden Dye Works" })).ToBeVisibleAsync();
            var made = (await sale.Api.Get("deals?search=boiler")).Data.ShouldHaveSingleItem();
            made.GetProperty("amount").GetProperty("amount").GetString().ShouldBe("21500.50");
            made.GetProperty("companyId").GetGuid().ShouldBe(sale["subsidiary"]);
        });
    }

    private static ILocator Card(Window window, string deal = SampleWorkspace.Deal) =>
        window.Page.GetByRole(AriaRole.Listitem, new() { Name = $"{deal}, {SampleWorkspace.Company}", Exact = true });

    private static ILocator Column(Window window, string stage) => window.Page.GetByRole(AriaRole.Group, new() { Name = stage, Exact = true });

    private static async Task<Guid> StageOf(SampleWorkspace sale) => Guid.Parse((await sale.Api.Get($"deals/{sale["deal"]}")).Expect(System.Net.HttpStatusCode.OK)["stageId"]!);

    private static async Task Drag(Window window, ILocator card, ILocator target)
    {
        await Expect(card).ToBeVisibleAsync();
        var from = (await card.BoundingBoxAsync())!;
        var to = (await target.BoundingBoxAsync())!;
        await window.Page.Mouse.MoveAsync(from.X + 60, from.Y + 40);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(from.X + 80, from.Y + 50, new() { Steps = 4 });
        await window.Page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + Math.Min(150, to.Height / 2), new() { Steps = 12 });
        await Expect(target).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("is-over"));
        await window.Page.Mouse.UpAsync();
    }
}
