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

    [OnBothDatabases]
    public async Task References_are_found_by_name_domain_address_and_foreign_id_and_values_are_read_in_their_own_script(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var seller = await app.AddPerson(Platform.Access.Role.Sales, name: "Noor Berg");
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Tandem Works", domain = "tandemworks.example", externalId = "C-17" });
        var run = await app.Make(("people.csv", "name,email,company,owner,birthday,phone,country\n" +
            $"One,one@p.example,Tandem Works,Noor Berg,۱۳۶۷/۰۲/۲۴,۰۲۱ ۸۸ ۷۷ ۶۶ ۵۵,ایران\nTwo,two@p.example,tandemworks.example,{seller.User.Email},1369-01-01,(0) 20 7946 0018,UK\n" +
            "Three,three@p.example,https://www.tandemworks.example/about,,1988-05-14,+1 650 253 0000,\nFour,\"four@p.example; vier@p.example\",C-17,,,,\n"));
        run.Plan.Files.Single().Columns.Single(column => column.Column == "birthday").OrderIsDoubtful.ShouldBeFalse();
        var report = await app.Carry(run);
        (report.Files.Single().Created, report.Files.Single().Refused, report.Made.GetValueOrDefault("company")).ShouldBe((4, 0, 0));
        await using var db = app.Open();
        var people = await db.Set<Person>().ToDictionaryAsync(person => person.Name, Stop);
        people.Values.ShouldAllBe(person => person.CompanyId == company);
        (people["One"].OwnerId, people["Two"].OwnerId).ShouldBe((seller.User.Id, seller.User.Id));
        (people["One"].Birthday, people["Two"].Birthday).ShouldBe((new DateOnly(1988, 5, 14), new DateOnly(1990, 3, 21)));
        (people["One"].PrimaryPhone, people["Two"].PrimaryPhone, people["Three"].PrimaryPhone).ShouldBe(("+982188776655", "+442079460018", "+16502530000"));
        people["Four"].Emails.ShouldBe(["four@p.example", "vier@p.example"]);
    }

    [Fact]
    public async Task An_ambiguous_order_of_day_and_month_is_asked_for()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        var run = await app.Make(("people.csv", "name,email,birthday\nOne,one@p.example,03/04/1990\nTwo,two@p.example,05/06/1991\n"));
        run.Plan.Files.Single().Columns.Single(column => column.Column == "birthday").OrderIsDoubtful.ShouldBeTrue();
        run = await app.Change(run, plan => plan.Files.Single().Columns.Single(column => column.Column == "birthday").Order = Platform.Import.Values.DateOrder.MonthFirst);
        await app.Carry(run);
        await using var db = app.Open();
        (await db.Set<Person>().SingleAsync(person => person.Name == "One", Stop)).Birthday.ShouldBe(new DateOnly(1990, 3, 4));
    }
}
