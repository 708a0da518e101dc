using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Filters;
using Tandem.Platform.Access;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Records;

namespace Tandem.Platform.Tests.Fields;

/// <summary>Random filters over the fields of a type that the workspace made: the database and the predicate in memory give one answer.</summary>
public class CustomFilterAgreementTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private const int Filters = 150;

    private static readonly string[] Words = ["Alpha beta", "Größe Ü", "کتاب‌خانه نو", "a_b%c", "Zoë", "beta alpha gamma"];
    private static readonly string[] Days = ["2026-01-31", "2026-02-01", "2026-07-15", "2025-12-31"];
    private static readonly string[] Times = ["today", "last month", "2026-07-15", "3 months ago", "this year"];
    private static readonly string[] Keys = ["red", "green"];

    [OnBothDatabases]
    public async Task Fields_and_types_of_a_workspace_are_filtered_alike_everywhere(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var plural = "agree-" + Guid.CreateVersion7().ToString("n")[^8..];
        (await api.Post("types", new { plural, one = new { en = "Thing" }, many = new { en = "Things" } })).Expect(HttpStatusCode.Created);
        var key = (await api.Get("types")).Data.Single(one => one.GetProperty("plural").GetString() == plural).GetProperty("key").GetString()!;
        var choices = new { choices = Keys.Select(choice => new { key = choice, labels = new { en = choice } }) };
        foreach (var (name, kind, settings) in new (string, string, object?)[]
        {
            ("words", "text", null), ("story", "longText", null), ("many", "integer", null), ("much", "decimal", null), ("share", "percent", null), ("price", "money", null), ("day", "date", null), ("at", "instant", null),
            ("urgent", "yesNo", null), ("colour", "choice", choices), ("colours", "severalChoices", choices), ("marks", "tags", null), ("land", "country", null), ("part", "reference", new { referenceTo = key }),
        })
            await api.Field(key, name, kind, settings);
        var random = new Random(2026);
        object? Maybe(params object[] values) => random.Next(4) == 0 ? null : values[random.Next(values.Length)];
        Guid? last = null;
        for (var i = 0; i < 40; i++)
        {
            last = await api.Create("records/" + plural, new
            {
                name = $"{Maybe([.. Words])} {i}",
                custom = new
                {
                    words = Maybe([.. Words]), story = Maybe([.. Words]), many = Maybe(0, 5, -7), much = Maybe(0m, 12.5m, 99.9999m), share = Maybe(0.25m, 1m), price = Maybe(new { amount = "5.00", currency = "EUR" }, new { amount = "12.50", currency = "USD" }),
                    day = Maybe([.. Days]), at = Maybe("2026-07-15T09:30:00Z", "2026-02-01T23:59:59Z"), urgent = Maybe(true, false), colour = Maybe([.. Keys]), colours = Maybe(Keys, new[] { "red" }), marks = Maybe(new[] { "vip", "o'neil" }, new[] { "vip" }),
                    land = Maybe("DE", "VN"), partId = random.Next(3) == 0 ? last : null,
                },
            });
        }

        await using var db = app.Open();
        var types = db.RecordTypes;
        var type = types[key];
        var actor = (await app.AddPerson(Role.Administrator)).Actor;
        await using var scope = app.Services.CreateAsyncScope();
        var context = await scope.ServiceProvider.GetRequiredService<FilterContexts>().For(actor, db, TestContext.Current.CancellationToken);
        var rows = db.Set<CustomRecord>().AsNoTracking().Where(row => row.DeletedAt == null && row.TypeKey == key);
        var all = await rows.ToListAsync(TestContext.Current.CancellationToken);
        all.Count.ShouldBe(40);
        var found = 0;
        foreach (var text in Condition(2).Sample(Filters))
        {
            var filter = Filter.Parse(text, type, types);
            var inDatabase = await rows.Where(filter.ToExpression<CustomRecord>(context)).Select(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
            inDatabase.Order().ShouldBe(all.Where(filter.ToPredicate<CustomRecord>(context)).Select(row => row.Id).Order(), text);
            Filter.FromJson(filter.ToJson(), type, types).ShouldBe(filter, text);
            found += inDatabase.Count;
        }

        found.ShouldBeGreaterThan(Filters, "the filters say something about the records");
    }

    private static Gen<string> Condition(int depth) => depth == 0 ? Comparison : Gen.OneOf(Comparison,
        from a in Condition(depth - 1) from b in Condition(depth - 1) from word in Gen.Elements("and", "or") select $"({a} {word} {b})",
        from inner in Condition(depth - 1) select $"not ({inner})");

    private static Gen<string> Comparison { get; } = Gen.OneOf(
        Of(["words", "story", "name", "part.words"], ["=", "!=", "contains", "starts with", "ends with", "has words", "<", ">="], [.. Words.Select(Filter.Quote), "\"beta\"", "\"gr\""]),
        Of(["many", "part.many"], ["=", "!=", "<", ">="], ["0", "5", "-7"]), Of(["much"], ["=", ">", "<="], ["0", "12.5", "99.9999"]), Of(["share"], ["=", ">"], ["25%", "1"]),
        Of(["price"], ["=", ">", "!="], ["5", "12.5"]), Of(["price.currency"], ["=", "!="], ["\"EUR\""]), Of(["day", "at"], ["on", "before", "after", "<=", ">="], [.. Times, .. Days]),
        Of(["urgent"], ["=", "!="], ["yes", "no"]), Of(["colour", "part.colour"], ["=", "!="], ["\"red\"", "\"green\""]), Of(["colours"], ["has"], ["\"red\"", "\"green\""]),
        Of(["marks"], ["has"], ["\"vip\"", "\"o'neil\""]), Of(["land"], ["=", "!="], ["\"DE\""]), Of(["part"], ["contains"], ["\"alpha\""]),
        from field in Gen.Elements("words", "story", "many", "price", "day", "at", "urgent", "colour", "colours", "marks", "land", "part") from word in Gen.Elements("is empty", "is not empty") select $"{field} {word}");

    private static Gen<string> Of(string[] fields, string[] operators, string[] values) =>
        from field in Gen.Elements(fields) from @operator in Gen.Elements(operators) from value in Gen.Elements(values) select $"{field} {@operator} {value}";
}
