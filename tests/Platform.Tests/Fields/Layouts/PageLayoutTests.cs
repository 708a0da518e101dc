using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Fields.Layouts;

public class PageLayoutTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Pages_and_forms_follow_the_layout_of_everyone_and_that_of_a_role(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var page = await app.SignedIn();
        using var seller = await app.SignedIn(Role.Sales);
        var product = await api.Create("products", new { name = "Laid out " + Guid.CreateVersion7().ToString("n")[^8..] });
        var layout = "/settings/fields/product/layout";
        (await page.Submit($"{layout}/sections", ("title", "Purchasing"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe(layout);
        (await page.Submit($"{layout}/sections/change", ("section", "1"), ("title", "Buying"), ("columns", "2"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"{layout}/fields/description/place", ("section", "1"), ("place", "0"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"{layout}/fields/sku/place", ("section", "none"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"{layout}/fields/description/quick", ("quick", "true"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"{layout}/fields/sku/quick", ("quick", "false"))).Expect(HttpStatusCode.SeeOther);
        var screen = (await page.Open(layout)).Expect(HttpStatusCode.OK).Document;
        screen.QuerySelector("#layout-description").ShouldNotBeNull();
        screen.QuerySelector("#layout-sku").ShouldBeNull();

        var shown = (await page.Open($"/products/{product}")).Expect(HttpStatusCode.OK).Document;
        shown.QuerySelector("aside .side__label")!.TextContent.ShouldBe("Buying");
        shown.QuerySelector("aside .facts--pair dt")!.TextContent.ShouldBe("Description");
        shown.QuerySelectorAll("aside .facts dt").Select(label => label.TextContent).ShouldNotContain("SKU");
        var form = (await page.Open("/products/new")).Expect(HttpStatusCode.OK).Document;
        form.QuerySelector("details.more textarea[name=description]").ShouldBeNull("it is asked at once");
        form.QuerySelector("details.more input[name=sku]").ShouldNotBeNull();

        (await page.Submit($"{layout}/fields/description/place?role=Sales", ("section", "none"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe(layout + "?role=Sales");
        (await seller.Open($"/products/{product}")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("aside .facts dt").Select(label => label.TextContent).ShouldNotContain("Description");
        (await page.Open($"/products/{product}")).Texts("aside .facts dt").ShouldContain("Description");
        (await page.Submit($"{layout}/reset?role=Sales")).Expect(HttpStatusCode.SeeOther);
        (await seller.Open($"/products/{product}")).Texts("aside .facts dt").ShouldContain("Description", "everyone's layout holds again");
        (await page.Submit($"{layout}/sections/remove", ("section", "1"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"{layout}/sections/remove", ("section", "0"))).Expect(HttpStatusCode.UnprocessableEntity);
        (await page.Submit($"{layout}/reset")).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/products/{product}")).Texts("aside .facts dt").ShouldContain("SKU");
        (await seller.Open(layout)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await seller.Submit($"{layout}/reset")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await page.Submit($"{layout}/fields/nosuch/place", ("section", "0"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
