using System.Net.Http.Json;
using Tandem.Core;

namespace Tandem.Platform.Tests.Records.Building;

public class FilterBuilderTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static string Mark() => Ids.New().ToString("n")[^8..];

    private static object Row(string subject, string @operator, params object[] values) => new { kind = "field", subject, @operator, values };

    private static object Text(string text) => new { box = "text", text };

    private static string TextOf(PageAnswer answer) => answer.Document.QuerySelector("[data-text]")!.GetAttribute("data-text")!;

    [OnBothDatabases]
    public async Task A_filter_is_drawn_box_by_box_and_each_says_what_it_lets_through(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Build " + Mark();
        var first = await api.Create("companies", new { name = "One", city, employees = 5 });
        await api.Create("companies", new { name = "Two", city, employees = 900 });
        using var page = await app.SignedIn();
        Task<PageAnswer> Build(object request) => page.Submit("/filters/company/build", JsonContent.Create(request));

        var drawn = (await Build(new { text = $"city = \"{city}\" and (employees > 1,000 or count(deals where amount > 5) >= 1)" })).Expect(HttpStatusCode.OK);
        drawn.Text("[role=alert]").ShouldNotBeNull("a comma is no part of a number");
        drawn = await Build(new { text = $"city = \"{city}\" and not (employees > 100 or count(deals where amount > 5) >= 1)" });
        drawn.Text("#fbuild-count").ShouldBe("1 record");
        drawn.Text("#fb-0-count").ShouldBe("2");
        drawn.Document.QuerySelector("#fb-0-value-0")!.GetAttribute("value").ShouldBe(city);
        drawn.Document.QuerySelector("#fb-1-join option[selected]")!.GetAttribute("value").ShouldBe("not-any");
        drawn.Document.QuerySelector("#fb-1-1-path-0 option[selected]")!.GetAttribute("value").ShouldBe("count:deals");
        drawn.Document.QuerySelector("#fb-1-1-0-0-path-0 option[selected]")!.GetAttribute("value").ShouldBe("amount");

        // What the boxes hold becomes the text, in the words and numbers of its reader; a row without a value is left out.
        var built = await Build(new
        {
            root = new
            {
                kind = "all",
                parts = new object[]
                {
                    Row("city", "=", Text(city)), Row("employees", "between", new { box = "number", text = "1" }, new { box = "number", text = "1,000.5" }), Row("name", "contains", Text(" ")),
                    Row("owner", "in", new { box = "value", several = new[] { "me", first.ToString() } }), Row("createdAt", "within", new { box = "time", form = "last", amount = "7", unit = "day" }),
                    new { kind = "count", subject = "deals", values = new[] { new { box = "number", text = "2" } } },
                },
            },
        });
        TextOf(built).ShouldBe($"city = \"{city}\" and employees between 1 and 1000.5 and owner in (me, \"{first}\") and createdAt within 7 days and count(deals) > 2");
        built.Text("#fb-1-problem").ShouldBe("“employees” is compared with a whole number.");
        built.Document.QuerySelector("#fb-1-value-1")!.GetAttribute("value").ShouldBe("1,000.5");
        built.Document.QuerySelector("#fb-4-value-0 option[selected]")!.GetAttribute("value").ShouldBe("last");

        // A field that another kind of comparison fits gets one; a path goes on where a reference leads.
        built = await Build(new { root = new { kind = "any", parts = new[] { Row("owner", ">"), Row("parent.city", "=", Text("x")) } } });
        built.Document.QuerySelector("#fb-0-operator option")!.GetAttribute("value").ShouldBe("=");
        built.Document.QuerySelector("#fb-1-path-1 option[selected]")!.GetAttribute("value").ShouldBe("city");
        TextOf(built).ShouldBe("parent.city = \"x\"");
    }

    [OnBothDatabases]
    public async Task Values_that_records_have_are_offered_to_those_who_may_see_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Mark();
        foreach (var city in new[] { $"{mark} Ölde", $"{mark} olpe", $"{mark} Kiel" }) await api.Create("companies", new { name = "Offers", city });
        using var page = await app.SignedIn();
        IReadOnlyList<string?> Values(PageAnswer answer) => [.. answer.Document.QuerySelectorAll("option").Select(option => option.GetAttribute("value"))];
        Values(await page.Open($"/filters/company/values?subject=city&q={mark} ol")).ShouldBe([$"{mark} Ölde", $"{mark} olpe"], ignoreOrder: true);
        Values(await page.Open($"/filters/deal/values?subject=company.city&q={mark} k")).ShouldBe([$"{mark} Kiel"]);
        Values(await page.Open("/filters/company/values?subject=employees&q=1")).ShouldBeEmpty();
        (await page.Open("/filters/nothing/values?subject=city")).Expect(HttpStatusCode.NotFound);
        (await page.Open("/filters/user/records?q=me")).Document.QuerySelector("[data-value=me]").ShouldNotBeNull();
        (await page.Submit("/filters/nothing/build", JsonContent.Create(new { text = "" }))).Expect(HttpStatusCode.NotFound);
    }
}
