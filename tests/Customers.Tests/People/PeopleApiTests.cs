namespace Tandem.Customers.Tests.People;

public class PeopleApiTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_person_has_several_addresses_and_is_found_by_each(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var made = (await api.Post("people", new
        {
            givenName = "Mina", familyName = "Rastegar " + engine, emails = new object[] { new { value = "Mina@Work.example", label = "work" }, $"mina.{engine}@home.example" },
            phones = new[] { "+98 21 1234 5678" }, birthday = "1990-02-28", language = "fa", timeZone = "Asia/Tehran",
        })).Expect(HttpStatusCode.Created);
        made["name"].ShouldBe("Mina Rastegar " + engine);
        made["email"].ShouldBe("mina@work.example");
        made["phone"].ShouldBe("+982112345678");
        made.Json.GetProperty("emails")[0].GetProperty("label").GetString().ShouldBe("work");
        var found = (await api.Get($"people?filter=emails has \"MINA.{engine}@home.example\"")).Expect(HttpStatusCode.OK);
        found.Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe([made.Id]);
        (await api.Get($"people?search=mina.{engine}@home")).Data.Count.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task The_main_company_is_one_that_the_person_is_with(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var first = await api.Create("companies", new { name = "First" });
        var second = await api.Create("companies", new { name = "Second" });
        var person = await api.Create("people", new { name = "Ewa", companyId = first, title = "Buyer" });
        var affiliations = (await api.Get($"affiliations?filter=person = \"{person}\"")).Data;
        affiliations.Count.ShouldBe(1);
        affiliations[0].GetProperty("title").GetString().ShouldBe("Buyer");
        await api.Create("affiliations", new { personId = person, companyId = second, from = "2024-01-01" });
        (await api.Get($"people/{person}"))["companyId"].ShouldBe(first.ToString(), "a second company is not the main one");
        var id = affiliations[0].GetProperty("id").GetGuid();
        (await api.Patch($"affiliations/{id}", new { to = "2024-12-31" }, version: 1)).Expect(HttpStatusCode.OK);
        (await api.Get($"people/{person}"))["companyId"].ShouldBe(second.ToString(), "the one that ended hands over");
        (await api.Patch($"affiliations/{id}", new { from = "2025-06-01" }, version: 2)).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("affiliation.ends-before-it-begins");
    }
}
