using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

/// <summary>The predicate in memory, LINQ over collections, SQLite and (where TANDEM_TEST_POSTGRES names a server) PostgreSQL give one answer.</summary>
public class AgreementTests
{
    private static readonly List<object> Records = Generated.Records(seed: 2026, deals: 120);

    [Fact]
    public void Every_evaluator_finds_the_same_deals() => Databases.Each("deals", Records, db =>
        Prop.ForAll(Generated.DealFilter, text => Agree<Deal>(db, Filter.Parse(text, Sample.Deals, Sample.Types))).Check(300));

    [Fact]
    public void Every_evaluator_finds_the_same_companies() => Databases.Each("companies", Records, db =>
        Prop.ForAll(Generated.CompanyFilter, text => Agree<Company>(db, Filter.Parse(text, Sample.Companies, Sample.Types))).Check(150));

    [Fact]
    public void A_filter_and_its_complement_divide_the_records() => Databases.Each("complement", Records, db => Prop.ForAll(Generated.DealFilter, text =>
    {
        var holds = Found<Deal>(db, Sample.Filter(text));
        var not = Found<Deal>(db, Sample.Filter($"not ({text})"));
        return holds.Length + not.Length == Records.OfType<Deal>().Count() && !holds.Intersect(not).Any();
    }).Check(60));

    [Fact]
    public void A_predicate_over_a_database_looks_references_up_there() => Databases.Each("lookups", Records, db =>
    {
        foreach (var text in (string[])["company.owner.team = my team and company.name >= \"b\"", "company starts with \"ac\"", "not company.employees > 4"])
        {
            var predicate = Sample.Filter(text).ToPredicate<Deal>(db.Context());
            Records.OfType<Deal>().Where(predicate).Select(deal => deal.Id).Order().ShouldBe(Found<Deal>(db, Sample.Filter(text)));
        }

        var counted = Filter.Parse("count(deals where owner = me) > 1", Sample.Companies, Sample.Types);
        Records.OfType<Company>().Where(counted.ToPredicate<Company>(db.Context())).Select(company => company.Id).Order().ShouldBe(Found<Company>(db, counted));
    });

    [Fact]
    public void What_a_user_writes_reaches_a_database_as_a_parameter_only() => Databases.Each("parameters", [], db =>
    {
        string[] filters =
        [
            "title = \"Robert'); drop table deals;--\"", "title contains \"secret-word\"", "tags has any (\"secret-word\", \"x\")", "title < \"secret-word\"",
            "company in (\"secret-word\", \"Robert'); drop\")", "code in (\"secret-word\", \"b\", \"c\")",
        ];
        foreach (var filter in filters)
        {
            var statement = Statement(db, filter);
            statement.ShouldNotContain("secret");
            statement.ShouldNotContain("Robert", Case.Insensitive);
            statement.ShouldContain("@");
        }
    });

    [Fact]
    public void Two_filters_that_differ_in_values_only_share_their_query() => Databases.Each("shared", [], db =>
        Statement(db, "amount >= 5 and closeDate within 7 days").ShouldBe(Statement(db, "amount >= 7 and closeDate within 30 days")));

    private static string Statement(SampleDb db, string filter)
    {
        var sql = db.Set<Deal>().Where(Sample.Filter(filter).ToExpression<Deal>(db.Context())).ToQueryString();
        return sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
    }

    private static bool Agree<T>(SampleDb db, Filter filter) where T : class, IRecord
    {
        var records = Records.OfType<T>().ToArray();
        var inDatabase = Found<T>(db, filter);
        var inMemory = records.Where(filter.ToPredicate<T>(Sample.Context(type => InMemory(type.EntityType)))).Select(record => record.Id).Order().ToArray();
        inMemory.ShouldBe(inDatabase, filter.ToText());
        return true;
    }

    private static Guid[] Found<T>(SampleDb db, Filter filter) where T : class, IRecord
    {
        try
        {
            return [.. db.Set<T>().Where(filter.ToExpression<T>(db.Context())).Select(record => record.Id).ToArray().Order()];
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{filter.ToText()} does not run.", error);
        }
    }

    private static IQueryable InMemory(Type type) => type == typeof(Company) ? Records.OfType<Company>().AsQueryable()
        : type == typeof(Member) ? Records.OfType<Member>().AsQueryable()
        : type == typeof(Team) ? Records.OfType<Team>().AsQueryable()
        : Records.OfType<Deal>().AsQueryable();
}
