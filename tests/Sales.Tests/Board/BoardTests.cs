using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Sales.Board;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Board;

public sealed class BoardTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Columns_count_add_up_and_weigh_their_deals(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        await sale.Deal(amount: "1000.50");
        await sale.Deal(amount: "99.50");
        await sale.Deal();
        await sale.Move(await sale.Deal(amount: "200"), "Propose");
        var board = await Read(app, sale.Api.Actor, new BoardRequest(sale.Pipeline));
        var first = board.Stages[0];
        (first.Sum.Count, first.Sum.Value.Amount, first.Sum.WithoutAmount, first.Weighted.Amount).ShouldBe((3, 1100m, 1, 110m));
        (board.Open.Count, board.Open.Value.Amount, board.Weighted.Amount).ShouldBe((4, 1300m, 230m));
    }

    [OnBothDatabases]
    public async Task The_board_opens_on_the_first_pipeline_that_has_open_deals(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var empty = await SampleSale.Start(app);
        var used = await SampleSale.Start(app);
        (await Read(app, used.Api.Actor, new BoardRequest(null))).Pipeline.Id.ShouldBe(empty.Pipeline, "without a deal the first one is as good as any");
        await used.Deal();
        (await Read(app, used.Api.Actor, new BoardRequest(null))).Pipeline.Id.ShouldBe(used.Pipeline);
        await empty.Deal();
        (await Read(app, used.Api.Actor, new BoardRequest(null))).Pipeline.Id.ShouldBe(empty.Pipeline);
    }

    [OnBothDatabases]
    public async Task Totals_follow_every_change(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal(amount: "100");
        (await Read(app, sale.Api.Actor, new BoardRequest(sale.Pipeline))).Open.Value.Amount.ShouldBe(100m);
        await sale.Win(deal);
        var board = await Read(app, sale.Api.Actor, new BoardRequest(sale.Pipeline));
        (board.Open.Count, board.Won.Count, board.Won.Value.Amount).ShouldBe((0, 1, 100m));
    }

    [OnBothDatabases]
    public async Task Further_cards_come_by_cursor_each_once(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        for (var i = 0; i < BoardQuery.CardsAtOnce + 5; i++) await sale.Deal($"Deal {i}");
        var request = new BoardRequest(sale.Pipeline);
        var first = (await Read(app, sale.Api.Actor, request)).Stages[0];
        first.Cards.Count.ShouldBe(BoardQuery.CardsAtOnce);
        var more = await app.Run<BoardQuery, BoardStage>(board => board.More(sale.Api.Actor, request, first.Id, first.More.ShouldNotBeNull(), CancellationToken.None));
        more.More.ShouldBeNull();
        first.Cards.Concat(more.Cards).Select(card => card.Id).Distinct().Count().ShouldBe(BoardQuery.CardsAtOnce + 5);
    }

    [OnBothDatabases]
    public async Task A_refresh_brings_as_many_cards_as_a_column_had_loaded(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        for (var i = 0; i < BoardQuery.CardsAtOnce + 5; i++) await sale.Deal($"Deal {i}");
        var first = sale.Stage("Qualify");
        var board = (await app.Run<BoardQuery, BoardView?>(query => query.Run(sale.Api.Actor, new BoardRequest(sale.Pipeline), CancellationToken.None, new Dictionary<Guid, int> { [first] = BoardQuery.CardsAtOnce + 3 }))).ShouldNotBeNull();
        board.Stages[0].Cards.Count.ShouldBe(BoardQuery.CardsAtOnce + 3);
        var more = await app.Run<BoardQuery, BoardStage>(query => query.More(sale.Api.Actor, new BoardRequest(sale.Pipeline), first, board.Stages[0].More.ShouldNotBeNull(), CancellationToken.None));
        more.Cards.Count.ShouldBe(2);
    }

    [OnBothDatabases]
    public async Task Every_order_of_a_column_is_complete_and_as_it_says(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new Testing.TestClock());
        var sale = await SampleSale.Start(app);
        var days = new[] { "2026-05-01", null, "2026-04-01" };
        var deals = new List<Guid>();
        foreach (var (amount, at) in new[] { "10", "30", null }.Select((amount, at) => (amount, at)))
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            deals.Add(await sale.Deal($"Deal {at}", amount));
            if (days[at] is { } day) await sale.Api.Patch($"deals/{deals[at]}", new { expectedClose = day }, 1);
        }

        app.Clock.Advance(TimeSpan.FromHours(1));
        await sale.Api.Patch($"deals/{deals[1]}", new { name = "Deal 1 again" }, (await sale.Read(deals[1])).Version);
        async Task<int[]> Order(string sort) => [.. (await Read(app, sale.Api.Actor, new BoardRequest(sale.Pipeline, Sort: sort))).Stages[0].Cards.Select(card => deals.IndexOf(card.Id))];
        (await Order(BoardSorts.RecentlyMoved)).ShouldBe([2, 1, 0]);
        (await Order(BoardSorts.Longest)).ShouldBe([0, 1, 2]);
        (await Order(BoardSorts.Amount)).ShouldBe([1, 0, 2]);
        (await Order(BoardSorts.Close)).ShouldBe([2, 0, 1]);
        (await Order(BoardSorts.Changed)).ShouldBe([1, 2, 0]);
    }

    [OnBothDatabases]
    public async Task The_board_opens_as_its_reader_left_it_and_for_nobody_else(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var reader = await app.AddPerson(Role.Manager);
        using var page = await app.SignedIn(reader);
        (await page.Open("/deals")).Expect(HttpStatusCode.OK);
        var left = $"/deals?pipeline={sale.Pipeline:n}&view=mine&close=this-month&sort=amount";
        (await page.Open(left)).Expect(HttpStatusCode.OK);
        using var elsewhere = await app.SignedIn(reader);
        (await elsewhere.Open("/deals")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe(left);
        (await page.Open($"/deals?pipeline={sale.Pipeline:n}")).Expect(HttpStatusCode.OK);
        (await page.Open("/deals")).Expect(HttpStatusCode.OK).Html.ShouldContain($"pipeline={sale.Pipeline:n}&amp;view=rotting");
        using var other = await app.SignedIn(Role.Manager);
        (await other.Open("/deals")).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task Views_and_filters_show_what_they_say(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new Testing.TestClock());
        var sale = await SampleSale.Start(app);
        var team = await app.AddTeam("North");
        var seller = await app.AddPerson(Role.Sales, team);
        var old = await sale.Deal("Old one", owner: seller.User.Id);
        app.Clock.Advance(TimeSpan.FromDays(20));
        await sale.Deal("New one");
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        await sale.Api.Patch($"deals/{old}", new { expectedClose = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, (await sale.Read(old)).Version);
        var board = await Read(app, seller.Actor, new BoardRequest(sale.Pipeline));
        board.Counts.ShouldBe(new ViewCounts(All: 2, Mine: 1, Rotting: 1, Closing: 1));
        foreach (var request in (BoardRequest[])[new(sale.Pipeline, BoardViews.Rotting), new(sale.Pipeline, BoardViews.Mine), new(sale.Pipeline, Owner: seller.User.Id), new(sale.Pipeline, Team: team.Id), new(sale.Pipeline, Close: ClosePeriods.ThisQuarter)])
            (await Read(app, seller.Actor, request)).Stages[0].Cards.ShouldHaveSingleItem().Name.ShouldBe("Old one");
        (await Read(app, seller.Actor, new BoardRequest(sale.Pipeline, Close: ClosePeriods.None))).Stages[0].Cards.ShouldHaveSingleItem().Name.ShouldBe("New one");
    }

    [OnBothDatabases]
    public async Task Nobody_counts_deals_that_they_may_not_see(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("N " + sale.Pipeline));
        await sale.Deal(amount: "100", owner: owner.User.Id);
        var stranger = await app.AddPerson(Role.Sales, await app.AddTeam("S " + sale.Pipeline));
        (await Read(app, owner.Actor, new BoardRequest(sale.Pipeline))).Open.Count.ShouldBe(1);
        (await Read(app, stranger.Actor, new BoardRequest(sale.Pipeline))).Open.ShouldSatisfyAllConditions(sum => sum.Count.ShouldBe(0), sum => sum.Value.Amount.ShouldBe(0m));
    }

    [OnBothDatabases]
    public async Task A_refused_drop_says_why_and_a_lost_one_asks_for_the_reason(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var deal = await sale.Deal();
        using var page = await app.SignedIn();
        (await page.Open($"/deals?pipeline={sale.Pipeline}")).Expect(HttpStatusCode.OK).Texts(".stage__head h2").ShouldContain("Qualify");
        var refused = await page.Submit("/deals/move", ("id", $"{deal}"), ("to", $"{sale.Stage("Lost")}"), ("version", "1"));
        refused.Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("closed by winning or losing");
        (await page.Open($"/deals/{deal}/lose")).Expect(HttpStatusCode.OK).Document.QuerySelector("select[name=reasonId]").ShouldNotBeNull();
        (await page.Submit($"/deals/{deal}/lose", ("version", "1"), ("reasonId", ""))).Expect(HttpStatusCode.UnprocessableEntity);
        (await page.Submit("/deals/move", ("id", $"{deal}"), ("to", $"{sale.Stage("Propose")}"), ("version", "1"))).Expect(HttpStatusCode.OK).Html.ShouldContain($"/deals/{deal}/step-back");
    }

    private static async Task<BoardView> Read(TandemApp app, Actor actor, BoardRequest request) =>
        (await app.Run<BoardQuery, BoardView?>(board => board.Run(actor, request, CancellationToken.None))).ShouldNotBeNull();
}
