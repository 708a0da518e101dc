using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Sales.Pipelines;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Pipelines;

public sealed class PipelineSettingsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private const string Here = "/settings/pipelines";

    [OnBothDatabases]
    public async Task Administrators_and_managers_come_in_and_others_are_told(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        foreach (var role in (Role[])[Role.Administrator, Role.Manager])
        {
            using var page = await app.SignedIn(role);
            (await page.Open(Here)).Expect(HttpStatusCode.OK).Document.QuerySelector($".subnav a[href='{Here}'][aria-current=page]").ShouldNotBeNull();
        }

        using var seller = await app.SignedIn(Role.Sales);
        (await seller.Open(Here)).Expect(HttpStatusCode.Forbidden).Document.QuerySelector($"a[href='{Here}']").ShouldBeNull();
        (await seller.Open("/settings")).Expect(HttpStatusCode.OK).Document.QuerySelector($"a[href='{Here}']").ShouldBeNull();
    }

    [OnBothDatabases]
    public async Task A_retired_reason_stays_on_its_deals_and_is_not_offered(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var (price, other) = (await sale.Reason("Price " + sale.Pipeline), await sale.Reason("Other " + sale.Pipeline));
        var lost = await sale.Deal();
        (await sale.Lose(lost, price)).Expect(HttpStatusCode.NoContent);
        using var page = await app.SignedIn();
        (await page.Submit($"/settings/lost-reasons/{price}/retire", ("version", "1"), ("retired", "true"))).Expect(HttpStatusCode.SeeOther);

        var open = await sale.Deal();
        var offered = (await page.Open($"/deals/{open}/lose")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("select[name=reasonId] option").Select(option => option.GetAttribute("value")).ToList();
        offered.ShouldContain($"{other}");
        offered.ShouldNotContain($"{price}");
        (await sale.Lose(open, price)).Code.ShouldBe("deal.retired-reason");
        (await page.Open($"/deals/{lost}")).Expect(HttpStatusCode.OK).Html.ShouldContain("Price " + sale.Pipeline);
    }

    [OnBothDatabases]
    public async Task Reasons_stand_in_the_order_that_they_are_put_in(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        var first = await sale.Reason("First " + sale.Pipeline);
        var second = await sale.Reason("Second " + sale.Pipeline);
        (await sale.Api.Put($"lost-reasons/{second}/place", new { place = 0 })).Expect(HttpStatusCode.NoContent);
        var order = (await sale.Api.Get("lost-reasons?sort=order")).Data.Select(reason => reason.GetProperty("id").GetGuid()).ToList();
        order[0].ShouldBe(second);
        order.ShouldContain(first);
    }

    [OnBothDatabases]
    public async Task Two_who_edit_a_stage_at_once_are_told_instead_of_overwriting(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        using var page = await app.SignedIn();
        var stage = sale.Stage("Propose");
        (await page.Submit($"/settings/stages/{stage}", ("version", "1"), ("name", "Offer"), ("probability", "60"))).Expect(HttpStatusCode.SeeOther);
        var late = (await page.Submit($"/settings/stages/{stage}", ("version", "1"), ("name", "Proposal"), ("probability", "60"))).Expect(HttpStatusCode.UnprocessableEntity);
        late.Html.ShouldContain("Somebody else changed this meanwhile");
        late.Html.ShouldContain("Offer");
    }

    [OnBothDatabases]
    public async Task The_set_up_checklist_asks_for_the_pipeline_until_somebody_has_changed_it(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        await using var db = app.Open();
        (await PipelineSettingsQuery.AreTheirs(db, CancellationToken.None)).ShouldBeFalse();
        using var page = await app.SignedIn();
        var home = (await page.Open("/")).Expect(HttpStatusCode.OK).Document;
        home.QuerySelector("main a[href='/settings/pipelines']").ShouldNotBeNull();
        home.QuerySelector("main a[href='/import']").ShouldNotBeNull();
        await (await SampleSale.Start(app)).Deal();
        (await PipelineSettingsQuery.AreTheirs(db, CancellationToken.None)).ShouldBeTrue();
    }
}
