using Microsoft.EntityFrameworkCore;
using Tandem.Customers.People;
using Tandem.Testing;

namespace Tandem.Customers.Tests.Import;

/// <summary>Address cards and workbooks as the programs of the world write them.</summary>
public sealed class ContactFilesTests
{
    private static readonly string[] Cards = ["gmail-list.vcf", "gmail-single.vcf", "outlook-2007.vcf", "rfc6350-example.vcf", "John_Doe_ANDROID.vcf", "John_Doe_GMAIL.vcf", "John_Doe_MS_OUTLOOK.vcf"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task Cards_become_people_and_the_same_cards_again_change_nothing(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var run = await app.Make(Cards.Select(name => TestData.PathOf("vcards/" + name)));
        run.Plan.Files.Select(file => file.Target).Distinct().ShouldBe(["person"]);
        var preview = await app.Preview(run);
        var report = await app.Carry(run);
        report.Files.Select(file => (file.File, file.Created, file.Updated, file.Refused)).ShouldBe(preview.Files.Select(file => (file.File, file.Created, file.Updated, file.Refused)));
        report.Files.Single(file => file.File == "rfc6350-example.vcf").Figures.ShouldBe(new Dictionary<string, long> { ["import.figure.birthday-without-year"] = 1 });

        await using var db = app.Open();
        var simon = await db.Set<Person>().SingleAsync(person => person.Name == "Simon Perreault", Stop);
        (simon.GivenName, simon.FamilyName, simon.Country, simon.City, simon.Birthday).ShouldBe(("Simon", "Perreault", "CA", "Quebec", null));
        simon.Phones.ShouldBe(["+14186569254", "+14182626501"]);
        var mike = await db.Set<Person>().SingleAsync(person => person.Name == "Mr. Michael Angstadt Jr.", Stop);
        (mike.JobTitle, mike.Birthday, mike.PrimaryEmail).ShouldBe(("TheJobTitle", new DateOnly(1922, 3, 10), "mike.angstadt@gmail.com"));
        mike.CompanyId.ShouldNotBeNull();
        // One address of the cards is none: its row is refused by number and reason.
        var refused = await app.Refusals(run);
        refused.Select(one => (one.Row, one.Read().Single().Code)).ShouldBe([(5L, "import.not-an-email")]);

        var again = await app.Carry(await app.Make(Cards.Select(name => TestData.PathOf("vcards/" + name))));
        again.Files.Sum(file => file.Created + file.Updated).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task Each_sheet_of_a_workbook_is_a_table_of_its_own(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var run = await app.Make([TestData.PathOf("xlsx/contacts.xlsx")]);
        run.Plan.Files.Select(file => (file.Name, file.Target, file.Rows)).ShouldBe([("contacts.xlsx · Companies", "company", 2), ("contacts.xlsx · People", "person", 3)]);
        (await app.Carry(run)).Files.Sum(file => file.Created).ShouldBe(5);
        await using var db = app.Open();
        var anna = await db.Set<Person>().SingleAsync(person => person.Name == "Anna Berg", Stop);
        (anna.Birthday, anna.PrimaryEmail).ShouldBe((new DateOnly(1984, 2, 29), "anna@tandem.example"));
        anna.Emails.ShouldBe(["anna@tandem.example", "berg@tandem.example"]);
        anna.CompanyId.ShouldNotBeNull();
        (await app.Carry(await app.Make([TestData.PathOf("xlsx/contacts.xlsx")]))).Files.Sum(file => file.Unchanged).ShouldBe(5);
    }
}
