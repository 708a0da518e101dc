using System.Text.Json;
using Tandem.Platform.Data;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>Exports of other programs, handed in as they come: known by their columns, mapped without a click, linked with each other.</summary>
public sealed class MovingInTests
{
    private static string Folder(string program) => TestData.PathOf("moving_in/" + program);

    [OnBothDatabases]
    public async Task Every_program_is_recognised_and_everything_it_exports_comes_along(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        await Moved(app, "hubspot", "HubSpot", "company 2, person 3, deal 3, task 2");
        await Moved(app, "salesforce", "Salesforce", "user 1, company 2, person 1, deal 2, task 2");
        await Moved(app, "pipedrive", "Pipedrive", "company 1, person 1, deal 3, task 2");
        await Moved(app, "zoho", "Zoho CRM", "company 1, person 1, deal 1, task 1");
        await Moved(app, "google", "Google Contacts", "person 1, person 3");
        await Moved(app, "outlook", "Outlook", "person 1, task 2");
        await Moved(app, "twenty", "Twenty", "company 1, person 1, deal 2, task 2");
        await Moved(app, "espocrm", "EspoCRM", "company 1, person 1, deal 1, task 1");

        using var api = await app.Api();
        await FromHubSpot(api);
        await FromSalesforce(api);
        await FromPipedrive(api);
        await FromAddressBooks(api);
        await FromTwenty(api);
        var zoho = await Only(api, "people", "email = \"meena@kaveri.example\"");
        (zoho.Text("phone"), zoho.List("emails"), zoho.Text("country")).ShouldBe(("+914428221235", "meena@kaveri.example, meena.iyer@home.example", "IN"));
        var espo = await Only(api, "tasks", "subject = \"Draw the sketch\"");
        (espo.Text("priority"), espo.Text("aboutType")).ShouldBe(("high", "deal"));
    }

