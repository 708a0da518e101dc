using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>What was exported imports without a change, whatever its values.</summary>
public sealed class RoundTripTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task Every_kind_of_record_comes_back_as_it_went(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        using var api = await app.Api();
        await api.Create("pipelines", new { name = "New business" });
        (await api.Post("fields", new { type = "company", name = "rating", kind = "decimal", label = new { en = "Rating" } })).Expect(HttpStatusCode.Created);
        var company = await api.Create("companies", new
        {
            name = "=cmd|' /C calc'!A0", domain = "one.example", phone = "+49 30 901820", employees = 12, annualRevenue = new { amount = "1234567.89", currency = "USD" }, country = "DE", description = "Two\nlines, \"quoted\"; and 'so on'",
            tags = new[] { "a,b", "semi;colon", "back\\slash", "plain" }, custom = new { rating = 0.125 },
        });
        await api.Create("companies", new { name = "'=twice", parentId = company, annualRevenue = new { amount = "1250", currency = "JPY" } });
        // Two of one name: only their ids tell them apart.
        var twins = new[] { await api.Create("companies", new { name = "Twin" }), await api.Create("companies", new { name = "Twin" }) };
        var person = await api.Create("people", new
        {
            name = "Đặng Thị Ánh", givenName = "Ánh", familyName = "Đặng", companyId = twins[1], birthday = "1899-12-31", emails = new[] { new { value = "a@one.example", label = "work" }, new { value = "b@one.example", label = "home" } },
            phones = new[] { new { value = "+84 24 3825 2916", label = "office" } }, language = "vi", timeZone = "Asia/Ho_Chi_Minh",
        });
        await api.Create("products", new { name = "-5 degrees", sku = "007", price = new { amount = "0.10", currency = "EUR" }, active = false });
        await api.Create("deals", new { name = "Deal", companyId = twins[0], amount = new { amount = "99.95", currency = "GBP" }, expectedClose = "2031-02-28", tags = new[] { "x|y" }, source = "@fair" });
        await api.Create("deals", new { name = "Deal", externalId = "D-1" });
        await api.Create("tasks", new { subject = "Call", aboutId = person, dueAt = "2031-03-01T15:30:00Z", allDay = false, priority = "high", description = "+1 for this" });
        await api.Create("tasks", new { subject = "Call", kind = "meeting", dueAt = "2031-03-02T00:00:00Z" });
        await api.Create("notes", new { text = "=1+1", aboutId = company });
        var before = await app.Content();

        foreach (var format in new[] { "csv", "xlsx" })
        {
            foreach (var plural in new[] { "companies", "people", "products", "deals", "tasks", "users" })
            {
                var started = (await api.Post($"{plural}/export", new { format })).Expect(HttpStatusCode.Accepted);
                await app.Work(started.Json.GetProperty("jobId").GetGuid());
                var file = await api.Http.GetByteArrayAsync(new Uri(app.Address, $"api/v1/jobs/{started["jobId"]}/result"), Stop);
                var run = await app.Run<Imports, ImportRun>(imports => imports.Make(Actor.System, [new IncomingFile($"{plural}.{format}", new MemoryStream(file))], null, CancellationToken.None));
                var report = (await app.Carry(run)).Files.Single();
                (report.Target is not null, report.Unchanged, report.Created, report.Updated, report.Refused).ShouldBe((true, report.Rows, 0, 0, 0),
                    $"{plural}.{format}: {string.Join("; ", (await app.Refusals(run)).Select(one => $"{one.Row} {one.Reasons}"))} {string.Join(", ", run.Plan.Files.Single().Columns.Select(column => $"{column.Column}={column.Field}"))}");
            }
        }

        (await app.Content()).ShouldBe(before);
    }

    [OnBothDatabases]
    public async Task An_exported_file_that_was_edited_changes_the_records_it_came_from(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        using var api = await app.Api();
        await api.Create("pipelines", new { name = "New business" });
        var deal = await api.Create("deals", new { name = "Before" });
        var company = await api.Create("companies", new { name = "Before" });
        var foreign = Guid.CreateVersion7();
        (await app.Carry(await app.Make(("deals.csv", $"id,name\n{deal},After\n")))).Files.Single().Updated.ShouldBe(1);
        var report = (await app.Carry(await app.Make(("companies.csv", $"id,name,city\n{company},After,Kiel\n{foreign},From elsewhere,Emden\n")))).Files.Single();
        (report.Updated, report.Created).ShouldBe((1, 1));
        (await api.Get($"deals/{deal}"))["name"].ShouldBe("After");
        (await api.Get($"companies/{company}"))["name"].ShouldBe("After");
        // Ids of another program are what the record is called there.
        (await api.Get($"companies?filter=externalId = \"{foreign}\"")).Data.Single().GetProperty("name").GetString().ShouldBe("From elsewhere");
        (await app.Carry(await app.Make(("companies.csv", $"id,name,city\n{foreign},From elsewhere,Emden\n")))).Files.Single().Unchanged.ShouldBe(1);
    }
}
