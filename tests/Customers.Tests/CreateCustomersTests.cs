using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Customers.Companies;
using Tandem.Customers.Contracts;
using Tandem.Customers.People;

namespace Tandem.Customers.Tests;

public class CreateCustomersTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Many_go_in_at_once_quietly_and_each_is_told_of(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var batch = Ids.New();
        var company = new NewCompany(Ids.New(), "Bulk " + engine) { Website = "bulk.example", Tags = ["demo"] };
        await using var db = app.Open();
        db.Batch = new Batch(batch, Quiet: true);
        await using (var write = await db.BeginWrite(TestContext.Current.CancellationToken))
        {
            var records = CreateCustomers.Make([company], Enumerable.Range(0, 1_500).Select(i => new NewPerson(Ids.New(), $"Person {i}") { CompanyId = company.Id, Email = $"p{i}@bulk.example" }));
            await RecordIntake.Run(db, write, [.. records], TestContext.Current.CancellationToken);
            await write.Commit(TestContext.Current.CancellationToken);
        }

        (await db.Set<Company>().SingleAsync(c => c.Id == company.Id, TestContext.Current.CancellationToken)).Domain.ShouldBe("bulk.example");
        (await db.Set<Person>().CountAsync(p => p.CompanyId == company.Id, TestContext.Current.CancellationToken)).ShouldBe(1_500);
        (await db.Changes.CountAsync(change => change.BatchId == batch && change.Quiet, TestContext.Current.CancellationToken)).ShouldBe(3_001, "a company, and a person with an affiliation each");
    }
}
