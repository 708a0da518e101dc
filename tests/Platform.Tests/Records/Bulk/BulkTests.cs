using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records.Bulk;

namespace Tandem.Platform.Tests.Records.Bulk;

public class BulkTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Mark() => Ids.New().ToString("n")[^8..];

    private static string In(string city) => Uri.EscapeDataString($"city = \"{city}\"");

    private static async Task<string> Companies(ApiClient api, int count)
    {
        var city = "Bulk " + Mark();
        (await api.Post("companies/batch", Enumerable.Range(0, count).Select(number => new { name = $"{city} {number}", city, tags = new[] { "old" } }))).Expect(HttpStatusCode.OK);
        return city;
    }

    private static async Task<long> Count(ApiClient api, string filter) => (await api.Get($"companies?limit=1&count=exact&filter={Uri.EscapeDataString(filter)}")).Expect(HttpStatusCode.OK).Json.GetProperty("count").GetInt64();

    private static Task Over(ApiClient api, Guid job) => Eventually.Is("the job is over", async () => (await api.Get($"jobs/{job}"))["state"] == "done");

    [OnBothDatabases]
    public async Task All_that_match_are_changed_by_a_job_and_set_back_but_for_what_somebody_changed_since(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = await Companies(api, 2_100);
        var other = await Companies(api, 1);
        using var page = await app.SignedIn();
        var list = await page.Open($"/companies?filter={In(city)}");
        list.Text("[data-table-target=every]").ShouldBe("Select all 2,100");
        var started = (await page.Submit("/companies/bulk/tag", ("all", "1"), ("list", $"/companies?filter={In(city)}"), ("back", $"/companies?filter={In(city)}"), ("tag", "new"))).Expect(HttpStatusCode.SeeOther);
        var job = Guid.Parse(started.Location!.Split("job=")[1]);
        await Over(api, job);
        (await Count(api, $"city = \"{city}\" and tags has \"new\" and tags has \"old\"")).ShouldBe(2_100);
        (await Count(api, $"city = \"{other}\" and tags has \"new\"")).ShouldBe(0);
        var strip = await page.Open(started.Location!);
        strip.Text(".bulkstrip .callout span")!.ShouldBe("2,100 records tagged");
        strip.Text(".bulkstrip form button")!.ShouldBe("Undo");
        await using (var db = app.Open())
        {
            var told = await db.Changes.Where(change => change.BatchId == job).ToListAsync(Stop);
            told.Count.ShouldBe(2_100);
            told.ShouldAllBe(change => change.ActorId == page.Actor.Id && change.Kind == ChangeKinds.Updated && change.Data == "{\"tags\":[[\"old\"],[\"old\",\"new\"]]}");
        }

        var one = (await api.Get($"companies?limit=1&filter={In(city)}")).Data[0];
        one.GetProperty("version").GetInt32().ShouldBe(2);
        (await api.Patch($"companies/{one.GetProperty("id")}", new { tags = new[] { "mine" } }, 2)).Expect(HttpStatusCode.OK);
        var undo = Guid.Parse((await page.Submit("/companies/bulk/undo", ("batch", job.ToString()), ("back", started.Location!))).Expect(HttpStatusCode.SeeOther).Location!.Split("job=")[1]);
        await Over(api, undo);
        (await Count(api, $"city = \"{city}\" and tags has \"new\"")).ShouldBe(0);
        (await Count(api, $"city = \"{city}\" and tags has \"old\"")).ShouldBe(2_099);
        (await Count(api, $"city = \"{city}\" and tags has \"mine\"")).ShouldBe(1);
        (await page.Open($"/companies?job={undo}")).Text(".bulkstrip .callout span").ShouldBe("2,099 records set back");
    }

    [OnBothDatabases]
    public async Task Many_are_assigned_and_trashed_with_their_entries_in_the_directory(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = await Companies(api, 600);
        var owner = (await app.AddPerson(Role.Sales)).User.Id;
        var assigned = (await api.Post("companies/bulk", new { what = "assign", filter = $"city = \"{city}\"", ownerId = owner })).Expect(HttpStatusCode.Accepted);
        await Over(api, Guid.Parse(assigned["batch"]!));
        await using var db = app.Open();
        (await db.RecordEntries.CountAsync(entry => entry.RecordType == "company" && entry.OwnerId == owner, Stop)).ShouldBe(600);
        var trashed = (await api.Post("companies/bulk", new { what = "delete", search = city, filter = "owner is not empty" })).Expect(HttpStatusCode.Accepted);
        await Over(api, Guid.Parse(trashed["batch"]!));
        (await Count(api, $"city = \"{city}\"")).ShouldBe(0);
        (await db.RecordEntries.CountAsync(entry => entry.OwnerId == owner && entry.Trashed, Stop)).ShouldBe(600);
        (await api.Post("companies/bulk/undo", new { batch = trashed["batch"] })).Expect(HttpStatusCode.OK)["undone"].ShouldBe("600");
        (await Count(api, $"city = \"{city}\"")).ShouldBe(600);
        (await db.RecordEntries.CountAsync(entry => entry.OwnerId == owner && !entry.Trashed, Stop)).ShouldBe(600);
    }

    [OnBothDatabases]
    public async Task One_field_is_set_for_the_selected_records_where_its_rules_allow(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (parent, child) = (await api.Create("companies", new { name = "Above " + Mark() }), await api.Create("companies", new { name = "Below " + Mark() }));
        using var page = await app.SignedIn();
        (string, string?)[] chosen = [("ids", parent.ToString()), ("ids", child.ToString()), ("back", "/companies")];
        (await page.Submit("/companies/bulk/field", chosen)).Expect(HttpStatusCode.OK).Document.QuerySelectorAll("select[name=field] option").Select(option => option.GetAttribute("value")).ShouldContain("employees");
        (await page.Submit("/companies/bulk/field", [.. chosen, ("field", "employees")])).Expect(HttpStatusCode.OK).Document.QuerySelector("#bulk-set input[name=employees]").ShouldNotBeNull();
        (await page.Submit("/companies/bulk/set", [.. chosen, ("shown", "employees"), ("employees", "many")])).Expect(HttpStatusCode.UnprocessableEntity).Document.QuerySelector("input[name=employees]")!.GetAttribute("value").ShouldBe("many");
        (await page.Submit("/companies/bulk/set", [.. chosen, ("shown", "employees"), ("employees", "1,250")])).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{child}"))["employees"].ShouldBe("1250");

        // A company cannot stand above itself: that one stays as it was.
        var answer = (await api.Post("companies/bulk", new { what = "set", ids = new[] { parent, child }, values = new { parentId = parent } })).Expect(HttpStatusCode.OK).Json.GetProperty("outcome");
        answer.GetProperty("changed").GetInt32().ShouldBe(1);
        answer.GetProperty("refused").EnumerateObject().Single().Value.GetInt32().ShouldBe(1);
        (await api.Get($"companies/{child}"))["parentId"].ShouldBe(parent.ToString());
        (await api.Get($"companies/{parent}"))["parentId"].ShouldBeNull();
        foreach (var (wrong, status) in new (object, HttpStatusCode)[]
        {
            (new { what = "set", ids = new[] { child }, values = new { nothing = 1 } }, HttpStatusCode.BadRequest), (new { what = "set", ids = new[] { child }, values = new { emails = Array.Empty<string>() } }, HttpStatusCode.BadRequest),
            (new { what = "melt", ids = new[] { child } }, HttpStatusCode.UnprocessableEntity), (new { what = "delete" }, HttpStatusCode.UnprocessableEntity), (new { what = "delete", filter = "citty = 1" }, HttpStatusCode.BadRequest),
            (new { what = "assign", ids = new[] { child }, ownerId = child }, HttpStatusCode.UnprocessableEntity), (new { what = "tag", ids = new[] { child }, tag = " " }, HttpStatusCode.UnprocessableEntity),
        })
            (await api.Post("companies/bulk", wrong)).Status.ShouldBe(status, JsonSerializer.Serialize(wrong));
    }

    [OnBothDatabases]
    public async Task A_job_that_died_goes_on_behind_the_records_that_were_done(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = await Companies(api, 20);
        await using var db = app.Open();
        var ids = (await api.Get($"companies?limit=100&filter={In(city)}")).Data.Select(row => row.GetProperty("id").GetGuid()).ToArray();
        var ordered = await db.RecordEntries.Where(entry => ids.Contains(entry.RecordId)).OrderBy(entry => entry.RecordId).Select(entry => entry.RecordId).ToListAsync(Stop);
        var job = new Job
        {
            Kind = BulkJob.JobKind, Title = "bulk.job.tag", CreatedBy = api.Actor.Id, CreatedAt = app.Clock.GetUtcNow(), DueAt = app.Clock.GetUtcNow(),
            Arguments = JsonSerializer.Serialize(new BulkArguments("company", new BulkSelection(null, $"city = \"{city}\""), new BulkChange(BulkVerbs.Tag) { Tag = "late" }), JsonForms.Stored),
        };
        job.Reach(JsonSerializer.Serialize(new BulkPoint(ordered[11], 12, new BulkOutcome(12, 0, new Dictionary<string, long>())), JsonForms.Stored));
        db.Add(job);
        await db.SaveChangesAsync(Stop);
        await Over(api, job.Id);
        (await Count(api, $"city = \"{city}\" and tags has \"late\"")).ShouldBe(8);
        (await api.Get($"jobs/{job.Id}")).Json.GetProperty("result").GetProperty("changed").GetInt32().ShouldBe(20);
    }

    [OnBothDatabases]
    public async Task Records_of_types_and_fields_of_ones_own_take_part(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (key, mark) = ("wagon-" + Mark(), Mark());
        (await api.Post("types", new { key, plural = key + "s", one = new { en = "Wagon" }, many = new { en = "Wagons" } })).Expect(HttpStatusCode.Created);
        foreach (var (name, kind) in new[] { ("plate", "text"), ("seats", "integer") }) (await api.Post("fields", new { type = key, name, kind, label = new { en = name } })).Expect(HttpStatusCode.Created);
        var ids = new List<Guid>();
        for (var number = 0; number < 3; number++) ids.Add(await api.Create(key + "s", new { name = $"{mark} {number}", custom = new { seats = number } }));
        var answer = (await api.Post($"{key}s/bulk", new { what = "set", filter = "seats >= 1", values = new { custom = new { plate = "B 1", seats = 7 } } })).Expect(HttpStatusCode.Accepted);
        await Over(api, Guid.Parse(answer["batch"]!));
        (await api.Get($"{key}s?sort=name")).Data.Select(row => row.GetProperty("custom").GetProperty("seats").GetInt32()).ShouldBe([0, 7, 7]);
        (await api.Post($"{key}s/bulk/undo", new { batch = answer["batch"] })).Expect(HttpStatusCode.OK)["undone"].ShouldBe("2");
        (await api.Get($"{key}s?sort=name")).Data.Select(row => row.GetProperty("custom").GetProperty("seats").GetInt32()).ShouldBe([0, 1, 2]);
    }

    [OnBothDatabases]
    public async Task A_stranger_changes_and_undoes_nothing(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Bulk owners " + Mark()));
        var (city, id) = ("Hidden " + Mark(), await api.Create("companies", new { name = "Hidden", city = "nowhere", ownerId = owner.User.Id }));
        (await api.Patch($"companies/{id}", new { city }, 1)).Expect(HttpStatusCode.OK);
        var batch = (await api.Post("companies/bulk", new { what = "tag", ids = new[] { id }, tag = "kept" })).Expect(HttpStatusCode.OK)["batch"];
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("Bulk strangers " + Mark()));
        foreach (var change in new object[] { new { what = "tag", ids = new[] { id }, tag = "stolen" }, new { what = "delete", ids = new[] { id } }, new { what = "set", ids = new[] { id }, values = new { city = "Rome" } } })
            (await stranger.Post("companies/bulk", change)).Expect(HttpStatusCode.OK).Json.GetProperty("outcome").GetProperty("changed").GetInt32().ShouldBe(0);
        var all = (await stranger.Post("companies/bulk", new { what = "delete", filter = $"city = \"{city}\"" })).Expect(HttpStatusCode.Accepted);
        await Over(api, Guid.Parse(all["batch"]!));
        (await stranger.Post("companies/bulk/undo", new { batch })).Expect(HttpStatusCode.OK)["undone"].ShouldBe("0");
        var kept = (await api.Get($"companies/{id}")).Expect(HttpStatusCode.OK);
        kept["city"].ShouldBe(city);
        kept.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["kept"]);
        using var reader = await app.Api(Role.ReadOnly);
        (await reader.Post("companies/bulk", new { what = "delete", all = true })).Expect(HttpStatusCode.Forbidden);
    }
}
