using Tandem.Core;

namespace Tandem.Platform.Tests.Records.Pages;

public class ColumnsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Columns_keep_the_width_and_the_order_that_a_person_gave_them_also_in_a_view(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Columns " + Ids.New().ToString("n")[^8..];
        await api.Create("companies", new { name = "Wide", city, employees = 5 });
        using var page = await app.SignedIn();
        var list = "/companies?filter=" + Uri.EscapeDataString($"city = \"{city}\"");
        static string? Style(PageAnswer answer, string column) => answer.Document.QuerySelector($"th[data-column={column}]")!.GetAttribute("style");

        (await page.Submit("/companies/columns/width", ("column", "employees"), ("width", "5000"))).Expect(HttpStatusCode.NoContent);
        (await page.Submit("/companies/columns/width", ("column", "name"), ("width", "210"))).Expect(HttpStatusCode.NoContent);
        (await page.Submit("/companies/columns/width", ("column", "nonsense"), ("width", "210"))).Expect(HttpStatusCode.NoContent);
        (await page.Submit("/companies/columns/order", ("columns", "city"), ("columns", "employees"), ("columns", "nonsense"))).Expect(HttpStatusCode.NoContent);
        var shown = await page.Open(list);
        Style(shown, "employees").ShouldNotBeNull().ShouldContain("inline-size:1200px");
        Style(shown, "name").ShouldNotBeNull().ShouldContain("inline-size:210px");
        Style(shown, "city").ShouldBeNull();
        shown.Document.QuerySelectorAll("th[data-column]").Select(head => head.GetAttribute("data-column")).Take(3).ShouldBe(["name", "city", "employees"]);
        shown.Texts("thead th").ShouldContain("Owner", "the usual columns stay");

        // Chosen again, what stays keeps both; a view remembers them, and what is changed in it is one's own until it is saved.
        (await page.Submit("/companies/columns", ("columns", "employees"), ("columns", "city"))).Expect(HttpStatusCode.SeeOther);
        var view = (await page.Submit("/views", ("type", "company"), ("list", list), ("name", city), ("scope", "Mine"))).Expect(HttpStatusCode.SeeOther).Location!;
        var opened = await page.Open(view);
        opened.Document.QuerySelectorAll("th[data-column]").Select(head => head.GetAttribute("data-column")).ShouldBe(["name", "city", "employees"]);
        Style(opened, "name").ShouldNotBeNull().ShouldContain("210px");
        var id = view.Split("view=")[1];
        (await page.Submit("/companies/columns/width", ("column", "employees"), ("width", ""), ("view", id))).Expect(HttpStatusCode.NoContent);
        var changed = await page.Open(view);
        Style(changed, "employees").ShouldBeNull();
        changed.Text(".tabs__mark").ShouldBe("Unsaved changes");
        Style(await page.Open(list), "employees").ShouldNotBeNull("the list as it is has its own");
        using var other = await app.SignedIn();
        (await other.Submit("/companies/columns/width", ("column", "city"), ("width", "90"), ("view", id))).Expect(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task The_filter_of_the_API_is_text_or_JSON(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Json " + Ids.New().ToString("n")[^8..];
        var id = await api.Create("companies", new { name = "Espresso machine service", city, employees = 5 });
        await api.Create("companies", new { name = "Machines", city, employees = 50 });
        Task<ApiAnswer> Find(string filter) => api.Get("companies?filter=" + Uri.EscapeDataString(filter));
        var json = $$"""{"and":[{"field":"city","operator":"=","value":"{{city}}"},{"not": {"field":"employees","operator":">","value":10} } ]}""";
        (await Find(json)).Data.ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(id);
        (await Find($"city = \"{city}\" and name has words \"SERVICE espr\"")).Data.ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(id);
        (await Find("""{"field":"city"}""")).Expect(HttpStatusCode.BadRequest);
        (await Find("{")).Expect(HttpStatusCode.BadRequest);
    }
}
