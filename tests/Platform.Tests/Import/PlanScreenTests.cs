using System.Text;
using Tandem.Platform.Tests.Fields;

namespace Tandem.Platform.Tests.Import;

/// <summary>What the plan of an import says and asks, over its screen.</summary>
public sealed class PlanScreenTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_preview_tells_field_by_field_what_an_update_changes(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn();
        using var api = await app.Api();
        foreach (var (name, city, employees) in ((string, string, int)[])[("Alder Mills", "Oslo", 10), ("Birch Mills", "Rome", 20), ("Cedar Mills", "Bern", 30)]) await api.Create("companies", new { name, city, employees });

        var plan = await HandIn(page, "mills.csv", "company,city,employees,owner\nAlder Mills,Bergen,10,Nora Vik\nBirch Mills,Rome,25,\nCedar Mills,Bern,30,\nNew Mills,Lund,1,\n");
        var table = plan.Document.QuerySelector("[id^=changes-] table")!;
        table.QuerySelectorAll("tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("td,th").Select(cell => cell.TextContent.Trim()))).ShouldBe(
            ["2 | Alder Mills | City | Oslo | Bergen", "Owner | Not set | Nora Vik", "3 | Birch Mills | Employees | 20 | 25"], ignoreOrder: true);
        plan.Texts("[id^=changes-] .badge").ShouldBe(["City: 1", "Employees: 1", "Owner: 1"], ignoreOrder: true);
        plan.Text("[id^=changes-]")!.ShouldContain("1 row changes nothing Cedar Mills");
        (await api.Get("companies?filter=" + Uri.EscapeDataString("name = \"Alder Mills\""))).Data.Single().GetProperty("city").GetString().ShouldBe("Oslo", "nothing is written yet");
    }

    [OnBothDatabases]
    public async Task A_mapping_is_remembered_for_files_of_the_same_columns_until_it_is_forgotten(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn();
        const string Text = "Firma des Kunden,Wo,Bemerkung\nEiche AG,Basel,gut\n";
        var first = await HandIn(page, "kunden.csv", Text);
        first.Html.ShouldNotContain("name=\"f0.forget\"");
        var path = first.Document.QuerySelector("#plan")!.GetAttribute("action")!;
        // Taken for companies, then each column for what it is.
        await page.Submit(path, [("f0.target", "company"), ("check", "1")]);
        await page.Submit(path, [("f0.target", "company"), ("f0.c0.field", "name"), ("f0.c1.field", "city"), ("f0.c2.field", "description"), ("start", "1")]);

        var second = await HandIn(page, "kunden-neu.csv", Text.Replace("Eiche", "Buche", StringComparison.Ordinal));
        Fields(second).ShouldBe(["name", "city", "description"]);
        second.Document.QuerySelector("button[name='f0.forget']").ShouldNotBeNull();
        var forgetting = second.Document.QuerySelector("#plan")!.GetAttribute("action")!;
        await page.Submit(forgetting, [("f0.target", "company"), ("f0.forget", "1")]);
        (await page.Open(forgetting)).Html.ShouldNotContain("name=\"f0.forget\"");
        (await HandIn(page, "kunden-drei.csv", Text)).Html.ShouldNotContain("name=\"f0.forget\"");
    }

    [OnBothDatabases]
    public async Task Choices_that_do_not_exist_are_made_taken_for_others_left_empty_or_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn();
        using var api = await app.Api();
        var name = "tier" + Guid.CreateVersion7().ToString("n")[^8..];
        await api.Field("company", name, "choice", new { choices = new[] { new { key = "gold", labels = new { en = "Gold" } } } });

        var plan = await HandIn(page, "tiers.csv", $"company,{name}\nOne {name},Gold\nTwo {name},Silver\nThree {name},Golden boy\nFour {name},Bronze\nFive {name},Tin\n");
        var doubts = plan.Document.QuerySelectorAll("select[name^='f0.c1.d']").ToDictionary(select => select.Closest("tr")!.QuerySelector("th")!.TextContent.Trim(), select => select.GetAttribute("name")!);
        doubts.Keys.ShouldBe(["Silver", "Golden boy", "Bronze", "Tin"], ignoreOrder: true);
        plan.Document.QuerySelector($"select[name='{doubts["Silver"]}'] option[selected]")!.GetAttribute("value").ShouldBe("=Create", "an administrator may add choices");
        var path = plan.Document.QuerySelector("#plan")!.GetAttribute("action")!;
        await page.Submit(path, [("f0.target", "company"), ("f0.c0.field", "name"), ("f0.c1.field", name), (doubts["Golden boy"], "Gold"), (doubts["Bronze"], "=LeaveEmpty"), (doubts["Tin"], "=Refuse"), ("start", "1")]);
        await Eventually.Is("the import is done", async () => (await page.Open(path)).Text(".badge") == "Done");

        var values = (await api.Get("companies?limit=50&search=" + name)).Data.ToDictionary(one => one.GetProperty("name").GetString()!.Split(' ')[0], one => one.GetProperty("custom").GetProperty(name).ToString());
        values.ShouldBe(new Dictionary<string, string> { ["One"] = "gold", ["Two"] = "silver", ["Three"] = "gold", ["Four"] = "" }, ignoreOrder: true);
    }

    private static IEnumerable<string?> Fields(PageAnswer plan) => plan.Document.QuerySelectorAll("select[name$='.field']").Select(select => select.QuerySelector("option[selected]")?.GetAttribute("value"));

    private static async Task<PageAnswer> HandIn(PageClient page, string name, string text)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", name } };
        return await page.Open((await page.Submit("/import", form)).Expect(HttpStatusCode.SeeOther).Location!);
    }
}
