using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Fields;

public class ComputedFieldsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_formula_is_computed_filtered_sorted_exported_and_never_written(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        var (width, height, due, area, label, days, large) = ("w" + mark, "h" + mark, "due" + mark, "area" + mark, "label" + mark, "days" + mark, "large" + mark);
        await api.Field("product", width, "decimal");
        await api.Field("product", height, "integer");
        await api.Field("product", due, "date");
        await Formula(api, area, $"round({width} * {height} / 3, 2)");
        await Formula(api, label, $"if {area} > 10 then \"Größe \" + name else \"small\"");
        await Formula(api, days, $"{due} - 2026-01-01");
        await Formula(api, large, $"{area} > 10 and not {height} = 1");
        async Task<Guid> Product(string name, object? w, object? h, string? on) => await api.Create("products", new Dictionary<string, object?> { ["name"] = $"{name} {mark}", [width] = w, [height] = h, [due] = on });
        var small = await Product("A", 1.5m, 4, "2026-01-31");
        var wide = await Product("B", 100.25m, 7, "2025-12-31");
        var none = await Product("C", null, 3, null);

        var read = (await api.Get("products/" + wide)).Json.GetProperty("custom");
        read.GetProperty(area).GetDecimal().ShouldBe(233.92m);
        read.GetProperty(label).GetString().ShouldBe($"Größe B {mark}");
        read.GetProperty(days).GetDecimal().ShouldBe(-1m);
        read.GetProperty(large).GetBoolean().ShouldBeTrue();
        var empty = (await api.Get("products/" + none)).Json.GetProperty("custom");
        empty.GetProperty(area).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        empty.GetProperty(label).GetString().ShouldBe("small");

        async Task Finds(string filter, params Guid[] ids) => (await api.Get($"products?sort=name&search={mark}&filter={Uri.EscapeDataString(filter)}")).Expect(HttpStatusCode.OK).Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe(ids, filter);
        await Finds($"{area} = 2", small);
        await Finds($"{area} > 233.9", wide);
        await Finds($"{area} is empty", none);
        await Finds($"{label} = \"grosse b {mark}\"", wide);
        await Finds($"{days} >= 30", small);
        await Finds($"{large} = yes", wide);
        await Finds($"not {large} = yes", small, none);

        var sorted = new List<Guid>();
        for (string? next = ""; next is not null;)
        {
            var page = (await api.Get($"products?sort=-{area}&search={mark}&limit=1{(next.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(next))}")).Expect(HttpStatusCode.OK);
            sorted.Add(page.Data[0].GetProperty("id").GetGuid());
            next = page.NextCursor;
        }

        sorted.ShouldBe([wide, small, none]);
        (await api.Patch("products/" + small, new Dictionary<string, object> { [area] = 5 }, 1)).Code.ShouldBe("record.read-only-field");
        var changed = (await api.Patch("products/" + small, new Dictionary<string, object> { [width] = 3m }, 1)).Expect(HttpStatusCode.OK);
        changed.Json.GetProperty("custom").GetProperty(area).GetDecimal().ShouldBe(4m, "an answer shows what follows from the change");
        (await api.Get($"products/export?filter={Uri.EscapeDataString($"name contains \"{mark}\"")}&fields=name,{area}&sort=name")).Body.ShouldContain($"B {mark},233.92");
        using var page2 = await app.SignedIn();
        (await page2.Open($"/products?search={mark}&group={large}")).Expect(HttpStatusCode.OK);
        (await page2.Open($"/products/{wide}")).Expect(HttpStatusCode.OK).Texts(".facts dd").ShouldContain("233.92");
        (await page2.Open("/products/new")).Html.ShouldNotContain($"name=\"{area}\"");
    }

    [OnBothDatabases]
    public async Task A_roll_up_follows_the_records_that_refer_here(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        var (plural, cost, count, sum, last, share) = ("carts" + mark, "cost" + mark, "count" + mark, "sum" + mark, "last" + mark, "share" + mark);
        (await api.Post("types", new { key = "cart" + mark, plural, one = new { en = "Cart" }, many = new { en = "Carts" } })).Expect(HttpStatusCode.Created);
        await api.Field("cart" + mark, "holder", "reference", new { referenceTo = "company" });
        await api.Field("cart" + mark, cost, "decimal");
        await api.Field("cart" + mark, "bought", "date");
        async Task RollUp(string name, string of, string? field, string? filter) => await api.Field("company", name, "rollUp", new { rollUp = new { of, relation = plural, field, filter } });
        await RollUp(count, "count", null, $"{cost} > 5");
        await RollUp(sum, "sum", cost, null);
        await RollUp(last, "most", "bought", null);
        await api.Field("company", share, "formula", new { formula = $"{sum} / {count}", gives = "money" });
        var company = await api.Create("companies", new { name = "Depot " + mark });
        var bare = await api.Create("companies", new { name = "Bare " + mark });
        Guid cart = default;
        foreach (var (price, on) in new[] { (4.5m, "2026-02-01"), (10m, "2026-01-01"), (20.25m, "2025-01-01") })
            cart = await api.Create("records/" + plural, new Dictionary<string, object> { ["name"] = "Cart " + price, ["holderId"] = company, [cost] = price, ["bought"] = on });

        var read = (await api.Get("companies/" + company)).Json.GetProperty("custom");
        read.GetProperty(count).GetInt32().ShouldBe(2);
        read.GetProperty(sum).GetDecimal().ShouldBe(34.75m);
        read.GetProperty(last).GetString().ShouldBe("2026-02-01");
        read.GetProperty(share).GetProperty("amount").GetString().ShouldStartWith("17.37");
        var found = (await api.Get($"companies?search={mark}&sort=-{count}&filter={Uri.EscapeDataString($"{sum} >= 0 and {count} < 3")}")).Expect(HttpStatusCode.OK);
        found.Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe([company, bare]);
        (await api.Delete($"records/{plural}/{cart}")).Expect(HttpStatusCode.NoContent);
        (await api.Get("companies/" + company)).Json.GetProperty("custom").GetProperty(count).GetInt32().ShouldBe(1, "what lies in the trash does not count");
    }

    [OnBothDatabases]
    public async Task A_score_adds_the_points_of_its_rules(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        var name = "score" + mark;
        await api.Field("company", name, "score", new { rules = new[] { new { when = "employees > 100", points = 30 }, new { when = "city = \"Bremen\"", points = 15 }, new { when = "website is empty", points = -5 } } });
        var hot = await api.Create("companies", new { name = "Hot " + mark, employees = 500, city = "bremen", website = "https://hot.example" });
        var cold = await api.Create("companies", new { name = "Cold " + mark });
        (await api.Get("companies/" + hot)).Json.GetProperty("custom").GetProperty(name).GetInt32().ShouldBe(45);
        (await api.Get("companies/" + cold)).Json.GetProperty("custom").GetProperty(name).GetInt32().ShouldBe(-5);
        (await api.Get($"companies?filter={name} >= 45 and name contains \"{mark}\"")).Data.ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(hot);
        (await api.Get($"companies?search={mark}&sort={name}")).Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe([cold, hot]);
    }

    [OnBothDatabases]
    public async Task What_cannot_be_computed_is_refused_with_its_place_and_shown_before_it_is_saved(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        async Task<string?> Refusal(string kind, object settings) => (await api.Post("fields", CustomFieldsTests.Body("company", "x" + Unique(), kind, settings))).Code;
        (await Refusal("formula", new { formula = "employees * nosuch" })).ShouldBe("field.bad-formula");
        (await Refusal("formula", new { formula = "employees + name" })).ShouldBe("field.bad-formula");
        (await Refusal("formula", new { formula = new string('(', 300) + "1" })).ShouldBe("field.bad-formula");
        (await Refusal("formula", new { formula = "employees", required = true })).ShouldBe("field.computed");
        (await Refusal("formula", new { formula = "employees", indexed = true })).ShouldBe("field.not-indexable");
        (await Refusal("rollUp", new { rollUp = new { of = "sum", relation = "deals", field = "name" } })).ShouldBe("field.bad-roll-up");
        (await Refusal("rollUp", new { rollUp = new { of = "count", relation = "nosuch" } })).ShouldBe("field.bad-roll-up");
        (await Refusal("score", new { rules = new[] { new { when = "employees >", points = 1 } } })).ShouldBe("field.bad-rule");
        var first = await api.Field("company", "a" + mark, "formula", new { formula = "employees * 2" });
        await api.Field("company", "b" + mark, "formula", new { formula = $"a{mark} + 1" });
        (await api.Put("fields/" + first, new { kind = "formula", label = new { en = "A" }, settings = new { formula = $"b{mark} + 1" } }, 1)).Code.ShouldBe("field.circle");

        await api.Create("companies", new { name = "Preview " + mark, employees = 21 });
        using var page = await app.SignedIn();
        (await page.Open("/settings/fields/company/new?kind=Formula")).Expect(HttpStatusCode.OK).Document.QuerySelector("textarea[name=formula]").ShouldNotBeNull();
        (await page.Open("/settings/fields/company/new?kind=RollUp")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("select[name=relation] option").Length.ShouldBeGreaterThan(0);
        (await page.Open("/settings/fields/company/new?kind=Score")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("input[name=points]").Length.ShouldBe(3);
        (await page.Open("/settings/fields/company/preview?kind=Formula&label.en=Double&formula=employees+*+2")).Expect(HttpStatusCode.OK).Html.ShouldContain("42");
        var wrong = (await page.Open("/settings/fields/company/preview?kind=Formula&formula=employes+*+2")).Expect(HttpStatusCode.OK).Document;
        wrong.QuerySelector("mark")!.TextContent.ShouldBe("employes");
        (await page.Submit("/settings/fields/company", ("kind", "Score"), ("label.en", "Fit " + mark), ("when", "employees > 20"), ("points", "10"), ("when", ""), ("points", ""))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/companies?search={mark}")).Expect(HttpStatusCode.OK);
        using var sales = await app.SignedIn(Role.Sales);
        (await sales.Open("/settings/fields/company/preview?kind=Formula&formula=employees")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task Formula(ApiClient api, string name, string formula) => await api.Field("product", name, "formula", new { formula });

    private static string Unique() => Guid.CreateVersion7().ToString("n")[^8..];
}
