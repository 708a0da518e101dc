using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Tests.Fields;

namespace Tandem.Platform.Tests.Api;

public class BatchTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Rows_are_created_and_updated_by_their_key_and_a_refused_one_stops_no_other(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var sku = Unique();
        await api.Create("products", new { name = "Old lathe", sku = sku + "-1", family = "Lathes" });
        var answer = (await api.Post("products/batch?key=sku", new object[]
        {
            new { sku = (sku + "-1").ToUpperInvariant(), name = "New lathe" },
            new { sku = sku + "-2", name = "Mill", price = new { amount = "12.50", currency = "EUR" } },
            new { sku = sku + "-3", name = "Saw", price = new { amount = "-1", currency = "EUR" } },
            new { sku = sku + "-4" },
            new { sku = sku + "-5", colour = "red" },
            new { sku = sku + "-2", family = "Mills" },
        })).Expect(HttpStatusCode.OK);

        answer.Data.Select(row => row.GetProperty("outcome").GetString()).ShouldBe(["updated", "created", "refused", "refused", "refused", "updated"]);
        answer.Data[2].GetProperty("problem").GetProperty("code").GetString().ShouldBe("product.negative-price");
        answer.Data[3].GetProperty("problem").GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("#/name");
        answer.Json.GetProperty("created").GetInt32().ShouldBe(1);
        answer.Json.GetProperty("refused").GetInt32().ShouldBe(3);

        var updated = await api.Get("products/" + answer.Data[0].GetProperty("id").GetString());
        updated["name"].ShouldBe("New lathe");
        updated["family"].ShouldBe("Lathes");
        (await api.Get("products/" + answer.Data[1].GetProperty("id").GetString()))["family"].ShouldBe("Mills");
        (await api.Get($"products?search={sku}")).Data.Count.ShouldBe(2);
    }

    [OnBothDatabases]
    public async Task Rows_can_name_the_record_by_its_id(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var id = await api.Create("products", new { name = "Lathe" });
        var answer = (await api.Post("products/batch?key=id", new object[] { new { id, family = "Lathes" }, new { id = Guid.Empty, family = "Mills" }, new { id, family = "Lathes" } })).Expect(HttpStatusCode.OK);
        answer.Data.Select(row => row.GetProperty("outcome").GetString()).ShouldBe(["updated", "refused", "updated"]);
        answer.Data[1].GetProperty("problem").GetProperty("status").GetInt32().ShouldBe(404);
        (await api.Get($"products/{id}"))["version"].ShouldBe("2");
    }

    [OnBothDatabases]
    public async Task Rows_find_their_record_by_a_unique_field_of_the_workspaces_own(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var (number, plain) = ("number" + Unique(), "plain" + Unique());
        await api.Field("company", number, "text", new { unique = true });
        await api.Field("company", plain, "text", new { indexed = true });
        Dictionary<string, object> Row(string key, string name) => new() { [number] = key, ["name"] = name };
        (await api.Post($"companies/batch?key={number}", new[] { Row("K-1", "Arden Mills"), Row("K-2", "Porter Wool") })).Expect(HttpStatusCode.OK).Json.GetProperty("created").GetInt32().ShouldBe(2);
        var again = (await api.Post($"companies/batch?key={number}", new[] { Row("k-1", "Arden Mills Ltd"), Row("K-3", "Kiln House") })).Expect(HttpStatusCode.OK);
        again.Data.Select(row => row.GetProperty("outcome").GetString()).ShouldBe(["updated", "created"]);
        (await api.Get("companies/" + again.Data[0].GetProperty("id").GetString()))["name"].ShouldBe("Arden Mills Ltd");
        (await api.Post($"companies/batch?key={plain}", Array.Empty<object>())).Code.ShouldBe(ApiRefusals.UnknownMatchKey);
    }

    [OnBothDatabases]
    public async Task What_is_refused_leaves_nothing_of_itself_behind(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var sku = Unique();
        var id = await api.Create("products", new { name = "Lathe", sku });
        await api.Post("products/batch?key=sku", new object[] { new { sku, family = "Changed", name = "", price = new { amount = "-5", currency = "EUR" } } });
        var kept = await api.Get($"products/{id}");
        kept["family"].ShouldBeNull();
        kept["version"].ShouldBe("1");
    }

    [OnBothDatabases]
    public async Task Thousands_of_rows_go_in_at_once_and_too_many_do_not(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var sku = Unique();
        var answer = (await api.Post("products/batch", Enumerable.Range(0, 3000).Select(i => new { name = $"Part {i}", sku = $"{sku}-{i}" }))).Expect(HttpStatusCode.OK);
        answer.Json.GetProperty("created").GetInt32().ShouldBe(3000);
        answer.Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBeUnique();
        (await api.Get($"products?search={sku}&count=exact&limit=1")).Json.GetProperty("count").GetInt32().ShouldBe(3000);
        (await api.Post("products/batch", Enumerable.Range(0, 10_001).Select(_ => new { }))).Code.ShouldBe(ApiRefusals.TooManyRows);
        (await api.Post("products/batch?key=family", Array.Empty<object>())).Code.ShouldBe(ApiRefusals.UnknownMatchKey);
    }

    [OnBothDatabases]
    public async Task Who_may_not_write_writes_nothing_in_a_batch_either(DatabaseEngine engine)
    {
        using var reader = await (await apps.On(engine)).Api(Role.ReadOnly);
        (await reader.Post("products/batch", new object[] { new { name = "Lathe" } })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Unique() => "s" + Core.Ids.New().ToString("n")[20..];
}
