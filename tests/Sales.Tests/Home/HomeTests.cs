using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Home;

public class HomeTests
{
    [OnBothDatabases]
    public async Task Sellers_see_their_own_deals_that_need_somebody_and_managers_their_teams(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        var team = await app.AddTeam("North");
        var person = await app.AddPerson(Role.Sales, team);
        var other = await app.AddPerson(Role.Sales, await app.AddTeam("South"));
        var still = await sale.Deal("Stands still", "1200.00", owner: person.Actor.Id);
        var soon = await sale.Deal("Closes soon", owner: person.Actor.Id);
        var far = await sale.Deal("Closes far away", owner: person.Actor.Id);
        await sale.Deal("Somebody else's", "900.00", owner: other.Actor.Id);
        foreach (var deal in (Guid[])[soon, far]) await sale.Api.Create("tasks", new { subject = "Call", aboutId = deal });
        app.Clock.Advance(TimeSpan.FromDays(15)); // qualifying takes 14 days at most
        foreach (var deal in (Guid[])[soon, far]) (await sale.Move(deal, "Discover")).Expect(HttpStatusCode.NoContent);
        await Expect(sale, soon, app.Clock.GetUtcNow().AddDays(13));
        await Expect(sale, far, app.Clock.GetUtcNow().AddDays(15));

        using var seller = await app.SignedIn(person);
        var home = (await seller.Open("/")).Expect(HttpStatusCode.OK);
        Deals(home, "Your deals that stand still").ShouldBe(["Stands still"]);
        Deals(home, "Your deals closing soon").ShouldBe(["Closes soon"]);
        Deals(home, "Your deals without a next step").ShouldBe(["Stands still"]);
        home.Text("section[aria-label='Your pipeline'] .tile")!.ShouldContain("3 deals");
        home.Html.ShouldNotContain("Somebody else");

        using var manager = await app.SignedIn(Role.Manager, team);
        var managed = (await manager.Open("/")).Expect(HttpStatusCode.OK);
        Deals(managed, "Team deals that stand still").ShouldBe(["Stands still"]);
        managed.Html.ShouldNotContain("Somebody else");
    }

    [OnBothDatabases]
    public async Task What_a_card_counts_is_what_its_link_lists(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        var person = await app.AddPerson(Role.Sales);
        for (var i = 0; i < 7; i++) await sale.Deal($"Still {i}", owner: person.Actor.Id);
        app.Clock.Advance(TimeSpan.FromDays(20));
        using var seller = await app.SignedIn(person);
        await sale.Api.Create("tasks", new { subject = "Call them", aboutId = await sale.Deal("Planned", owner: person.Actor.Id) });
        var home = (await seller.Open("/")).Document;
        foreach (var title in (string[])["Your deals that stand still", "Your deals without a next step"])
        {
            var card = home.QuerySelector($"section[aria-label='{title}']").ShouldNotBeNull(title);
            card.TextContent.ShouldContain("5 of 7");
            var list = (await seller.Open(card.QuerySelector("a[href^='/deals/list']")!.GetAttribute("href")!)).Expect(HttpStatusCode.OK);
            list.Document.QuerySelectorAll("tbody tr[id]").Length.ShouldBe(7, title);
            list.Document.QuerySelectorAll("a.chip[aria-current=true]").Length.ShouldBe(2, "the chips of the list say what it shows");
        }
    }

    [OnBothDatabases]
    public async Task Won_value_is_told_by_quarter_and_nothing_is_shown_to_those_who_have_nothing(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        using var seller = await app.SignedIn(Role.Sales);
        (await seller.Open("/")).Texts(".home__body > .card").ShouldBeEmpty();
        var deal = await sale.Deal("Won", "500.00", owner: seller.Actor.Id);
        (await sale.Win(deal)).Expect(HttpStatusCode.NoContent);
        var tiles = (await seller.Open("/")).Texts("section[aria-label='Your pipeline'] .tile");
        tiles.ShouldContain(tile => tile.Contains("Won this quarter", StringComparison.Ordinal) && tile.Contains("500", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Deals(PageAnswer page, string card) => page.Texts($"section[aria-label='{card}'] li a.strong");

    private static async Task Expect(SampleSale sale, Guid deal, DateTimeOffset close) =>
        (await sale.Api.Patch($"deals/{deal}", new { expectedClose = close.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, (await sale.Read(deal)).Version)).Expect(HttpStatusCode.OK);
}
