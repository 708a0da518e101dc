using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Fields;

namespace Tandem.Platform.Tests.Fields;

public class CustomFieldsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly (string Kind, object Value, object Other, string Filter)[] Samples =
    [
        ("text", "Größe Ü", "Zeta", "{0} = \"grosse u\" or {0} contains \"große\""),
        ("longText", "First line\nsecond", "Zz", "{0} contains \"SECOND\""),
        ("integer", 480, 7, "{0} >= 480"),
        ("decimal", 12.5m, -3.25m, "{0} between 12 and 13"),
        ("percent", 0.25m, 0.5m, "{0} < 30%"),
        ("money", new { amount = "99.90", currency = "EUR" }, new { amount = "1.00", currency = "USD" }, "{0} > 50 and {0}.currency = \"EUR\""),
        ("date", "2026-03-31", "2025-01-01", "{0} after 2026-01-01"),
        ("instant", "2026-03-31T09:30:00Z", "2025-01-01T00:00:00Z", "{0} after 2026-03-30"),
        ("yesNo", true, false, "{0} = yes"),
        ("tags", new[] { "cold chain", "o'neil\"x" }, new[] { "cold" }, "{0} has \"cold chain\" and {0} has any (\"o'neil\\\"x\")"),
        ("email", "Dispatch@Fleet.Example", "zz@fleet.example", "{0} = \"dispatch@fleet.example\""),
        ("phone", "+49 30 1234567", "+49 30 7654321", "{0} = \"+49301234567\""),
        ("url", "https://fleet.example/a", "https://other.example", "{0} contains \"fleet.example\""),
        ("country", "DE", "VN", "{0} in (\"DE\", \"AT\")"),
    ];

    [OnBothDatabases]
    public async Task Every_kind_is_written_read_filtered_and_sorted_alike_in_the_database_and_in_memory(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        foreach (var (kind, value, other, filter) in Samples)
        {
            var name = kind + mark;
            await api.Field("product", name, kind);
            var first = await api.Create("products", new { name = $"A {name}", custom = new Dictionary<string, object> { [name] = value } });
            var second = await api.Create("products", new Dictionary<string, object> { ["name"] = $"B {name}", [name] = other });
            var none = await api.Create("products", new { name = $"C {name}" });
            var read = (await api.Get("products/" + first)).Json.GetProperty("custom").GetProperty(name);
            (await api.Get("products/" + none)).Json.GetProperty("custom").GetProperty(name).ToString().ShouldBeOneOf("", "[]");

            var wanted = string.Format(System.Globalization.CultureInfo.InvariantCulture, filter, name);
            await ShouldFind(api, name, wanted, [first]);
            await ShouldFind(api, name, $"not ({wanted})", [second, none]);
            await ShouldFind(api, name, $"{name} is empty", [none]);
            if (kind is not ("tags" or "longText"))
            {
                var sorted = (await api.Get($"products?sort={name},name&search={name}&limit=1")).Expect(HttpStatusCode.OK);
                var ids = new List<Guid> { sorted.Data[0].GetProperty("id").GetGuid() };
                while (sorted.NextCursor is { } next)
                {
                    sorted = (await api.Get($"products?sort={name},name&search={name}&limit=1&cursor={Uri.EscapeDataString(next)}")).Expect(HttpStatusCode.OK);
                    ids.Add(sorted.Data[0].GetProperty("id").GetGuid());
                }

                ids.Count.ShouldBe(3, kind);
                ids[2].ShouldBe(none, kind);
            }

            await using var db = app.Open();
            var type = db.RecordTypes["product"];
            var holds = await InMemory(app, db, type, wanted, [first, second, none]);
            holds.ShouldBe([first], kind);
            read.ToString().ShouldNotBeEmpty();
        }
    }

    [OnBothDatabases]
    public async Task Choices_are_held_to_their_keys_and_one_in_use_cannot_be_forgotten(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (one, several) = ("one" + Unique(), "several" + Unique());
        object Choices(params string[] keys) => keys.Select(key => new { key, labels = new { en = key.ToUpperInvariant() } }).ToArray();
        var single = await api.Field("product", one, "choice", new { choices = Choices("oak", "steel") });
        var many = await api.Field("product", several, "severalChoices", new { choices = Choices("red", "blue", "green") });
        var id = await api.Create("products", new Dictionary<string, object> { ["name"] = "Hull " + one, [one] = "oak", [several] = new[] { "red", "blue" } });
        (await api.Post("products", new Dictionary<string, object> { ["name"] = "X", [one] = "glass" })).Code.ShouldBe("record.unknown-choice");
        (await api.Post("products", new Dictionary<string, object> { ["name"] = "X", [several] = new[] { "pink" } })).Code.ShouldBe("record.unknown-choice");
        await ShouldFind(api, one, $"{one} = \"oak\" and {several} has all (\"red\", \"blue\") and not {several} has \"green\"", [id]);
        (await api.Put("fields/" + single, new { kind = "choice", label = new { en = one }, settings = new { choices = Choices("steel") } }, 1)).Code.ShouldBe("field.choice-in-use");
        (await api.Put("fields/" + many, new { kind = "severalChoices", label = new { en = several }, settings = new { choices = Choices("red", "green") } }, 1)).Code.ShouldBe("field.choice-in-use");
        (await api.Put("fields/" + many, new { kind = "severalChoices", label = new { en = several }, settings = new { choices = Choices("red", "blue") } }, 1)).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task A_change_is_told_under_the_name_of_its_field(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "fleet" + Unique();
        await api.Field("company", name, "integer");
        var id = await api.Create("companies", new { name = "Fleet " + name });
        (await api.Patch("companies/" + id, new Dictionary<string, object> { ["custom"] = new Dictionary<string, object> { [name] = 12 } }, version: 1)).Expect(HttpStatusCode.OK);
        await using var db = app.Open();
        var change = db.Changes.Where(one => one.RecordId == id && one.Kind == "updated").Single();
        change.Data.ShouldBe($$"""{"{{name}}":[null,12]}""");
    }

    [OnBothDatabases]
    public async Task A_label_changes_without_the_data_and_a_removed_field_comes_back_with_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "route" + Unique();
        var field = await api.Field("company", name, "text");
        var id = await api.Create("companies", new Dictionary<string, object> { ["name"] = "Router " + name, [name] = "North" });
        (await api.Put("fields/" + field, new { kind = "text", label = new { en = "Main route" } }, version: 1)).Expect(HttpStatusCode.OK);
        (await api.Get("companies/" + id)).Json.GetProperty("custom").GetProperty(name).GetString().ShouldBe("North");

        (await api.Delete("fields/" + field)).Expect(HttpStatusCode.NoContent);
        (await api.Get("companies/" + id)).Body.ShouldNotContain(name + "\":\"North");
        (await api.Get($"companies?filter={name} = x")).Code.ShouldBe("api.bad-filter");
        (await api.Post($"fields/{field}/restore")).Expect(HttpStatusCode.NoContent);
        (await api.Get("companies/" + id)).Json.GetProperty("custom").GetProperty(name).GetString().ShouldBe("North");
    }

    [OnBothDatabases]
    public async Task A_field_that_a_role_may_not_read_does_not_exist_for_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (secret, shown) = ("secret" + Unique(), "shown" + Unique());
        await api.Field("company", secret, "integer", new { access = new { sales = "none" } });
        await api.Field("company", shown, "integer", new { access = new { sales = "read" } });
        var id = await api.Create("companies", new Dictionary<string, object> { ["name"] = "Vault " + secret, [secret] = 5, [shown] = 6 });
        using var sales = await app.Api(Role.Sales);
        var custom = (await sales.Get("companies/" + id)).Expect(HttpStatusCode.OK).Json.GetProperty("custom");
        custom.TryGetProperty(secret, out _).ShouldBeFalse();
        custom.GetProperty(shown).GetInt32().ShouldBe(6);
        (await sales.Get($"companies?filter={secret} = 5")).Code.ShouldBe("api.bad-filter");
        (await sales.Get($"companies?sort={secret}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await sales.Post("companies", new Dictionary<string, object> { ["name"] = "Mine " + secret, [secret] = 1 })).Code.ShouldBe("record.unknown-field");
        (await sales.Post("companies", new Dictionary<string, object> { ["name"] = "Mine " + secret, [shown] = 1 })).Code.ShouldBe("record.read-only-field");
        (await sales.Get("companies/export?filter=name contains \"Vault\"")).Body.ShouldNotContain("," + secret);
    }

    [OnBothDatabases]
    public async Task Only_administrators_define_fields_and_what_makes_no_sense_is_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var sales = await app.Api(Role.Sales);
        (await sales.Post("fields", Body("company", "x" + Unique(), "text"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await api.Post("fields", Body("company", "name", "text"))).Code.ShouldBe("field.name-taken");
        (await api.Post("fields", Body("company", "Not a name", "text"))).Code.ShouldBe("field.bad-name");
        (await api.Post("fields", Body("user", "x" + Unique(), "text"))).Code.ShouldBe("field.type-takes-none");
        (await api.Post("fields", Body("company", "x" + Unique(), "choice"))).Code.ShouldBe("field.choices-missing");
        (await api.Post("fields", Body("company", "x" + Unique(), "text", new { requiredWhen = "nosuch = 1" }))).Code.ShouldBe("field.bad-condition");
        (await api.Post("fields", Body("company", "x" + Unique(), "integer", new { @default = "many" }))).Code.ShouldBe("field.bad-default");
        (await api.Post("fields", Body("company", "x" + Unique(), "longText", new { indexed = true }))).Code.ShouldBe("field.not-indexable");
    }

    [OnBothDatabases]
    public async Task Defaults_bounds_and_conditions_hold_at_every_door(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Unique();
        await api.Field("company", "size" + mark, "integer", new { @default = "3", least = 1, most = 100 });
        await api.Field("company", "why" + mark, "text", new { requiredWhen = $"size{mark} > 50" });
        var id = (await api.Post("companies", new { name = "Bounds " + mark })).Expect(HttpStatusCode.Created);
        id.Json.GetProperty("custom").GetProperty("size" + mark).GetInt32().ShouldBe(3);
        (await api.Patch("companies/" + id.Id, new Dictionary<string, object> { ["size" + mark] = 101 }, 1)).Code.ShouldBe("record.out-of-bounds");
        (await api.Patch("companies/" + id.Id, new Dictionary<string, object> { ["size" + mark] = 60 }, 1)).Code.ShouldBe("record.required-field");
        (await api.Patch("companies/" + id.Id, new Dictionary<string, object> { ["size" + mark] = 60, ["why" + mark] = "grew" }, 1)).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task Two_who_write_the_same_unique_value_at_once_cannot_both_succeed(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "plate" + Unique();
        var field = await api.Field("company", name, "text", new { unique = true });
        await api.Create("companies", new Dictionary<string, object> { ["name"] = "First", [name] = "B-TX 100" });
        (await api.Post("companies", new Dictionary<string, object> { ["name"] = "Second", [name] = "b-tx 100" })).Code.ShouldBe("record.not-unique");
        await Indexed(app, field);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => api.Post("companies", new Dictionary<string, object> { ["name"] = "Racer " + number, [name] = "RACE 1" })));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "record.not-unique");
    }

    [OnBothDatabases]
    public async Task An_indexed_field_is_filtered_and_sorted_through_its_index(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "depot" + Unique();
        var field = await api.Field("product", name, "text", new { indexed = true });
        var index = "ix_custom_" + await Indexed(app, field);
        await using var db = app.Open();
        var type = db.RecordTypes["product"];
        var plan = await Plan(db, Filter.Parse($"{name} = \"north\"", type, db.RecordTypes), Sorting.Parse(name, type));
        plan.ShouldContain(index);
    }

    private static async Task ShouldFind(ApiClient api, string mark, string filter, Guid[] ids)
    {
        var answer = (await api.Get($"products?sort=name&search={mark}&filter={Uri.EscapeDataString(filter)}")).Expect(HttpStatusCode.OK);
        answer.Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe(ids, filter);
    }

    private static async Task<Guid[]> InMemory(TandemApp app, CrmDb db, RecordType type, string filter, Guid[] ids)
    {
        var rows = new List<IRecord>();
        foreach (var id in ids) rows.Add((IRecord)(await db.FindAsync(type.EntityType, id))!);
        var context = await app.Services.GetRequiredService<Platform.Records.FilterContexts>().For(Actor.System, db, default);
        var predicate = typeof(Filter).GetMethod(nameof(Filter.ToPredicate))!.MakeGenericMethod(type.EntityType).Invoke(Filter.Parse(filter, type, db.RecordTypes), [context])!;
        return [.. rows.Where(row => (bool)((Delegate)predicate).DynamicInvoke(row)!).Select(row => row.Id)];
    }

    /// <summary>Waits until the job has built the index; answers the field's key.</summary>
    private static async Task<string> Indexed(TandemApp app, Guid field)
    {
        await using var db = app.Open();
        var definition = (await db.FindAsync<CustomField>(field))!;
        await Eventually.Is("the index is there", async () => (await FieldIndexes.Existing(db, default)).Contains(FieldIndexes.NameFor(definition)!));
        return definition.Key;
    }

    private static async Task<string> Plan(CrmDb db, Filter filter, Sorting sorting)
    {
        var context = new FilterContext { Now = DateTimeOffset.UnixEpoch, Zone = TimeZoneInfo.Utc };
        var method = typeof(CustomFieldsTests).GetMethod(nameof(Explained), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        return await (Task<string>)method.MakeGenericMethod(filter.Type.EntityType).Invoke(null, [db, filter, sorting, context])!;
    }

    private static async Task<string> Explained<T>(CrmDb db, Filter filter, Sorting sorting, FilterContext context) where T : class, IRecord
    {
        await db.Database.OpenConnectionAsync();
        if (db.Engine == DatabaseEngine.Postgres)
        {
            await using var off = db.Database.GetDbConnection().CreateCommand();
            off.CommandText = "SET enable_seqscan = off; SET enable_sort = off";
            await off.ExecuteNonQueryAsync();
        }

        await using var command = db.Set<T>().Where(filter.ToExpression<T>(context)).Sorted(sorting).Take(10).CreateDbCommand();
        command.CommandText = (db.Engine == DatabaseEngine.Postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        await using var rows = await command.ExecuteReaderAsync();
        var plan = "";
        while (await rows.ReadAsync()) plan += rows.GetValue(rows.FieldCount - 1) + "\n";
        return plan;
    }

    internal static object Body(string type, string name, string kind, object? settings = null) => new { type, name, kind, label = new { en = name }, settings = settings ?? new { } };

    private static string Unique() => Guid.CreateVersion7().ToString("n")[^8..];
}

internal static class FieldsOfTests
{
    /// <summary>Adds a field that must be accepted, and returns the id of its definition.</summary>
    public static async Task<Guid> Field(this ApiClient api, string type, string name, string kind, object? settings = null) =>
        (await api.Post("fields", CustomFieldsTests.Body(type, name, kind, settings))).Expect(HttpStatusCode.Created).Id;
}
