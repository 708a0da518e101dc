using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>A real set of files, its dirt included: what comes out is compared with what a plain reader finds in them.</summary>
public sealed class MavenImportTests
{
    private static readonly string Folder = TestData.PathOf("maven_crm");

    private static List<Dictionary<string, string>> Plain(string file)
    {
        // No quoted cell stands in these three files.
        var lines = File.ReadAllLines(Path.Combine(Folder, file));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    [OnBothDatabases]
    public async Task The_plan_recognises_every_file_and_asks_what_is_doubtful(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var plan = (await app.MakeFrom(Folder)).Plan;

        plan.Files.Where(file => file.Target is not null).Select(file => (file.Name, file.Target)).ShouldBe(
            [("sales_teams.csv", "user"), ("products.csv", "product"), ("accounts.csv", "company"), ("sales_pipeline.csv", "deal")]);
        plan.Files.Single(file => file.Target is null).Name.ShouldBe("data_dictionary.csv");
        Mapped(plan, "accounts.csv").ShouldBe("account=name sector=industry year_established=founded revenue=annualRevenue employees=employees office_location=country subsidiary_of=parent");
        Mapped(plan, "products.csv").ShouldBe("product=name series=family sales_price=price");
        Mapped(plan, "sales_teams.csv").ShouldBe("sales_agent=name manager=manager regional_office=office");
        Mapped(plan, "sales_pipeline.csv").ShouldBe(
            "opportunity_id=externalId sales_agent=owner product=product account=company deal_stage=stage engage_date=stage-date:Engaging close_date=closedOn close_value=amount");

        var revenue = Column(plan, "accounts.csv", "revenue");
        (revenue.Scale, revenue.Currency).ShouldBe((1_000_000m, "USD"));
        var ladder = plan.Files.Single(file => file.Target == "deal").Ladder!;
        ladder.Rungs.Select(rung => (rung.Name, rung.Meaning)).ShouldBe([("Prospecting", "open"), ("Engaging", "open"), ("Won", "won"), ("Lost", "lost")]);

        Doubt(plan, "sales_pipeline.csv", "product", "GTXPro").Take.ShouldBe("GTX Pro");
        Doubt(plan, "accounts.csv", "office_location", "Philipines").Take.ShouldBe("Philippines");
        var korea = Doubt(plan, "accounts.csv", "office_location", "Korea");
        korea.Take.ShouldBeNull();
        korea.Candidates.Count.ShouldBe(2);
        var spelling = Doubt(plan, "accounts.csv", "sector", "technolgy");
        (spelling.Take, spelling.Candidates[0], spelling.Count).ShouldBe((null, "technology", 12));
    }

    [OnBothDatabases]
    public async Task What_is_imported_equals_the_files_to_the_cent(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var before = await app.Content();
        var run = await app.MakeFrom(Folder);
        var preview = await app.Preview(run);
        (await app.Content()).ShouldBe(before, "a preview writes nothing");
        var report = await app.Carry(run);

        report.Files.Select(file => (file.File, file.Rows, file.Created, file.Refused)).ShouldBe(
            [("sales_teams.csv", 35, 35, 0), ("products.csv", 7, 7, 0), ("accounts.csv", 85, 85, 0), ("sales_pipeline.csv", 8800, 8800, 0), ("data_dictionary.csv", 21, 0, 0)]);
        JsonSerializer.Serialize(report).ShouldBe(JsonSerializer.Serialize(preview));
        var deals = report.Files.Single(file => file.Target == "deal");
        (deals.Figures["import.figure.without-amount"], deals.Figures["import.figure.without-company"]).ShouldBe((2089, 1425));

        await DealsEqualTheFile(app);
        await CompaniesEqualTheFile(app);
        await TeamsEqualTheFile(app);

        // The same once more changes nothing.
        var imported = await app.Content();
        var again = await app.MakeFrom(Folder);
        again.Plan.Files.Single(file => file.Target == "deal").Ladder!.ExistingId.ShouldNotBeNull();
        var second = await app.Carry(again);
        second.Files.Where(file => file.Target is not null).ShouldAllBe(file => file.Unchanged == file.Rows);
        second.Made.ShouldBeEmpty();
        (await app.Content()).ShouldBe(imported);

        // And back.
        var reverted = await app.Revert(run);
        reverted.Kept.ShouldBeEmpty();
        (await app.Content()).ShouldBe(before);
    }

    [OnBothDatabases]
    public async Task A_revert_leaves_what_people_worked_with_and_says_so(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var person = await app.AddPerson(Role.Administrator, name: "Noor Berg");
        var run = await app.MakeFrom(Folder);
        await app.Carry(run);
        await using (var db = app.Open(person.Actor))
        {
            var deal = await db.Deals.FirstAsync(one => one.ExternalIdFolded == "1c1i7a6r");
            deal.Rename("Renamed by hand");
            await db.SaveChangesAsync();
        }

        var report = await app.Revert(run);
        await using var reading = app.Open();
        var kept = await reading.Deals.SingleAsync();
        kept.Name.ShouldBe("Renamed by hand");
        report.Kept.ShouldContain(one => one.Id == kept.Id && one.By == person.User.Id);
        // What the deal needs stays with it: its company, product, owner, stage.
        (await reading.RecordEntries.SingleAsync(entry => entry.RecordType == "company")).RecordId.ShouldBe(kept.CompanyId!.Value);
        (await reading.Users.AnyAsync(user => user.Id == kept.OwnerId)).ShouldBeTrue();
        (await reading.RecordEntries.CountAsync(entry => entry.RecordType == "product")).ShouldBe(1);
        (await reading.Stages.AnyAsync(stage => stage.Id == kept.StageId)).ShouldBeTrue();
    }

    private static async Task DealsEqualTheFile(TandemApp app)
    {
        var rows = Plain("sales_pipeline.csv");
        await using var db = app.Open();
        var deals = await db.Deals.AsNoTracking().Include(deal => deal.Lines).Include(deal => deal.Stays).Include(deal => deal.Stage).ToListAsync();
        var companies = await db.RecordEntries.Where(entry => entry.RecordType == "company").ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title);
        var owners = await db.Users.ToDictionaryAsync(user => user.Id, user => user.Name);
        var products = await db.RecordEntries.Where(entry => entry.RecordType == "product").ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title);
        deals.Count.ShouldBe(rows.Count);
        var byId = deals.ToDictionary(deal => deal.ExternalId!);
        foreach (var row in rows)
        {
            var deal = byId[row["opportunity_id"]];
            deal.Stage.Name.ShouldBe(row["deal_stage"]);
            deal.Amount.ShouldBe(row["close_value"].Length == 0 ? null : decimal.Parse(row["close_value"]));
            (deal.CompanyId is { } company ? companies[company] : "").ShouldBe(row["account"]);
            owners[deal.OwnerId!.Value].ShouldBe(row["sales_agent"]);
            products[deal.Lines.Single().ProductId!.Value].ShouldBe(row["product"] == "GTXPro" ? "GTX Pro" : row["product"]);
            deal.Lines.Single().UnitPrice.ShouldBeNull("the list price is only offered");
            deal.ClosedOn.ShouldBe(row["close_date"].Length == 0 ? null : DateOnly.Parse(row["close_date"]));
            if (row["engage_date"].Length > 0)
                deal.Stays.OrderBy(stay => stay.EnteredAt).First().EnteredAt.ShouldBe(new DateTimeOffset(DateTime.SpecifyKind(DateTime.Parse(row["engage_date"]), DateTimeKind.Utc)));
        }

