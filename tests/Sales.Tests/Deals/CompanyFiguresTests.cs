using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Settings;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Deals;

public class CompanyFiguresTests
{
    [OnBothDatabases]
    public async Task The_head_of_a_company_says_what_its_deals_come_to(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var sale = await SampleSale.Start(app);
        await using (var db = app.Open())
        {
            db.Add(new ExchangeRate { Currency = "GBP", To = "EUR", From = new DateOnly(2020, 1, 1), Rate = 2m });
            await db.SaveChangesAsync();
        }

        var company = await sale.Api.Create("companies", new { name = "Arden Mills" });
        using var pages = await app.SignedIn();
        async Task<IReadOnlyList<string>> Figures() => (await pages.Open($"/companies/{company}")).Expect(HttpStatusCode.OK).Texts(".rec-head__facts > div").Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(text => text.Contains("deal", StringComparison.Ordinal)).ToList();

        (await Figures()).ShouldBeEmpty();
        await sale.Deal(company: company);
        (await Figures()).ShouldBe(["Open deals No amount 1 deal"]);
        await sale.Deal(amount: "100", company: company);
        await sale.Deal(amount: "10.40", currency: "GBP", company: company);
        await sale.Deal(amount: "900");
        await sale.Win(await sale.Deal(amount: "30", currency: "GBP", company: company));
        await sale.Lose(await sale.Deal(amount: "77", company: company), await sale.Reason());
        (await Figures()).ShouldBe(["Open deals €121 3 deals", "Won €60 1 deal"]);

        var open = (await pages.Open($"/companies/{company}")).Document.QuerySelector(".rec-head__facts a[href^='/deals/list']")!.GetAttribute("href")!;
        (await pages.Open(open)).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("tbody tr[id]").Length.ShouldBe(3);

        var seller = await app.AddPerson(Role.Sales, await app.AddTeam("North"));
        var customer = await sale.Api.Create("companies", new { name = "Halden Instruments", ownerId = seller.Actor.Id });
        await sale.Deal(amount: "5", company: customer, owner: seller.Actor.Id);
        await sale.Deal(amount: "8000", company: customer, owner: (await app.AddPerson(Role.Sales, await app.AddTeam("South"))).Actor.Id);
        using var own = await app.SignedIn(seller);
        (await own.Open($"/companies/{customer}")).Expect(HttpStatusCode.OK).Texts(".rec-head__facts b").ShouldContain("€5", "only what one may see is added up");
    }
}
