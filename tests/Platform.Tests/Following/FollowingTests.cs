using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Following;

namespace Tandem.Platform.Tests.Following;

public class FollowingTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_favourite_stands_in_the_sidebar_and_in_the_palette_of_its_user_alone(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "Star " + Unique();
        var company = await api.Create("companies", new { name });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Submit($"/records/{company}/marks/favourite", ("on", "true"), ("back", $"/companies/{company}"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/companies/{company}");
        var shown = (await page.Open($"/companies/{company}")).Expect(HttpStatusCode.OK).Document;
        shown.QuerySelectorAll($"nav a[href='/companies/{company}']").Length.ShouldBeGreaterThan(0);
        shown.QuerySelector($"form[action='/records/{company}/marks/favourite'] input[name=on]")!.GetAttribute("value").ShouldBe("false");
        (await page.Open("/search", "palette")).Html.ShouldContain(name);

        using var other = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await other.Open("/tasks")).Html.ShouldNotContain(name);
        (await page.Submit($"/records/{company}/marks/favourite", ("on", "false"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/tasks")).Html.ShouldNotContain(name);
        (await page.Submit($"/records/{Guid.CreateVersion7()}/marks/favourite", ("on", "true"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task Whoever_follows_a_record_is_told_of_what_others_do_on_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "Followed " + Unique();
        var company = await api.Create("companies", new { name });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        await using (var db = app.Open()) await Eventually.Is("the feed is followed", () => db.Set<FeedCursor>().AnyAsync(cursor => cursor.Consumer == "following"));
        (await page.Submit($"/records/{company}/marks/follow", ("on", "true"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"/companies/{company}", ("version", "1"), ("shown", "city"), ("city", "Emden"))).Expect(HttpStatusCode.SeeOther);
        (await api.Patch($"companies/{company}", new { city = "Bremen" }, version: 2)).Expect(HttpStatusCode.OK);
        await api.Create("notes", new { text = "They moved", aboutId = company });
        await Eventually.Is("both are told", async () => (await page.Open("/notices")).Expect(HttpStatusCode.OK).Texts(".needs li").Any(text => text.Contains(name) && text.Contains("2 changes")));
        (await page.Open("/")).Texts(".needs a").ShouldContain(name);

        var notice = (await page.Open("/notices")).Document.QuerySelectorAll(".needs a").First(link => link.TextContent == name).GetAttribute("href")!;
        using (var stranger = await app.SignedIn(await app.AddPerson(Role.Administrator))) (await stranger.Open(notice)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await page.Open(notice)).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/companies/{company}");
        (await page.Open("/notices")).Texts(".needs .badge").ShouldBeEmpty();
        (await page.Submit($"/records/{company}/marks/follow", ("on", "false"))).Expect(HttpStatusCode.SeeOther);
    }

    [OnBothDatabases]
    public async Task Whom_a_note_names_with_an_at_sign_is_told_if_they_may_see_the_record(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Mention " + Unique() });
        var named = await app.AddPerson(Role.Administrator);
        using var page = await app.SignedIn(named);
        var person = named.User;
        var note = await api.Create("notes", new { text = $"Please look, @{person.Name.ToUpperInvariant()}, today", aboutId = company });
        var list = (await page.Open("/notices")).Expect(HttpStatusCode.OK);
        list.Texts(".needs li").ShouldHaveSingleItem().ShouldContain("mentioned you");
        (await api.Patch($"notes/{note}", new { text = $"Still: @{person.Name}" }, version: 1)).Expect(HttpStatusCode.OK);
        (await page.Open("/notices")).Texts(".needs li").Count.ShouldBe(1, "who was named before is not told again");
        (await page.Submit("/notices/read")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/")).Html.ShouldNotContain("mentioned you");
    }

    [Fact]
    public void Names_are_found_behind_an_at_sign_and_the_longer_one_wins()
    {
        string[] names = ["ann berg", "ann bergman", "zoe"];
        Mentions.Named("@Ann Bergman and (@ZOE), mail me@zoe.example, @ann bergs", names).ShouldBe(["ann bergman", "zoe"]);
        Mentions.Named("@Ann Berg", names).ShouldBe(["ann berg"]);
        Mentions.Named("nobody @", names).ShouldBeEmpty();
    }

    private static string Unique() => Guid.CreateVersion7().ToString("n")[^8..];
}
