using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.CustomRecords;

namespace Tandem.Platform.Tests.Fields;

public class CustomTypesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [Fact]
    public void Every_icon_to_choose_is_drawn()
    {
        var sprite = File.ReadAllText(Repository.PathOf("src/Ui/wwwroot/icons.svg"));
        TypeDefinitions.Icons.Where(icon => !sprite.Contains($"\"i-{icon}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task A_type_has_its_own_api_lists_pages_and_relations_without_a_restart(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (mark, (key, plural)) = (Unique(), await NewType(api));
        await api.Field(key, "plate", "text", new { unique = true, searchable = true, listed = true });
        await api.Field(key, "keeper", "reference", new { referenceTo = "company", listed = true });
        var company = await api.Create("companies", new { name = "Keeper " + mark });
        var made = (await api.Post(plural, new { name = "Truck " + mark, custom = new { plate = "B-" + mark, keeperId = company } })).Expect(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe($"/api/v1/{plural}/{made.Id}");
        (await api.Get($"{plural}?filter=keeper.name contains \"{mark}\"")).Data.Count.ShouldBe(1);
        (await api.Get($"{plural}?filter=plate = \"b-{mark}\"&sort=plate")).Data.Count.ShouldBe(1);
        (await api.Get($"companies?filter=count({plural} where plate contains \"{mark}\") = 1")).Data.Count.ShouldBe(1);
        (await api.Patch($"{plural}/{made.Id}", new { custom = new { plate = "C-" + mark } }, 1)).Expect(HttpStatusCode.OK)["version"].ShouldBe("2");
        (await api.Get($"{plural}/export")).Body.ShouldContain("plate");
        (await api.Post($"{plural}/batch?key=name", new object[] { new { name = "Truck " + mark, plate = "D-" + mark }, new { name = "Van " + mark } })).Data
            .Select(row => row.GetProperty("outcome").GetString()).ShouldBe(["updated", "created"]);

        using var page = await app.SignedIn();
        var list = (await page.Open("/records/" + plural)).Expect(HttpStatusCode.OK);
        list.Html.ShouldContain("Truck " + mark);
        list.Document.QuerySelector($"a[href='/records/{plural}']").ShouldNotBeNull();
        (await page.Open($"/records/{plural}/{made.Id}")).Expect(HttpStatusCode.OK).Html.ShouldContain("D-" + mark);
        var form = await page.Submit($"/records/{plural}", ("shown", "name,plate"), ("name", "Car " + mark), ("plate", "E-" + mark));
        form.Expect(HttpStatusCode.SeeOther).Location!.ShouldStartWith($"/records/{plural}/");
        (await page.Open($"/companies/{company}")).Expect(HttpStatusCode.OK).Html.ShouldContain("Truck " + mark);
        (await page.Open($"/search?q={mark}")).Expect(HttpStatusCode.OK).Html.ShouldContain($"/records/{plural}/{made.Id}");

        (await api.Delete($"{plural}/{made.Id}")).Expect(HttpStatusCode.NoContent);
        (await page.Open($"/trash?type={key}")).Expect(HttpStatusCode.OK).Html.ShouldContain("Truck " + mark);
        (await api.Post($"{plural}/{made.Id}/restore")).Expect(HttpStatusCode.NoContent);
    }

    [OnBothDatabases]
    public async Task The_records_of_one_type_are_not_those_of_another(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (_, cars) = await NewType(api);
        var (_, ships) = await NewType(api);
        var car = await api.Create(cars, new { name = "A car" });
        (await api.Get($"{ships}/{car}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.Get(ships)).Data.ShouldBeEmpty();
        (await api.Get("no-such-things")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task Addresses_answer_as_if_types_were_the_products_own(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (_, plural) = await NewType(api);
        var id = await api.Create(plural, new { name = "Lorry" });
        (await api.Get($"records/{plural}/{id}")).Expect(HttpStatusCode.OK)["name"].ShouldBe("Lorry", "the long address");
        (await api.Put(plural, new { })).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed), answer => answer.Code.ShouldBe(ApiRefusals.MethodNotAllowed));
        using var form = new FormUrlEncodedContent([new("name", "Lorry")]);
        (await api.Http.PostAsync(plural, form)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        foreach (var missing in new[] { "dragons", "records/dragons", "records/products", $"{plural}/{id}/stage" })
            (await api.Get(missing)).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(HttpStatusCode.NotFound), answer => answer.Code.ShouldBe(ApiRefusals.NotFound));
        (await api.Put("dragons", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.Post("changes", new { })).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        using var visitor = app.Visitor();
        (await visitor.Http.GetAsync(new Uri("/api/v1/" + plural, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.Http.GetAsync(new Uri("/api/v1/dragons", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task A_type_takes_no_address_of_the_product(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        foreach (var plural in new[] { "merges", "records", "reports", "workspace", "deals", "types" })
            (await api.Post("types", new { plural, one = new { en = "Thing" }, many = new { en = "Things" } })).Code.ShouldBe(TypeRefusals.KeyTaken, plural);
        (await api.Post("types", new { one = new { en = "Report" }, many = new { en = "Reports" } })).Expect(HttpStatusCode.Created)["plural"].ShouldBe("reports-2");
    }

    [OnBothDatabases]
    public async Task The_roles_matrix_says_who_sees_a_type(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (key, plural) = await NewType(api);
        var id = await api.Create(plural, new { name = "Hidden" });
        using var page = await app.SignedIn();
        (await page.Open("/settings/roles/Sales")).Html.ShouldContain("see." + key);
        (await page.Submit("/settings/roles/Sales", ("see." + key, "None"), ("edit." + key, "None"))).Expect(HttpStatusCode.SeeOther);
        using var sales = await app.Api(Role.Sales);
        (await sales.Get($"{plural}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await sales.Post(plural, new { name = "Mine" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [OnBothDatabases]
    public async Task A_removed_type_is_hidden_everywhere_and_comes_back_with_its_records(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (mark, (key, plural)) = (Unique(), await NewType(api));
        var id = await api.Create(plural, new { name = "Boat " + mark });
        var type = (await api.Get("types")).Data.Single(one => one.GetProperty("key").GetString() == key).GetProperty("id").GetGuid();
        (await api.Delete("types/" + type)).Expect(HttpStatusCode.NoContent);
        (await api.Get($"{plural}/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var page = await app.SignedIn();
        (await page.Open($"/search?q={mark}")).Expect(HttpStatusCode.OK).Html.ShouldNotContain(id.ToString());
        (await api.Post($"types/{type}/restore")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"{plural}/{id}")).Expect(HttpStatusCode.OK)["name"].ShouldBe("Boat " + mark);
    }

    private static async Task<(string Key, string Plural)> NewType(ApiClient api)
    {
        var mark = Unique();
        var answer = (await api.Post("types", new { key = "v" + mark, plural = "vs" + mark, one = new { en = "Thing " + mark }, many = new { en = "Things " + mark } })).Expect(HttpStatusCode.Created);
        return (answer["key"]!, answer["plural"]!);
    }

    private static string Unique() => Guid.CreateVersion7().ToString("n")[^8..];
}
