using System.Net;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Sales.Deals;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Deals;

public sealed class DealUseCaseTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_new_deal_begins_in_the_first_open_stage_of_its_pipeline(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Read(await sale.Deal(amount: "1200.50"));
        deal["stageId"].ShouldBe(sale.Stage("Qualify").ToString());
        deal.Json.GetProperty("amount").GetProperty("amount").GetString().ShouldBe("1200.50");
    }

    [OnBothDatabases]
    public async Task A_move_is_written_to_the_history_and_taken_back_exactly(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        var before = await sale.Read(deal);
        (await sale.Move(deal, "Propose")).Expect(HttpStatusCode.NoContent);
        var history = await sale.History(deal);
        history.Count.ShouldBe(2);
        (await sale.Api.Post($"deals/{deal}/step-back", new { stayId = history[^1].GetProperty("id").GetGuid() })).Expect(HttpStatusCode.NoContent);
        var after = await sale.Read(deal);
        (after["stageId"], after["stageEnteredAt"], after["stages"]).ShouldBe((before["stageId"], before["stageEnteredAt"], before["stages"]));
    }

    [OnBothDatabases]
    public async Task A_stage_of_another_pipeline_is_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var (sale, other) = (await SampleSale.Start(app), await SampleSale.Start(app));
        var deal = await sale.Deal();
        var answer = await sale.Api.Put($"deals/{deal}/stage", new { stageId = other.Stage("Propose") }, (await sale.Read(deal)).Version);
        answer.Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe(DealRefusals.StageOfAnotherPipeline);
    }

    [OnBothDatabases]
    public async Task The_stage_is_no_field_that_a_patch_may_set(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        var answer = await sale.Api.Patch($"deals/{deal}", new { stageId = sale.Stage("Won") }, (await sale.Read(deal)).Version);
        answer.Code.ShouldBe("record.read-only-field");
    }

    [OnBothDatabases]
    public async Task Winning_closes_the_deal_today_in_the_workspaces_currency(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal(amount: "500");
        (await sale.Win(deal)).Expect(HttpStatusCode.NoContent);
        var won = await sale.Read(deal);
        (won["status"], won.Json.GetProperty("baseAmount").GetProperty("amount").GetString(), won["cycleDays"]).ShouldBe(("won", "500.00", "0"));
        (await sale.Move(deal, "Propose")).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe(DealRefusals.ReopenFirst);
    }

    [OnBothDatabases]
    public async Task Losing_asks_for_a_reason(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        (await sale.Lose(deal, reason: null)).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe(DealRefusals.ReasonRequired);
        (await sale.Lose(deal, Guid.CreateVersion7())).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe(DealRefusals.UnknownReason);
        var reason = await sale.Reason();
        (await sale.Lose(deal, reason)).Expect(HttpStatusCode.NoContent);
        (await sale.Read(deal))["lostReasonId"].ShouldBe(reason.ToString());
    }

    [OnBothDatabases]
    public async Task A_reopened_deal_returns_to_the_stage_it_was_closed_from(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        (await sale.Move(deal, "Negotiate")).Expect(HttpStatusCode.NoContent);
        (await sale.Win(deal)).Expect(HttpStatusCode.NoContent);
        (await sale.Api.Post($"deals/{deal}/reopen", new { }, (await sale.Read(deal)).Version)).Expect(HttpStatusCode.NoContent);
        (await sale.Read(deal))["stageId"].ShouldBe(sale.Stage("Negotiate").ToString());
    }

    [OnBothDatabases]
    public async Task Lines_give_the_amount(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        var product = await sale.Api.Create("products", new { name = "Sensor " + deal });
        (await sale.Api.Put($"deals/{deal}/lines", new { lines = new object[] { new { productId = product, quantity = 3, unitPrice = 19.99, discount = 0.1 }, new { description = "Setting up", quantity = 1, unitPrice = 250 } } },
            (await sale.Read(deal)).Version)).Expect(HttpStatusCode.NoContent);
        (await sale.Read(deal)).Json.GetProperty("amount").GetProperty("amount").GetString().ShouldBe("303.97");
        var lines = (await sale.Api.Get($"deals/{deal}/lines")).Data;
        lines.Select(line => line.GetProperty("unitPrice").GetRawText()).ShouldBe(["""{"amount":"19.99","currency":"EUR"}""", """{"amount":"250.00","currency":"EUR"}"""], "money is money everywhere");
        lines.Select(line => line.GetProperty("total").GetProperty("amount").GetString()).ShouldBe(["53.97", "250.00"]);
        (await sale.Api.Get($"deals?filter={Uri.EscapeDataString($"products has \"{product}\"")}")).Data.ShouldHaveSingleItem();
        (await sale.Api.Put($"deals/{deal}/lines", new { lines = Array.Empty<object>() }, (await sale.Read(deal)).Version)).Expect(HttpStatusCode.NoContent);
        (await sale.Api.Get($"deals/{deal}/lines")).Data.ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task Prices_of_lines_name_their_currency_and_share_it(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        object Line(object? price) => new { description = "Sensors", unitPrice = price };
        async Task<ApiAnswer> Set(params object[] lines) => await sale.Api.Put($"deals/{deal}/lines", new { lines }, (await sale.Read(deal)).Version);
        (await Set(Line(new { amount = "0.0125", currency = "GBP" }), Line(12), Line(null))).Expect(HttpStatusCode.NoContent);
        var lines = (await sale.Api.Get($"deals/{deal}/lines")).Data;
        lines.Select(line => line.GetProperty("unitPrice").ToString()).ShouldBe(["""{"amount":"0.0125","currency":"GBP"}""", """{"amount":"12.00","currency":"GBP"}""", ""]);
        lines[2].GetProperty("total").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        (await Set(Line(new { amount = "1", currency = "GBP" }), Line(new { amount = "1", currency = "USD" }))).Code.ShouldBe(DealRefusals.LinesInSeveralCurrencies);
        (await Set(Line(new { amount = "1", currency = "Euros" }))).Code.ShouldBe(RecordRefusals.WrongType);
        (await Set(Line(new { amount = "much", currency = "EUR" }))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Set(Line(new { currency = "EUR" }))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [OnBothDatabases]
    public async Task A_person_joins_a_deal_and_leaves_it(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        var person = await sale.Api.Create("people", new { name = "Buyer " + deal });
        (await sale.Api.Post($"deals/{deal}/people", new { personId = person, role = "Buyer" })).Expect(HttpStatusCode.NoContent);
        (await sale.Api.Get($"deals/{deal}/people")).Data.ShouldHaveSingleItem().GetProperty("role").GetString().ShouldBe("Buyer");
        (await sale.Api.Delete($"deals/{deal}/people/{person}")).Expect(HttpStatusCode.NoContent);
        (await sale.Api.Get($"deals/{deal}/people")).Data.ShouldBeEmpty();
        (await sale.Api.Post($"deals/{deal}/people", new { personId = Guid.CreateVersion7() })).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [OnBothDatabases]
    public async Task A_change_from_an_old_reading_is_told_so(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        (await sale.Api.Put($"deals/{deal}/stage", new { stageId = sale.Stage("Propose") })).Status.ShouldBe((HttpStatusCode)428);
        (await sale.Move(deal, "Propose")).Expect(HttpStatusCode.NoContent);
        (await sale.Api.Put($"deals/{deal}/stage", new { stageId = sale.Stage("Negotiate") }, 1)).Expect(HttpStatusCode.Conflict);
    }

    [OnBothDatabases]
    public async Task A_stranger_finds_no_deal_behind_any_door(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("North " + sale.Pipeline));
        var deal = await sale.Deal(owner: owner.User.Id);
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("South " + sale.Pipeline));
        ApiAnswer[] answers =
        [
            await stranger.Get($"deals/{deal}"), await stranger.Get($"deals/{deal}/lines"), await stranger.Get($"deals/{deal}/people"), await stranger.Get($"deals/{deal}/history"),
            await stranger.Put($"deals/{deal}/stage", new { stageId = sale.Stage("Propose") }, 1), await stranger.Post($"deals/{deal}/win", new { }, 1),
            await stranger.Post($"deals/{deal}/lose", new { reasonId = Guid.CreateVersion7() }, 1), await stranger.Post($"deals/{deal}/reopen", new { }, 1),
            await stranger.Post($"deals/{deal}/step-back", new { stayId = Guid.CreateVersion7() }), await stranger.Put($"deals/{deal}/lines", new { lines = Array.Empty<object>() }, 1),
            await stranger.Post($"deals/{deal}/people", new { personId = Guid.CreateVersion7() }), await stranger.Delete($"deals/{deal}/people/{Guid.CreateVersion7()}"),
            await stranger.Patch($"deals/{deal}", new { name = "Mine" }, 1), await stranger.Delete($"deals/{deal}"),
        ];
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        using var page = await app.SignedIn(Role.Sales, await app.AddTeam("East " + sale.Pipeline));
        (await page.Open($"/deals/{deal}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await page.Submit("/deals/move", ("id", $"{deal}"), ("to", $"{sale.Stage("Propose")}"), ("version", "1"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await page.Submit($"/deals/{deal}/step-back", ("stayId", $"{Guid.CreateVersion7()}"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
