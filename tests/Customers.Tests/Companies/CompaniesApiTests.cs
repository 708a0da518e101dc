namespace Tandem.Customers.Tests.Companies;

public class CompaniesApiTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_company_is_kept_with_all_it_was_given(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var made = (await api.Post("companies", new
        {
            name = "Brightwater Logistics", website = "https://www.brightwater.example", industry = "Logistics", employees = 1240, annualRevenue = new { amount = "210000000.50", currency = "EUR" },
            country = "de", city = "Bremen", founded = 1998, phone = "+49 421 12345678", tags = new[] { "key account" },
        })).Expect(HttpStatusCode.Created);
        made["domain"].ShouldBe("brightwater.example");
        made["country"].ShouldBe("DE");
        made["phone"].ShouldBe("+4942112345678");
        var read = (await api.Get($"companies/{made.Id}")).Expect(HttpStatusCode.OK);
        read.Json.GetProperty("annualRevenue").GetProperty("amount").GetString().ShouldBe("210000000.50");
        read.Json.GetProperty("tags")[0].GetString().ShouldBe("key account");
        read["employees"].ShouldBe("1240");
    }

    [OnBothDatabases]
    public async Task A_company_cannot_stand_below_one_that_stands_below_it(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var top = await api.Create("companies", new { name = "Top" });
        var middle = await api.Create("companies", new { name = "Middle", parentId = top });
        var low = await api.Create("companies", new { name = "Low", parentId = middle });
        var refused = (await api.Patch($"companies/{top}", new { parentId = low }, version: 1)).Expect(HttpStatusCode.UnprocessableEntity);
        refused.Code.ShouldBe("company.parent-loop");
        (await api.Get($"companies/{top}")).Version.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task Two_companies_put_below_each_other_at_once_do_not_make_a_ring(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        for (var i = 0; i < 12; i++)
        {
            var left = await api.Create("companies", new { name = $"Left {i}" });
            var right = await api.Create("companies", new { name = $"Right {i}" });
            var answers = await Task.WhenAll(
                Task.Run(() => api.Patch($"companies/{left}", new { parentId = right }, version: 1)),
                Task.Run(() => api.Post("companies/batch?key=id", new[] { new { id = right, parentId = left } })));
            var parents = new[] { (await api.Get($"companies/{left}"))["parentId"], (await api.Get($"companies/{right}"))["parentId"] };
            parents.Count(parent => parent is not null).ShouldBe(1, string.Join(" / ", answers.Select(answer => answer.ToString())));
        }
    }

    [OnBothDatabases]
    public async Task A_change_names_the_version_that_it_is_based_on(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var id = await api.Create("companies", new { name = "Versions" });
        (await api.Patch($"companies/{id}", new { city = "Bremen" })).Expect((HttpStatusCode)428);
        (await api.Patch($"companies/{id}", new { city = "Bremen" }, version: 1)).Expect(HttpStatusCode.OK).Version.ShouldBe(2);
        (await api.Patch($"companies/{id}", new { city = "Kiel" }, version: 1)).Expect(HttpStatusCode.Conflict);
    }

    [OnBothDatabases]
    public async Task Lists_go_by_folded_city_and_by_name_page_after_page(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        foreach (var name in (string[])["Éclair", "delta", "Zeta", "alpha", "Äpfel"]) await api.Create("companies", new { name = $"{name} {engine}", city = "Łódź" });
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await api.Get($"companies?filter=city = \"lodz\"&sort=name&limit=2{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Expect(HttpStatusCode.OK);
            names.AddRange(page.Data.Select(row => row.GetProperty("name").GetString()!.Split(' ')[0]));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        names.ShouldBe(["alpha", "Äpfel", "delta", "Éclair", "Zeta"]);
    }

    [OnBothDatabases]
    public async Task A_stranger_finds_nothing_to_read_change_or_delete(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owners " + engine));
        var id = await api.Create("companies", new { name = "Hidden", ownerId = owner.User.Id });
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("Strangers " + engine));
        (await stranger.Get($"companies/{id}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Patch($"companies/{id}", new { city = "Kiel" }, version: 1)).Expect(HttpStatusCode.NotFound);
        (await stranger.Delete($"companies/{id}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Post($"companies/{id}/restore")).Expect(HttpStatusCode.NotFound);
        (await stranger.Post("people", new { name = "Spy", companyId = id })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("record.unknown-reference");
        (await stranger.Post("notes", new { text = "I was here", aboutId = id })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("record.unknown-reference");
    }
}
