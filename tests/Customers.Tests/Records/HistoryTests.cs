namespace Tandem.Customers.Tests.Records;

public class HistoryTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task The_history_says_who_changed_what_by_which_door_and_a_value_goes_back(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "Past", city = "Kiel", employees = 12, annualRevenue = new { amount = "1200.50", currency = "USD" } });
        (await api.Patch($"companies/{id}", new { city = "Bremen", employees = 20, annualRevenue = new { amount = "3", currency = "EUR" } }, version: 1)).Expect(HttpStatusCode.OK);
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator, name: "Ida Stern"));
        (await page.Submit($"/companies/{id}/cells/city", ("shown", "city"), ("city", "Emden"), ("version", "2"))).Expect(HttpStatusCode.OK);

        var rows = (await api.Get($"companies/{id}/changes")).Expect(HttpStatusCode.OK).Data;
        rows.Select(row => (row.GetProperty("kind").GetString(), row.GetProperty("door").GetString())).ShouldBe([("updated", "page"), ("updated", "api"), ("created", "api")]);
        var city = rows[0].GetProperty("changes").EnumerateArray().Single();
        (city.GetProperty("field").GetString(), city.GetProperty("from").GetString(), city.GetProperty("to").GetString()).ShouldBe(("city", "Bremen", "Emden"));
        var older = await api.Get($"companies/{id}/changes?limit=1&before={rows[0].GetProperty("sequence").GetInt64()}");
        older.Data.Single().GetProperty("sequence").GetInt64().ShouldBe(rows[1].GetProperty("sequence").GetInt64());

        var second = rows[1].GetProperty("sequence").GetInt64();
        (await api.Post($"companies/{id}/changes/{second}/restore", new { fields = new[] { "annualRevenue" } }, version: 2)).Expect(HttpStatusCode.Conflict);
        (await api.Post($"companies/{id}/changes/{second}/restore", new { fields = new[] { "nothing" } }, version: 3)).Expect(HttpStatusCode.BadRequest);
        var back = (await api.Post($"companies/{id}/changes/{second}/restore", new { fields = new[] { "annualRevenue", "employees" } }, version: 3)).Expect(HttpStatusCode.OK);
        (back.Json.GetProperty("annualRevenue").GetProperty("amount").GetString(), back.Json.GetProperty("annualRevenue").GetProperty("currency").GetString(), back["employees"], back["city"]).ShouldBe(("1200.50", "USD", "12", "Emden"));

        var drawer = (await page.Open($"/companies/{id}/history", frame: "drawer")).Expect(HttpStatusCode.OK);
        drawer.Text(".history > li:nth-child(2) b").ShouldBe("Ida Stern");
        drawer.Texts(".history > li:nth-child(2) del, .history > li:nth-child(2) ins").ShouldBe(["Bremen", "Emden"]);
        var put = drawer.Document.QuerySelector($"form[action='/companies/{id}/history/{second}/restore']:has(input[value=city])")!;
        put.QuerySelector("input[name=version]")!.GetAttribute("value").ShouldBe("4");
        (await page.Submit(put.GetAttribute("action")!, ("version", "4"), ("field", "city"))).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{id}"))["city"].ShouldBe("Kiel");
    }

    [OnBothDatabases]
    public async Task Who_may_not_see_or_edit_a_record_neither_sees_its_past_nor_brings_it_back(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Vera Mann", city = "Kiel" });
        (await api.Patch($"people/{id}", new { city = "Bremen", birthday = "1980-01-02", emails = new[] { new { value = "vera@tandem.example", label = "work" } } }, version: 1)).Expect(HttpStatusCode.OK);
        var change = (await api.Get($"people/{id}/changes")).Data[0].GetProperty("sequence").GetInt64();
        using var reader = await app.Api(Role.ReadOnly);
        // Personal fields are not for readers.
        (await reader.Get($"people/{id}/changes")).Expect(HttpStatusCode.OK).Data[0].GetProperty("changes").EnumerateArray().Select(one => one.GetProperty("field").GetString()).ShouldBe(["city"]);
        (await reader.Post($"people/{id}/changes/{change}/restore", new { fields = new[] { "city" } }, version: 2)).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await api.Get($"people/{Guid.CreateVersion7()}/changes")).Expect(HttpStatusCode.NotFound);
        (await api.Post($"people/{id}/changes/{change + 1}/restore", new { }, version: 2)).Expect(HttpStatusCode.NotFound);
        (await api.Patch($"people/{id}", new { emails = new[] { new { value = "vera@tandem.example", label = "work" }, new { value = "v@tandem.example", label = "home" } } }, version: 2)).Expect(HttpStatusCode.OK);
        var second = (await api.Get($"people/{id}/changes")).Data[0].GetProperty("sequence").GetInt64();
        var back = (await api.Post($"people/{id}/changes/{second}/restore", new { }, version: 3)).Expect(HttpStatusCode.OK).Json.GetProperty("emails").EnumerateArray().Single();
        (back.GetProperty("value").GetString(), back.GetProperty("label").GetString()).ShouldBe(("vera@tandem.example", "work"));
    }

    [OnBothDatabases]
    public async Task What_a_merge_tells_of_the_other_record_is_not_told_to_who_may_not_read_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Vera Lund" });
        (await api.Post($"people/{id}/merge", new { records = new[] { await api.Create("people", new { name = "Vera Lundt" }) } })).Expect(HttpStatusCode.OK);
        (await Merged(api)).ShouldContain("Vera Lundt");
        using var reader = await app.Api(Role.ReadOnly);
        (await Merged(reader)).ShouldNotContain("Lund");

        async Task<string> Merged(ApiClient by) => (await by.Get($"people/{id}/changes")).Expect(HttpStatusCode.OK).Data.First(row => row.GetProperty("kind").GetString() == "merged").GetRawText();
    }
}