    [Fact]
    public async Task A_plain_table_is_nobodys_export()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        var run = await app.Make(("people.csv", "Id,First Name,Last Name,Email,Phone,Company,City,Country,Owner\n1,Ann,Lee,ann@lee.example,,Lee,Oslo,Norway,Bo\n"), ("accounts.csv", "account,sector,revenue\nAcme,retail,1\n"));
        run.Plan.Files.ShouldAllBe(file => file.Program == null);
    }

    private static async Task FromHubSpot(ApiClient api)
    {
        var elin = await Only(api, "people", "email = \"elin@norrlandtimber.example\"");
        (elin.Text("name"), elin.Text("title"), elin.Text("phone"), elin.List("phones"), elin.Text("externalId")).ShouldBe(("Elin Berg", "Head of sourcing", "+46907654321", "+46907654321, +46701740605", "201"));
        var won = await Only(api, "deals", "name = \"Casa Verde lobby\"");
        (won.Text("status"), won.Text("closedOn")).ShouldBe(("won", "2025-06-30"));
        (await Only(api, "deals", "name = \"Norrland 2027 frame\"")).Text("expectedClose").ShouldBe("2027-02-28");
        var sample = await Only(api, "tasks", "subject = \"Send the samples\"");
        (sample.Text("kind"), sample.Text("priority"), sample.Text("aboutType")).ShouldBe(("to-do", "high", "deal"));
        var call = await Only(api, "tasks", "subject = \"Call Lucía\"");
        (call.Text("kind"), call.Text("aboutType"), call.Text("doneAt")).ShouldBe(("call", "person", "2025-06-01T10:20:00Z"));
    }

    private static async Task FromSalesforce(ApiClient api)
    {
        var company = await Only(api, "companies", "name = \"Elbe Pumps\"");
        (await Only(api, "companies", "name = \"Elbe Service\"")).Text("parentId").ShouldBe(company.Text("id"));
        var jens = await Only(api, "people", "email = \"jens@elbepumps.example\"");
        (jens.Text("companyId"), jens.Text("phone"), jens.Text("birthday")).ShouldBe((company.Text("id"), "+4940361380", "1980-04-09"));
        var deal = await Only(api, "deals", "name = \"Elbe pumps retrofit\"");
        deal.Text("companyId").ShouldBe(company.Text("id"));
        deal.Text("ownerId").ShouldBe(company.Text("ownerId"), "the users of the same import own what they owned");
        company.Text("ownerId").ShouldNotBeNull();
        (await Only(api, "tasks", "subject = \"Send the offer\"")).Text("aboutId").ShouldBe(deal.Text("id"));
    }

    private static async Task FromPipedrive(ApiClient api)
    {
        (await Only(api, "deals", "name = \"Reading lamps\"")).Text("status").ShouldBe("won", "Pipedrive keeps the outcome beside the stage");
        var lost = await Only(api, "deals", "name = \"Carpets\"");
        (lost.Text("status"), lost.Text("closedOn")).ShouldBe(("lost", "2024-03-05"));
        var person = await Only(api, "people", "email = \"janis@rigabooks.example\"");
        person.List("phones").ShouldBe("+37167012345, +37120123456, +37120123457");
        person.List("tags").ShouldBe("Hot lead, Newsletter");
        (await Only(api, "tasks", "subject = \"Measure the room\"")).Text("dueAt").ShouldBe("2027-01-20T14:30:00Z");
    }

    private static async Task FromAddressBooks(ApiClient api)
    {
        var priya = await Only(api, "people", "email = \"priya@studio-p.example\"");
        (priya.List("emails"), priya.List("phones"), priya.List("tags"), priya.Text("birthday")).ShouldBe(("priya@studio-p.example, priya@home.example", "+919820011111, +919820022222", "Design", "1988-07-14"));
        var ola = await Only(api, "people", "email = \"ola@nowak.example\"");
        (ola.List("emails"), ola.Text("birthday")).ShouldBe(("ola@nowak.example, nowak@ola.example", null));
        (await Only(api, "people", "email = \"somebody@elsewhere.example\"")).Text("name").ShouldBe("somebody@elsewhere.example");
        var karin = await Only(api, "people", "email = \"karin@fjordlab.example\"");
        (karin.Text("title"), karin.Text("phone"), karin.List("phones"), karin.Text("birthday"), karin.List("tags")).ShouldBe(("Chemist", "+4755960000", "+4755960000, +4741234567", null, "Suppliers, VIP"));
    }

    private static async Task FromTwenty(ApiClient api)
    {
        var chloe = await Only(api, "people", "email = \"chloe@lumenforge.example\"");
        (chloe.List("phones"), chloe.List("emails")).ShouldBe(("+33612345678, +33617272323", "chloe@lumenforge.example, c.martin@home.example"));
        var company = await Only(api, "companies", "name = \"Lumen Forge\"");
        (company.Text("domain"), chloe.Text("companyId")).ShouldBe(("lumenforge.example", company.Text("id")));
        (await Only(api, "deals", "name = \"Forge line 1\"")).Text("status").ShouldBe("won");
    }

    private static async Task Moved(TandemApp app, string folder, string program, string created)
    {
        var run = await app.MakeFrom(Folder(folder));
        run.Plan.Files.ShouldAllBe(file => file.Program == program);
        run.Plan.Files.ShouldAllBe(file => file.Columns.Count(column => column.Field != null) >= 3);
        var preview = await app.Preview(run);
        var report = await app.Carry(run);
        report.Files.Select(file => (file.File, file.Created, file.Updated, file.Refused)).ShouldBe(preview.Files.Select(file => (file.File, file.Created, file.Updated, file.Refused)));
        var refused = await app.Refusals(run);
        refused.Select(one => $"{one.File} {one.Row}: {one.Reasons}").ShouldBeEmpty();
        string.Join(", ", report.Files.Select(file => $"{file.Target} {file.Created}")).ShouldBe(created);
        var second = await app.MakeFrom(Folder(folder));
        var again = await app.Carry(second);
        (await app.Refusals(second)).Select(one => $"{one.File} {one.Row}: {one.Reasons}").ShouldBeEmpty();
        string.Join(", ", again.Files.Where(file => file.Unchanged != file.Rows).Select(file => $"{file.File} {file.Created} {file.Updated} {file.Refused}")).ShouldBeEmpty($"{program}: the same once more changes nothing");
    }

    private static async Task<JsonElement> Only(ApiClient api, string type, string filter) => (await api.Get($"{type}?filter={Uri.EscapeDataString(filter)}")).Data.ShouldHaveSingleItem(filter);
}

/// <summary>Values of an answered record.</summary>
internal static class Answered
{
    public static string? Text(this JsonElement record, string property) => record.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    public static string List(this JsonElement record, string property) => string.Join(", ", record.GetProperty(property).EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Object ? one.GetProperty("value").GetString() : one.GetString()));
}
