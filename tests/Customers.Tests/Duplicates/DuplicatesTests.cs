using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Customers.Duplicates;
using Tandem.Testing;

namespace Tandem.Customers.Tests.Duplicates;

public class DuplicatesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task Who_types_a_person_hears_of_those_with_the_same_address_first_and_then_of_similar_names(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var same = await api.Create("people", new { name = "Other Name", emails = new[] { new { value = $"first.{engine}@warn.example" }, new { value = $"second.{engine}@warn.example" } } });
        var alike = await api.Create("people", new { name = "Warnfried Meyer" });
        await Known(app, same, alike);
        var found = (await api.Post("people/duplicates", new { name = "Warnfrid Maier", emails = new[] { new { value = $"SECOND.{engine}@warn.example" } } })).Expect(HttpStatusCode.OK);
        found.Data.Select(row => row.GetProperty("id").GetGuid()).ShouldBe([same, alike]);
        found.Data[0].GetProperty("reasons")[0].GetProperty("field").GetString().ShouldBe("email");
        (await api.Post("people/duplicates", new { name = "Nobody Likethis" })).Data.ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task A_record_is_known_by_its_key_the_moment_it_is_saved(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "At once " + engine, domain = $"{engine}-once.example" });
        (await api.Post("companies/duplicates", new { name = "Quite another", website = $"https://www.{engine}-once.example/about" })).Data.Single().GetProperty("id").GetGuid().ShouldBe(id);
    }

    [OnBothDatabases]
    public async Task Of_a_duplicate_that_one_may_not_see_only_the_owner_is_told(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Hiding " + Ids.New()), "Hanna Holder " + engine);
        await api.Create("people", new { name = "Hidden Person", ownerId = owner.User.Id, emails = new[] { new { value = $"hidden.{engine}@warn.example" } } });
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("Strange " + Ids.New()));
        var found = (await stranger.Post("people/duplicates", new { name = "X", emails = new[] { new { value = $"hidden.{engine}@warn.example" } } })).Data.Single();
        (found.GetProperty("hidden").GetBoolean(), found.GetProperty("owner").GetString()).ShouldBe((true, owner.User.Name));
        found.ToString().ShouldNotContain("Hidden Person");
        (await stranger.Post("people/duplicates", new { name = "Hidden Person" })).Data.ShouldBeEmpty("a name alone is no reason to ask");
    }

    [OnBothDatabases]
    public async Task Pairs_are_proposed_as_records_come_and_change_and_a_decision_is_remembered(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var page = await app.SignedIn();
        var one = await api.Create("people", new { name = "Paira Twin" + engine, city = "Kiel" });
        var other = await api.Create("people", new { name = "Paira Twinn" + engine, city = "Kiel" });
        await Pair(app, one, other, exists: true);
        var list = (await page.Open("/customers/duplicates?type=person")).Expect(HttpStatusCode.OK);
        list.Html.ShouldContain($"/people/merge?ids=");
        list.Texts(".badge").ShouldContain("Similar name");
        (await page.Open($"/people/{one}")).Html.ShouldContain("Paira Twinn" + engine);

        (await page.Submit("/customers/duplicates/dismiss", ("one", one.ToString()), ("other", other.ToString()))).Expect(HttpStatusCode.SeeOther);
        (await api.Patch($"people/{other}", new { title = "Changed" }, 1)).Expect(HttpStatusCode.OK);
        (await api.Patch($"people/{other}", new { phones = new[] { new { value = "+49 30 1234567" } } }, 2)).Expect(HttpStatusCode.OK);
        await Known(app, other);
        await using var db = app.Open();
        (await db.Set<DuplicatePair>().AsNoTracking().SingleAsync(pair => (pair.FirstId == one && pair.SecondId == other) || (pair.FirstId == other && pair.SecondId == one))).DismissedAt.ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task A_pair_that_is_merged_or_deleted_is_proposed_no_more_and_comes_back_when_that_is_undone(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var one = await api.Create("companies", new { name = "Merged Pair " + engine, domain = $"{engine}-pair.example" });
        var other = await api.Create("companies", new { name = "Merged Pair " + engine, domain = $"{engine}-pair.example" });
        await Pair(app, one, other, exists: true);
        var merge = (await api.Post($"companies/{one}/merge", new { records = new[] { other } })).Expect(HttpStatusCode.OK).Json.GetProperty("merges")[0].GetGuid();
        await Pair(app, one, other, exists: false);
        (await api.Post($"merges/{merge}/undo")).Expect(HttpStatusCode.OK);
        await Pair(app, one, other, exists: true);
    }

    [OnBothDatabases]
    public async Task A_stranger_sees_and_decides_on_no_pair_of_others(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owning " + Ids.New()));
        var (one, other) = (await api.Create("people", new { name = "Secret Twin", city = "Bonn" + engine, ownerId = owner.User.Id }), await api.Create("people", new { name = "Secret Twin", city = "Bonn" + engine, ownerId = owner.User.Id }));
        await Pair(app, one, other, exists: true);
        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("Strange " + Ids.New()));
        (await stranger.Open("/customers/duplicates?type=person")).Expect(HttpStatusCode.OK).Html.ShouldNotContain("Secret Twin");
        (await stranger.Submit("/customers/duplicates/dismiss", ("one", one.ToString()), ("other", other.ToString()))).Expect(HttpStatusCode.NotFound);
        (await stranger.Open($"/people/merge?ids={one}&ids={other}")).Expect(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task The_merge_page_shows_both_sides_and_its_toast_undoes_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (one, other) = (await api.Create("people", new { name = "Side A", city = "Kiel", tags = new[] { "x" } }), await api.Create("people", new { name = "Side B", city = "Bonn", title = "Chief" }));
        using var page = await app.SignedIn();
        (await page.Submit("/people/bulk/merge", ("ids", one.ToString()), ("ids", other.ToString()))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/people/merge?ids={one}&ids={other}");
        var sides = (await page.Open($"/people/merge?ids={one}&ids={other}")).Expect(HttpStatusCode.OK);
        sides.Texts("thead b").ShouldBe(["Side A", "Side B"]);
        sides.Document.QuerySelector($"input[name='choose.title'][value='{other}']").ShouldBeNull("a value that only one of them has is nothing to choose");
        var merged = (await page.Submit("/people/merge", ("seen", $"{one}:1,{other}:1"), ("survivor", one.ToString()), ("choose.city", other.ToString()), ("choose.name", one.ToString()))).Expect(HttpStatusCode.SeeOther);
        merged.Location.ShouldBe($"/people/{one}");
        var shown = (await page.Open(merged.Location!)).Expect(HttpStatusCode.OK);
        shown.Html.ShouldContain("was merged with Side B");
        var undo = shown.Document.QuerySelector("form[action^='/merges/together/']")!.GetAttribute("action")!;
        (await page.Submit(undo)).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/people/{other}");
        (await page.Open("/merges")).Expect(HttpStatusCode.OK).Html.ShouldContain("Side B");
        (await page.Submit("/people/merge", ("seen", $"{one}:1,{other}:1"), ("survivor", one.ToString()))).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("was changed meanwhile");
    }

    [OnBothDatabases]
    public async Task The_form_of_a_new_person_is_watched(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Watched Person", emails = new[] { new { value = $"watched.{engine}@warn.example" } } });
        using var page = await app.SignedIn();
        (await page.Open("/people/new")).Document.QuerySelector("[data-controller=form-watch]")!.GetAttribute("data-form-watch-url-value").ShouldBe("/people/duplicates");
        (await page.Submit("/people/duplicates", ("name", "New"), ("emails", "half@"), ("emails", $"watched.{engine}@warn.example"))).Expect(HttpStatusCode.OK).Document.QuerySelector("a")!.GetAttribute("href").ShouldBe($"/people/{id}");
    }

    private static Task Known(TandemApp app, params Guid[] ids) => Eventually.Is("the feed was read", async () =>
    {
        await using var db = app.Open();
        var keys = await db.Set<MatchKey>().Where(key => ids.Contains(key.RecordId)).Select(key => key.RecordId).Distinct().CountAsync();
        var last = await db.Changes.Where(change => ids.Contains(change.RecordId)).MaxAsync(change => change.Sequence);
        return keys == ids.Length && await db.Set<Platform.Changes.FeedCursor>().AnyAsync(cursor => cursor.Consumer == "duplicates" && cursor.Sequence >= last);
    });

    private static Task Pair(TandemApp app, Guid one, Guid other, bool exists) => Eventually.Is($"the pair is {(exists ? "" : "not ")}proposed", async () =>
    {
        var (first, second) = DuplicatePair.Ordered(one, other);
        await using var db = app.Open();
        return await db.Set<DuplicatePair>().AnyAsync(pair => pair.FirstId == first && pair.SecondId == second) == exists;
    });
}
