using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;
using Tandem.Platform.Settings;
using Tandem.Sales.Deals;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Deals;

public class RevalueDealsTests
{
    private static readonly DateOnly Spring = new(2026, 3, 1);

    [OnBothDatabases]
    public async Task A_rate_that_comes_later_gives_closed_deals_the_value_of_their_day(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var (admin, sale) = await Begin(app);
        var early = await Won(sale, "1000", "GBP", Spring.AddDays(-10));
        var late = await Won(sale, "1000", "GBP", Spring.AddDays(10));
        var own = await Won(sale, "70", "EUR", Spring);
        (await sale.Read(early)).Json.GetProperty("baseAmount").ValueKind.ShouldBe(JsonValueKind.Null);

        await Rate(app, admin, "GBP", Spring.AddDays(-60), 1.2m);
        await Rate(app, admin, "GBP", Spring, 1.25m);
        await Settled(app);

        (await Worth(sale, early), await Worth(sale, late), await Worth(sale, own)).ShouldBe(("1200.00 EUR", "1250.00 EUR", "70.00 EUR"));
    }

    [OnBothDatabases]
    public async Task Another_currency_of_the_workspace_revalues_every_closed_deal(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var (admin, sale) = await Begin(app);
        var euros = await Won(sale, "100", "EUR", Spring);
        var pounds = await Won(sale, "100", "GBP", Spring);
        await app.Run<EditWorkspace, bool>(async edit =>
        {
            await edit.SetCurrency(admin.Actor, "GBP", CancellationToken.None);
            return true;
        });
        await Rate(app, admin, "EUR", Spring.AddDays(-60), 0.8m);
        await Settled(app);
        (await Worth(sale, euros), await Worth(sale, pounds)).ShouldBe(("80.00 GBP", "100.00 GBP"));
    }

    [OnBothDatabases]
    public async Task Lines_share_the_new_value_to_the_cent(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var (admin, sale) = await Begin(app);
        await Rate(app, admin, "GBP", Spring.AddDays(-60), 1m);
        var deal = await sale.Deal(currency: "GBP");
        await sale.Api.Put($"deals/{deal}/lines", new { lines = new[] { new { description = "Sensors", unitPrice = new { amount = "50", currency = "GBP" } }, new { description = "Setting up", unitPrice = new { amount = "50.01", currency = "GBP" } } } }, (await sale.Read(deal)).Version);
        (await sale.Win(deal, Text(Spring))).Expect(System.Net.HttpStatusCode.NoContent);
        await Rate(app, admin, "GBP", Spring.AddDays(-30), 1.1111m);
        await Settled(app);
        await using var db = app.Open();
        var shares = await db.Set<DealLine>().Where(line => line.DealId == deal).OrderBy(line => line.Order).Select(line => line.BaseAmount).ToListAsync();
        (await Worth(sale, deal)).ShouldBe("111.12 EUR");
        shares.Sum().ShouldBe(111.12m);
        shares.ShouldAllBe(share => share > 55m);
    }

    [OnBothDatabases]
    public async Task It_is_quiet_and_changes_nothing_when_it_runs_again(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var (admin, sale) = await Begin(app);
        var closed = await Won(sale, "1000", "GBP", Spring);
        var open = await sale.Deal(amount: "1000", currency: "GBP");
        var version = (await sale.Read(closed)).Version;
        var said = await Feed(app, closed);

        await Rate(app, admin, "GBP", Spring, 1.2m);
        await Settled(app);
        (await Worth(sale, closed)).ShouldBe("1200.00 EUR");
        (await sale.Read(closed)).Version.ShouldBe(version);
        (await Feed(app, closed)).ShouldBe(said);
        (await sale.Read(open)).Json.GetProperty("baseAmount").ValueKind.ShouldBe(JsonValueKind.Null);

        await Rate(app, admin, "GBP", Spring, 1.2m);
        await Settled(app);
        await using var db = app.Open();
        var results = await db.Set<Job>().Where(job => job.Kind == RevalueDeals.JobKind).OrderBy(job => job.CreatedAt).Select(job => job.Result).ToListAsync();
        results.Select(result => JsonDocument.Parse(result!).RootElement.GetProperty("changed").GetInt32()).ShouldBe([2, 0], "the closed deal and the order of the open one");
    }

