using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Records.Merging;
using Tandem.Testing;

namespace Tandem.Customers.Tests.Merging;

public class MergingTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Two_people_become_one_with_united_lists_and_everything_that_referred_to_either(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        await app.BeginSelling();
        var house = await api.Create("companies", new { name = "Lattice House" });
        var kept = await api.Create("people", new { name = "Mira Sand", city = "Kiel", emails = new[] { new { value = "mira@lattice.example", label = "work" } }, tags = new[] { "vip" } });
        var lost = await api.Create("people", new { name = "M. Sand", city = "Bremen", title = "Buyer", companyId = house, emails = new[] { new { value = "m.sand@home.example" }, new { value = "mira@lattice.example" } }, tags = new[] { "vip", "old" } });
        var note = await api.Create("notes", new { aboutId = lost, text = "Called" });
        var task = await api.Create("tasks", new { aboutId = lost, subject = "Call back" });
        var deal = await api.Create("deals", new { name = "Saws" });
        (await api.Post($"deals/{deal}/people", new { personId = lost, role = "Decides" })).Expect(HttpStatusCode.NoContent);

        var merged = (await api.Post($"people/{kept}/merge", new { records = new[] { lost }, choose = new { city = lost } })).Expect(HttpStatusCode.OK);
        merged.Json.GetProperty("moved").GetInt32().ShouldBe(4, "note, task, part in a deal, affiliation");

        var person = (await api.Get($"people/{kept}")).Expect(HttpStatusCode.OK);
        (person["name"], person["city"], person["title"], person["companyId"]).ShouldBe(("Mira Sand", "Bremen", "Buyer", house.ToString()));
        person.Json.GetProperty("emails").EnumerateArray().Select(one => one.GetProperty("value").GetString()).ShouldBe(["mira@lattice.example", "m.sand@home.example"]);
        person.Json.GetProperty("tags").EnumerateArray().Select(one => one.GetString()).ShouldBe(["vip", "old"]);
        (await api.Get($"notes/{note}"))["aboutId"].ShouldBe(kept.ToString());
        (await api.Get($"tasks/{task}"))["aboutId"].ShouldBe(kept.ToString());
        (await api.Get($"deals/{deal}/people")).Data.Single().GetProperty("personId").GetGuid().ShouldBe(kept);
        (await api.Get($"affiliations?filter={Uri.EscapeDataString($"person = \"{kept}\"")}")).Data.Count.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task The_id_that_was_merged_away_leads_to_the_survivor(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (kept, lost) = (await api.Create("people", new { name = "Aya", externalId = "k-1" }), await api.Create("people", new { name = "Aya", externalId = "l-1" }));
        (await api.Post($"people/{kept}/merge", new { records = new[] { lost } })).Expect(HttpStatusCode.OK);

        var read = (await api.Get($"people/{lost}?fields=name")).Expect(HttpStatusCode.SeeOther);
        read.Headers.Location!.ToString().ShouldBe($"/api/v1/people/{kept}?fields=name");
        read["mergedInto"].ShouldBe(kept.ToString());
        var changed = (await api.Patch($"people/{lost}", new { city = "Kiel" }, 1)).Expect(HttpStatusCode.Conflict);
        (changed.Code, changed["mergedInto"]).ShouldBe(("api.merged-away", kept.ToString()));
        using var page = await app.SignedIn();
        (await page.Open($"/people/{lost}")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/people/{kept}");
        (await page.Open("/trash?type=person")).Html.ShouldNotContain(lost.ToString());

        (await api.Post("people/batch?key=externalId", new[] { new { externalId = "l-1", name = "Aya", city = "Husum" } })).Expect(HttpStatusCode.OK).Data.Single().GetProperty("id").GetGuid().ShouldBe(kept);
        var person = await api.Get($"people/{kept}");
        (person["city"], person["externalId"]).ShouldBe(("Husum", "k-1"), "the survivor keeps its own key");
    }

    [OnBothDatabases]
    public async Task Undoing_gives_back_what_is_unchanged_and_lists_what_was_edited_since(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        await app.BeginSelling();
        var before = (await api.Get("changes?after=now")).NextCursor;
        var kept = await api.Create("people", new { name = "Ines", city = "Kiel", tags = new[] { "a" } });
        var lost = await api.Create("people", new { name = "Ines R", city = "Bonn", title = "Chief", tags = new[] { "b" }, emails = new[] { new { value = $"ines.{engine}@one.example" } } });
        var (stays, goes) = (await api.Create("tasks", new { aboutId = lost, subject = "Moved on" }), await api.Create("notes", new { aboutId = lost, text = "Goes back" }));
        var deals = new[] { await api.Create("deals", new { name = "One" }), await api.Create("deals", new { name = "Two" }) };
        foreach (var deal in deals) (await api.Post($"deals/{deal}/people", new { personId = lost })).Expect(HttpStatusCode.NoContent);
        (await api.Post($"deals/{deals[0]}/people", new { personId = kept, role = "Own" })).Expect(HttpStatusCode.NoContent);

        var merge = (await api.Post($"people/{kept}/merge", new { records = new[] { lost }, choose = new { city = lost, title = lost } })).Expect(HttpStatusCode.OK).Json.GetProperty("merges")[0].GetGuid();
        (await api.Get($"deals/{deals[0]}/people")).Data.Count.ShouldBe(1, "the survivor has a part in it already");
        var version = (await api.Get($"people/{kept}")).Version;
        (await api.Patch($"people/{kept}", new { title = "Chair", tags = new[] { "a", "b", "c" } }, version)).Expect(HttpStatusCode.OK);

        var undone = (await api.Post($"merges/{merge}/undo")).Expect(HttpStatusCode.OK);
        undone.Json.GetProperty("kept").EnumerateArray().Select(one => one.GetProperty("field").GetString()).ShouldBe(["title"]);
        var (survivor, back) = ((await api.Get($"people/{kept}")).Expect(HttpStatusCode.OK), (await api.Get($"people/{lost}")).Expect(HttpStatusCode.OK));
        (survivor["city"], survivor["title"], survivor.Json.GetProperty("tags").ToString(), survivor.Json.GetProperty("emails").GetArrayLength()).ShouldBe(("Kiel", "Chair", """["a","c"]""", 0));
        (back["city"], back["title"], back.Json.GetProperty("tags").ToString()).ShouldBe(("Bonn", "Chief", """["b"]"""));
        (await api.Get($"notes/{goes}"))["aboutId"].ShouldBe(lost.ToString());
        (await api.Get($"tasks/{stays}"))["aboutId"].ShouldBe(lost.ToString());
        (await api.Get($"deals/{deals[0]}/people")).Data.Count.ShouldBe(2, "the part that was taken out is back");
        (await api.Get($"deals/{deals[1]}/people")).Data.Single().GetProperty("personId").GetGuid().ShouldBe(lost);
        (await api.Post($"merges/{merge}/undo")).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("merge.already-undone");
        await Eventually.Is("the feed tells of the merge and of its undoing", async () =>
        {
            var told = (await api.Get($"changes?after={before}&limit=1000")).Data.Where(row => row.GetProperty("recordId").GetGuid() == kept).Select(row => row.GetProperty("kind").GetString()).ToList();
            return told.Contains("merged") && told.Contains("unmerged");
        });
    }

    [OnBothDatabases]
    public async Task An_erasure_takes_the_values_out_of_the_log_and_leaves_the_way_to_the_survivor(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (kept, lost) = (await api.Create("people", new { name = "Era", city = "Kiel" }), await api.Create("people", new { name = "Secret Name " + engine, city = "Bonn" }));
        (await api.Post($"people/{kept}/merge", new { records = new[] { lost }, choose = new { city = lost } })).Expect(HttpStatusCode.OK);
        await using var db = app.Open();
        await MergeLog.Erase(db, lost, CancellationToken.None);
        (await api.Get("merges")).Body.ShouldNotContain("Secret Name " + engine);
        (await db.Set<RecordMerge>().AsNoTracking().SingleAsync(merge => merge.LoserId == lost)).LoserTitle.ShouldBeNull();
        (await api.Get($"people/{lost}")).Expect(HttpStatusCode.SeeOther);
    }

    [OnBothDatabases]
    public async Task A_company_that_stands_below_the_one_merged_into_it_takes_its_place(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var top = await api.Create("companies", new { name = "Top" });
        var lost = await api.Create("companies", new { name = "Group", parentId = top });
        var between = await api.Create("companies", new { name = "Between", parentId = lost });
        var kept = await api.Create("companies", new { name = "Group", parentId = between });
        var merge = (await api.Post($"companies/{kept}/merge", new { records = new[] { lost } })).Expect(HttpStatusCode.OK).Json.GetProperty("merges")[0].GetGuid();
        (await api.Get($"companies/{kept}"))["parentId"].ShouldBe(top.ToString());
        (await api.Get($"companies/{between}"))["parentId"].ShouldBe(kept.ToString());
        (await api.Post($"merges/{merge}/undo")).Expect(HttpStatusCode.OK).Json.GetProperty("kept").GetArrayLength().ShouldBe(0);
        (await api.Get($"companies/{kept}"))["parentId"].ShouldBe(between.ToString());
        (await api.Get($"companies/{between}"))["parentId"].ShouldBe(lost.ToString());
    }

    [OnBothDatabases]
    public async Task A_stranger_neither_merges_nor_undoes_nor_hears_of_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("Strange " + Ids.New()));
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Own " + Ids.New()));
        var ids = new[] { await api.Create("people", new { name = "X1", ownerId = owner.User.Id }), await api.Create("people", new { name = "X2", ownerId = owner.User.Id }) };
        (await stranger.Post($"people/{ids[0]}/merge", new { records = new[] { ids[1] } })).Expect(HttpStatusCode.NotFound);
        var merge = (await api.Post($"people/{ids[0]}/merge", new { records = new[] { ids[1] } })).Expect(HttpStatusCode.OK).Json.GetProperty("merges")[0].GetGuid();
        (await stranger.Get($"people/{ids[1]}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Get($"merges/{merge}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Post($"merges/{merge}/undo")).Expect(HttpStatusCode.NotFound);
        (await stranger.Get("merges")).Data.ShouldNotContain(row => row.GetProperty("id").GetGuid() == merge);
    }

    [OnBothDatabases]
    public async Task A_merge_is_refused_with_itself_with_too_many_and_with_what_changed_meanwhile(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (kept, lost) = (await api.Create("people", new { name = "R1" }), await api.Create("people", new { name = "R2" }));
        (await api.Post($"people/{kept}/merge", new { records = new[] { kept } })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("merge.how-many");
        (await api.Post($"people/{kept}/merge", new { records = Enumerable.Range(0, 5).Select(_ => Ids.New()) })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("merge.how-many");
        (await api.Post($"people/{kept}/merge", new { records = new[] { lost }, choose = new { colour = lost } })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("merge.unknown-choice");
        (await api.Patch($"people/{lost}", new { city = "Kiel" }, 1)).Expect(HttpStatusCode.OK);
        (await api.Post($"people/{kept}/merge", new { records = new[] { lost }, versions = new Dictionary<Guid, int> { [lost] = 1 } })).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe("merge.changed-meanwhile");
    }
}