        decimal Won(Func<Dictionary<string, string>, bool> which) => rows.Where(row => row["deal_stage"] == "Won" && which(row)).Sum(row => decimal.Parse(row["close_value"]));
        decimal WonHere(Func<Deal, bool> which) => deals.Where(deal => deal.Status == StageMeaning.Won && which(deal)).Sum(deal => deal.Amount ?? 0);
        WonHere(_ => true).ShouldBe(Won(_ => true));
        foreach (var agent in rows.Select(row => row["sales_agent"]).Distinct()) WonHere(deal => owners[deal.OwnerId!.Value] == agent).ShouldBe(Won(row => row["sales_agent"] == agent));
        foreach (var product in products) WonHere(deal => deal.Lines.Single().ProductId == product.Key).ShouldBe(Won(row => row["product"].Replace("GTXPro", "GTX Pro") == product.Value));
        foreach (var quarter in Enumerable.Range(1, 4))
            WonHere(deal => (deal.ClosedOn!.Value.Month + 2) / 3 == quarter).ShouldBe(Won(row => (DateOnly.Parse(row["close_date"]).Month + 2) / 3 == quarter));
    }

    private static async Task CompaniesEqualTheFile(TandemApp app)
    {
        var rows = Plain("accounts.csv");
        using var api = await app.Api();
        using var answer = JsonDocument.Parse(await api.Http.GetStringAsync(new Uri("companies?limit=500", UriKind.Relative)));
        var companies = answer.RootElement.GetProperty("data").EnumerateArray().ToDictionary(company => company.GetProperty("name").GetString()!);
        companies.Count.ShouldBe(rows.Count);
        var names = companies.Values.ToDictionary(company => company.GetProperty("id").GetString()!, company => company.GetProperty("name").GetString());
        foreach (var row in rows)
        {
            var company = companies[row["account"]];
            company.GetProperty("industry").GetString().ShouldBe(row["sector"], "nothing is mended unasked");
            decimal.Parse(company.GetProperty("annualRevenue").GetProperty("amount").GetString()!).ShouldBe(decimal.Parse(row["revenue"]) * 1_000_000m);
            company.GetProperty("employees").GetInt32().ShouldBe(int.Parse(row["employees"]));
            company.GetProperty("founded").GetInt32().ShouldBe(int.Parse(row["year_established"]));
            (company.GetProperty("parentId").GetString() is { } parent ? names[parent] : "").ShouldBe(row["subsidiary_of"]);
        }

        companies["Bioholding"].GetProperty("country").GetString().ShouldBe("PH");
        companies["Hottechi"].GetProperty("country").GetString().ShouldBeNull();
    }

    private static async Task TeamsEqualTheFile(TandemApp app)
    {
        var rows = Plain("sales_teams.csv");
        await using var db = app.Open();
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id);
        var users = await db.Users.AsNoTracking().ToListAsync();
        users.Count(user => !user.Active).ShouldBe(rows.Count + rows.Select(row => row["manager"]).Distinct().Count());
        foreach (var row in rows)
        {
            var team = teams[users.Single(user => user.Name == row["sales_agent"]).TeamId!.Value];
            users.Single(user => user.Id == team.LeadId).Name.ShouldBe(row["manager"]);
            teams[team.ParentId!.Value].Name.ShouldBe(row["regional_office"]);
        }
    }

    private static string Mapped(ImportPlan plan, string file) => string.Join(' ', plan.Files.Single(one => one.Name == file).Columns.Select(column => $"{column.Column}={column.Field}"));

    private static ColumnPlan Column(ImportPlan plan, string file, string column) => plan.Files.Single(one => one.Name == file).Columns.Single(one => one.Column == column);

    private static Doubt Doubt(ImportPlan plan, string file, string column, string value) => Column(plan, file, column).Doubts.Single(one => one.Value == value);
}
