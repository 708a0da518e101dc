namespace Tandem.Commerce.Tests.Products;

public class ProductPagesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_product_is_made_in_a_form_and_has_a_page(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        var made = (await page.Submit("/products", ("shown", "name,price,active"), ("name", "Lathe"), ("price", "1,250.50"), ("priceCurrency", "EUR"), ("active", "true"))).Expect(HttpStatusCode.SeeOther);
        var shown = (await page.Open(made.Location!)).Expect(HttpStatusCode.OK);
        shown.Document.Body!.TextContent.ShouldContain("€1,250.50");
        (await page.Open("/products")).Texts("tbody th .ellipsis").ShouldContain("Lathe");
    }

    [OnBothDatabases]
    public async Task Those_who_may_only_read_products_cannot_write_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn(await app.AddPerson(Role.Sales));
        (await page.Open("/products")).Expect(HttpStatusCode.OK).Document.QuerySelector("a[href='/products/new']").ShouldBeNull();
        (await page.Submit("/products", ("shown", "name"), ("name", "Lathe"))).Expect(HttpStatusCode.UnprocessableEntity);
    }
}
