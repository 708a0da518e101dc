using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Fields;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Fields;

public class FieldScreensTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task An_administrator_adds_orders_removes_and_brings_back_fields_on_the_screen(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn();
        var (first, second) = ("Hull " + Unique(), "Deck " + Unique());
        foreach (var (label, kind) in ((string, string)[])[(first, "Integer"), (second, "Choice")])
            (await page.Submit("/settings/fields/deal", ("kind", kind), ("label.en", label), ("label.fa", "فا " + label), ("choices", "Oak\nSteel"), ("section", "Ship"), ("listed", "true"), ("least", "1"), ("unit", "m")))
                .Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/settings/fields/deal");
        var list = (await page.Open("/settings/fields/deal")).Expect(HttpStatusCode.OK);
        list.Texts("tr[data-url] .table__name bdi").ShouldBe([first, second]);
        var ids = list.Document.QuerySelectorAll("tr[data-url]").Select(row => row.GetAttribute("data-url")!.Split('/')[^2]).ToList();
        (await page.Submit($"/settings/fields/deal/{ids[1]}/place", ("place", "0"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/settings/fields/deal")).Texts("tr[data-url] .table__name bdi").ShouldBe([second, first]);
        (await page.Open($"/settings/fields/deal/{ids[1]}")).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("input[name=choice]").Length.ShouldBe(2);
        (await page.Open("/settings/fields/deal/preview?kind=Integer&label.en=Mast&unit=m")).Expect(HttpStatusCode.OK).Html.ShouldContain("Mast");
        (await page.Submit($"/settings/fields/deal/{ids[0]}/remove")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/settings/fields/deal")).Texts("tr[data-url] .table__name bdi").ShouldBe([second]);
        (await page.Submit($"/settings/fields/deal/{ids[0]}/bring-back")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/settings/fields/deal")).Texts("tr[data-url] .table__name bdi").ShouldBe([second, first]);
        (await page.Submit("/settings/fields/deal", ("kind", "Choice"), ("label.en", "Nothing"))).Expect(HttpStatusCode.UnprocessableEntity);

        using var sales = await app.SignedIn(Role.Sales);
        (await sales.Open("/settings/fields/deal")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await sales.Submit("/settings/fields/deal", ("kind", "Text"), ("label.en", "Mine"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [OnBothDatabases]
    public async Task A_form_shows_a_field_only_while_its_condition_holds(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var page = await app.SignedIn();
        var name = "trailer" + Unique();
        await api.Field("company", name, "text", new { visibleWhen = "employees > 10" });
        var form = (await page.Open("/companies/new")).Expect(HttpStatusCode.OK);
        form.Document.QuerySelector($"[data-field={name}]")!.HasAttribute("hidden").ShouldBeTrue();
        (await page.Submit("/companies/conditions", ("shown", "name,employees"), ("name", "Big"), ("employees", "11"))).Html.ShouldNotContain(name);
        (await page.Submit("/companies/conditions", ("shown", "name,employees"), ("name", "Small"), ("employees", "9"))).Html.ShouldContain(name);
    }

    [OnBothDatabases]
    public async Task An_address_has_its_parts_and_a_file_belongs_to_its_record(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var page = await app.SignedIn();
        var (site, paper) = ("site" + Unique(), "paper" + Unique());
        await api.Field("company", site, "address", new { searchable = true });
        await api.Field("company", paper, "file");
        (await api.Post("fields", CustomFieldsTests.Body("company", site + "City", "text"))).Code.ShouldBe("field.name-taken");
        using var upload = new MultipartFormDataContent { { new ByteArrayContent("A contract"u8.ToArray()), "file", "contract.txt" } };
        var file = (await page.Submit("/files", upload)).Expect(HttpStatusCode.Created).Html.Split("\"id\":\"")[1][..36];
        var form = (await page.Open("/companies/new")).Expect(HttpStatusCode.OK).Document;
        form.QuerySelector($"input[type=hidden][name={paper}Id]").ShouldNotBeNull();
        var shown = string.Join(',', "name", site + "Street", site + "City", site + "Country", paper + "Id");
        (await page.Submit("/companies", ("shown", shown), ("name", "Site " + site), (site + "Street", "Am Kai 4"), (site + "City", "Bremen"), (site + "Country", "DE"), (paper + "Id", file))).Expect(HttpStatusCode.SeeOther);
        var found = (await api.Get($"companies?filter={site}City = \"bremen\" and {site}Country = \"DE\"")).Expect(HttpStatusCode.OK).Data.ShouldHaveSingleItem();
        found.GetProperty("custom").GetProperty(site + "Street").GetString().ShouldBe("Am Kai 4");
        found.GetProperty("custom").GetProperty(paper + "Id").GetString().ShouldBe(file);
        using var other = await app.SignedIn(Role.Manager);
        var facts = (await other.Open($"/companies/{found.GetProperty("id").GetGuid()}")).Expect(HttpStatusCode.OK);
        facts.Texts(".facts dd").ShouldContain(text => text.Contains("contract.txt"));
        facts.Document.QuerySelector($".facts a[href='/files/{file}']").ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task Whoever_is_second_to_edit_a_value_takes_theirs_or_keeps_their_own(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var page = await app.SignedIn();
        var company = await api.Create("companies", new { name = "Two editors " + Unique() });
        (await api.Patch($"companies/{company}", new { city = "Emden" }, version: 1)).Expect(HttpStatusCode.OK);
        var refused = (await page.Submit($"/companies/{company}/cells/city", ("version", "1"), ("shown", "city"), ("city", "Bremen"))).Expect(HttpStatusCode.Conflict).Document;
        refused.QuerySelector("form[data-theirs] button[type=submit]").ShouldNotBeNull();
        (await page.Open(refused.QuerySelector("form")!.GetAttribute("data-theirs")!)).Expect(HttpStatusCode.OK).Html.ShouldContain("Emden");
        var mine = refused.QuerySelector("input[name=version]")!.GetAttribute("value");
        (await page.Submit($"/companies/{company}/cells/city", ("version", mine), ("shown", "city"), ("city", "Bremen"))).Expect(HttpStatusCode.OK);
        (await api.Get($"companies/{company}"))["city"].ShouldBe("Bremen");
    }

    [OnBothDatabases]
    public async Task What_was_removed_thirty_days_ago_is_forgotten_with_its_values(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "gone" + Unique();
        var field = await api.Field("product", name, "text");
        var product = await api.Create("products", new Dictionary<string, object> { ["name"] = "Crate " + name, [name] = "Old value" });
        (await api.Delete("fields/" + field)).Expect(HttpStatusCode.NoContent);
        var cleaning = await Clean(app);
        (await Stored(app, product)).ShouldContain("Old value");
        app.Clock.Advance(TimeSpan.FromDays(31));
        (await Clean(app)).ShouldBeGreaterThan(cleaning);
        (await Stored(app, product)).ShouldNotContain("Old value");
        await using var db = app.Open();
        (await db.Set<CustomField>().AnyAsync(one => one.Id == field)).ShouldBeFalse();
    }

    [OnBothDatabases]
    public async Task The_description_of_the_api_knows_the_fields_and_the_types(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        await api.Field("company", "hold" + mark, "integer");
        (await api.Post("types", new { key = "k" + mark, plural = "ks" + mark, one = new { en = "Keel" }, many = new { en = "Keels" } })).Expect(HttpStatusCode.Created);
        using var response = await api.Http.GetAsync("/openapi/v1.json");
        using var document = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Company").GetProperty("properties").GetProperty("custom").GetProperty("properties").TryGetProperty("hold" + mark, out _).ShouldBeTrue();
        document.RootElement.GetProperty("paths").GetProperty("/api/v1/ks" + mark).TryGetProperty("post", out _).ShouldBeTrue();
        document.RootElement.GetProperty("paths").TryGetProperty("/api/v1/{customType}", out _).ShouldBeFalse();
    }

    private static Task<long> Clean(TandemApp app) => app.Run<IEnumerable<ICleaning>, long>(all =>
        all.OfType<ForgetFields>().Single().Run(new JobContext(new Job { Kind = "cleaning", Arguments = "{}", Title = "job.cleaning" }, Actor.System, app.Clock, TimeSpan.FromMinutes(1)), default));

    private static async Task<string> Stored(TandemApp app, Guid product)
    {
        await using var db = app.Open();
        var type = db.RecordTypes["product"];
        return ((ICustomizable)(await db.FindAsync(type.EntityType, product))!).Custom.ToString();
    }

    private static string Unique() => Guid.CreateVersion7().ToString("n")[^8..];
}