    [OnBothDatabases]
    public async Task Lists_and_columns_order_amounts_of_all_currencies_by_what_they_are_worth(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock());
        var (admin, sale) = await Begin(app);
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        await Rate(app, admin, "GBP", today.AddDays(-10), 2m);
        await Rate(app, admin, "GBP", today.AddDays(1), 0.5m);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await sale.Deal("200 pounds", "200", "GBP");
        await sale.Deal("300 euros", "300");
        await sale.Deal("1000 yen without a rate", "1000", "JPY");
        await sale.Deal("Nothing yet");
        var own = await sale.Deal("Grew", "1");
        (await sale.Api.Patch($"deals/{own}", new { amount = new { amount = "350", currency = "EUR" } }, 1)).Expect(System.Net.HttpStatusCode.OK);
        using var pages = await app.SignedIn(admin);
        async Task<IEnumerable<string>> Listed(string sort) => (await sale.Api.Get($"deals?limit=2&sort={sort}")) is var first
            ? [.. Names(first), .. Names(await sale.Api.Get($"deals?limit=9&sort={sort}&cursor={first["nextCursor"]}"))] : [];
        async Task<IEnumerable<string>> Column() => (await pages.Open($"/deals?pipeline={sale.Pipeline}&sort=amount")).Texts(".stage:first-of-type .deal__name");

        (await Listed("-amount")).ShouldBe(["200 pounds", "Grew", "300 euros", "Nothing yet", "1000 yen without a rate"], ignoreOrder: false);
        (await Listed("amount")).ShouldBe(["300 euros", "Grew", "200 pounds", "1000 yen without a rate", "Nothing yet"]);
        (await Column()).Take(3).ShouldBe(["200 pounds", "Grew", "300 euros"]);

        app.Clock.Advance(TimeSpan.FromDays(1));
        await Eventually.Is("the rate of the new day counts", async () => (await Listed("-amount")).First() == "Grew");
        (await Listed("-amount")).Take(3).ShouldBe(["Grew", "300 euros", "200 pounds"]);
        (await Column()).Take(3).ShouldBe(["Grew", "300 euros", "200 pounds"]);

        static IEnumerable<string> Names(ApiAnswer answer) => answer.Expect(System.Net.HttpStatusCode.OK).Data.Select(deal => deal.GetProperty("name").GetString()!);
    }

    [OnBothDatabases]
    public async Task Rates_that_are_entered_one_after_another_are_followed_by_one_job(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock());
        var admin = await app.AddPerson(Role.Administrator);
        for (var day = 0; day < 5; day++) await Rate(app, admin, "GBP", Spring.AddDays(day), 1.2m);
        await using var db = app.Open();
        (await db.Set<Job>().CountAsync(job => job.Kind == RevalueDeals.JobKind)).ShouldBe(1);
    }

    private static async Task<(TestPerson Admin, SampleSale Sale)> Begin(TandemApp app) => (await app.AddPerson(Role.Administrator), await SampleSale.Start(app));

    private static async Task<Guid> Won(SampleSale sale, string amount, string currency, DateOnly on)
    {
        var deal = await sale.Deal(amount: amount, currency: currency);
        (await sale.Win(deal, Text(on))).Expect(System.Net.HttpStatusCode.NoContent);
        return deal;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<bool> Rate(TandemApp app, TestPerson admin, string currency, DateOnly from, decimal rate) => app.Run<EditRates, bool>(async edit =>
    {
        await edit.Set(admin.Actor, new(currency, from, rate), CancellationToken.None);
        return true;
    });

    private static Task Settled(TandemApp app) => Eventually.Is("the deals are revalued", async () =>
    {
        await using var db = app.Open();
        return !await db.Set<Job>().AnyAsync(job => job.Kind == RevalueDeals.JobKind && job.State != JobState.Done);
    });

    private static async Task<string> Worth(SampleSale sale, Guid deal)
    {
        var money = (await sale.Read(deal)).Json.GetProperty("baseAmount");
        return $"{money.GetProperty("amount").GetString()} {money.GetProperty("currency").GetString()}";
    }

    private static async Task<int> Feed(TandemApp app, Guid deal)
    {
        await using var db = app.Open();
        return await db.Changes.CountAsync(change => change.RecordId == deal);
    }
}
