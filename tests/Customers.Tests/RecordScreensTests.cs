using Microsoft.EntityFrameworkCore;

namespace Tandem.Customers.Tests;

public class RecordScreensTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_list_shows_filters_and_points_at_what_is_wrong_with_a_filter(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        await api.Create("companies", new { name = "Listed " + engine, city = "Bremen" });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        var list = (await page.Open("/companies?filter=" + Uri.EscapeDataString("city = \"bremen\""))).Expect(HttpStatusCode.OK);
        list.Texts("tbody th .ellipsis").ShouldContain("Listed " + engine);
        var wrong = (await page.Open("/companies?filter=" + Uri.EscapeDataString("citty = \"x\""))).Expect(HttpStatusCode.OK);
        wrong.Text("mark").ShouldBe("citty");
        wrong.Html.ShouldContain("<code>city</code>");
    }

    [OnBothDatabases]
    public async Task A_form_creates_a_person_and_keeps_what_was_typed_when_it_is_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Open("/people/new")).Expect(HttpStatusCode.OK).Document.QuerySelector("input[name=name]").ShouldNotBeNull();
        var refused = (await page.Submit("/people", ("shown", "name,emails"), ("name", "Typed"), ("emails", "nowhere"), ("emailsLabel", "work"))).Expect(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("input[name=name]")!.GetAttribute("value").ShouldBe("Typed");
        var made = (await page.Submit("/people", ("shown", "name,emails"), ("name", "Typed"), ("emails", "a@b.example"), ("emailsLabel", "work"), ("emails", ""), ("emailsLabel", ""))).Expect(HttpStatusCode.SeeOther);
        var person = (await page.Open(made.Location!)).Expect(HttpStatusCode.OK);
        person.Text(".rec-head h2")!.ShouldStartWith("Typed");
        person.Html.ShouldContain("mailto:a@b.example");
    }

    [OnBothDatabases]
    public async Task A_value_is_edited_where_it_stands_and_a_conflict_says_who_was_there(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "Cells", city = "Kiel" });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Open($"/companies/{id}/cells/city")).Expect(HttpStatusCode.OK).Document.QuerySelector("input[name=city]")!.GetAttribute("value").ShouldBe("Kiel");
        (await page.Submit($"/companies/{id}/cells/city", ("shown", "city"), ("city", "Bremen"), ("version", "1"))).Expect(HttpStatusCode.OK).Text("turbo-frame")!.ShouldEndWith("Bremen");
        var conflict = (await page.Submit($"/companies/{id}/cells/city", ("shown", "city"), ("city", "Berlin"), ("version", "1"))).Expect(HttpStatusCode.Conflict);
        conflict.Html.ShouldContain("set City to Bremen");
        conflict.Document.QuerySelector("input[name=version]")!.GetAttribute("value").ShouldBe("2");
        (await page.Submit($"/companies/{id}/cells/employees", ("shown", "employees"), ("employees", "-3"), ("version", "2"))).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [OnBothDatabases]
    public async Task Selected_records_are_tagged_assigned_and_deleted_at_once_and_it_can_be_undone(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var ids = new[] { await api.Create("companies", new { name = "Bulk 1" }), await api.Create("companies", new { name = "Bulk 2", tags = new[] { "old" } }) };
        var person = await app.AddPerson(Role.Administrator);
        using var page = await app.SignedIn(person);
        (string, string?)[] chosen = [.. ids.Select(id => ("ids", (string?)id.ToString()))];
        (await page.Submit("/companies/bulk/tag", [.. chosen, ("tag", "new")])).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{ids[1]}")).Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["old", "new"]);
        (await page.Submit("/companies/bulk/assign", [.. chosen, ("owner", person.User.Id.ToString())])).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{ids[0]}"))["ownerId"].ShouldBe(person.User.Id.ToString());
        (await page.Submit("/companies/bulk/delete", chosen)).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{ids[0]}")).Expect(HttpStatusCode.NotFound);
        await using var db = app.Open();
        var batch = db.Changes.Where(change => change.RecordId == ids[0] && change.Kind == "deleted").Select(change => change.BatchId).Single()!.Value;
        (await page.Submit("/companies/bulk/undo", ("batch", batch.ToString()))).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{ids[0]}")).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task A_stranger_gets_404_from_every_screen_of_a_record(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owning " + engine));
        var id = await api.Create("companies", new { name = "Hidden", ownerId = owner.User.Id });
        using var stranger = await app.SignedIn(await app.AddPerson(Role.Sales, await app.AddTeam("Strange " + engine)));
        foreach (var path in (string[])["", "/edit", "/cells/city"]) (await stranger.Open($"/companies/{id}{path}")).Expect(HttpStatusCode.NotFound);
        foreach (var path in (string[])["", "/trash", "/restore", "/cells/city"])
            (await stranger.Submit($"/companies/{id}{path}", ("shown", "city"), ("city", "x"), ("version", "1"))).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit($"/trash/company/{id}/restore")).Expect(HttpStatusCode.NotFound);
        (await stranger.Open($"/timeline/company/{id}?before=999999")).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit("/companies/bulk/delete", ("ids", id.ToString()))).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"companies/{id}")).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task A_company_shows_its_tree_its_people_and_its_neighbours(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var parent = await api.Create("companies", new { name = "Group", city = "Only " + engine });
        var id = await api.Create("companies", new { name = "House", parentId = parent, city = "Only " + engine });
        await api.Create("people", new { name = "Jens Albrecht", companyId = id, title = "Champion" });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        var shown = (await page.Open($"/companies/{id}?list=" + Uri.EscapeDataString("filter=" + Uri.EscapeDataString($"city = \"only {engine}\"")))).Expect(HttpStatusCode.OK);
        shown.Texts(".tree li .ellipsis").ShouldBe(["Group", "House"]);
        shown.Html.ShouldContain("Jens Albrecht");
        shown.Document.QuerySelector($"a[data-key=k][href^='/companies/{parent}']").ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task What_was_deleted_lies_in_the_trash_and_comes_back(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Trashed " + engine });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Submit($"/people/{id}/trash")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/people");
        (await page.Open("/trash?type=person")).Texts("tbody th").ShouldContain("Trashed " + engine);
        (await page.Submit($"/trash/person/{id}/restore")).Expect(HttpStatusCode.SeeOther);
        (await api.Get($"people/{id}")).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task A_user_chooses_the_columns_of_a_list(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        await api.Create("companies", new { name = "Columns" });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Submit("/companies/columns", ("columns", "founded"), ("columns", "tags"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/companies")).Texts("thead th").ShouldBe(["", "Name", "Founded", "Tags", "Actions"]);
    }

    [OnBothDatabases]
    public async Task The_neighbours_of_a_record_are_found_across_the_border_of_those_without_a_value(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Border " + engine;
        var ids = new List<Guid>();
        foreach (var (name, employees) in new (string, int?)[] { ("Few", 5), ("Many", 900), ("None", null), ("Unknown", null) }) ids.Add(await api.Create("companies", new { name, employees, city }));
        using var page = await app.SignedIn();
        foreach (var sort in new[] { "employees", "-employees", "employees,name", "city,-employees" })
        {
            var list = Uri.EscapeDataString($"filter=city = \"{city}\"&sort={sort}");
            var order = (await api.Get($"companies?filter={Uri.EscapeDataString($"city = \"{city}\"")}&sort={sort}")).Data.Select(row => row.GetProperty("id").GetString()).ToList();
            for (var i = 0; i < order.Count; i++)
            {
                var shown = (await page.Open($"/companies/{order[i]}?list={list}")).Expect(HttpStatusCode.OK);
                shown.Document.QuerySelector("a[data-key=k]")?.GetAttribute("href")?.Split('?')[0].ShouldBe(i == 0 ? null : $"/companies/{order[i - 1]}", $"before {i} by {sort}");
                (shown.Document.QuerySelector("a[data-key=k]") is null).ShouldBe(i == 0, $"before {i} by {sort}");
                (shown.Document.QuerySelector("a[data-key=j]")?.GetAttribute("href")?.Split('?')[0]).ShouldBe(i == order.Count - 1 ? null : $"/companies/{order[i + 1]}", $"after {i} by {sort}");
            }
        }
    }

    [Fact]
    public async Task The_account_menu_offers_the_languages_of_the_workspace()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        await using (var db = app.Open())
        {
            (await db.Set<Tandem.Platform.Settings.Workspace>().FirstAsync(TestContext.Current.CancellationToken)).SetLanguages("en", ["en", "fa"]);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var page = await app.SignedIn();
        (await page.Open("/companies")).Document.QuerySelectorAll(".side__foot [role^=menuitem][lang]").Select(item => item.GetAttribute("lang")).ShouldBe(["en", "fa"]);
        using var visitor = app.Visitor();
        (await visitor.Open("/sign-in")).Document.QuerySelectorAll(".login__language").Select(item => item.GetAttribute("lang")).ShouldBe(["en", "fa"]);
    }

    [OnBothDatabases]
    public async Task A_list_is_exported_as_it_is_filtered_sorted_and_shown(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "Export " + engine;
        foreach (var (name, employees) in new[] { ("Small, \"quoted\"", 5), ("=SUM(A1)", 50), ("Elsewhere", 500) }) await api.Create("companies", new { name, employees, city = name == "Elsewhere" ? "Kiel" : city });
        using var page = await app.SignedIn();
        (await page.Submit("/companies/columns", ("columns", "employees"), ("columns", "city"))).Expect(HttpStatusCode.SeeOther);
        var list = $"filter={Uri.EscapeDataString($"city = \"{city}\"")}&sort=-employees";
        (await page.Open("/companies?" + list)).Document.QuerySelectorAll("a[download]").Select(link => link.GetAttribute("href")!.Split('?')[0]).ShouldBe(["/companies/export", "/companies/export"]);
        var lines = (await page.Open("/companies/export?" + list)).Expect(HttpStatusCode.OK).Html.Split("\r\n");
        lines.Length.ShouldBe(4);
        lines[0].ShouldBe("id,name,employees,city");
        lines[1].ShouldEndWith($",\"'=SUM(A1)\",50,{city}");
        lines[2].ShouldEndWith($",\"Small, \"\"quoted\"\"\",5,{city}");
        (await page.Open("/companies/export?all=true&" + list)).Html.ShouldContain("annualRevenueCurrency");
        (await page.Open("/companies/export?filter=nonsense")).Expect(HttpStatusCode.BadRequest);
    }

    [OnBothDatabases]
    public async Task An_export_holds_what_its_reader_may_see(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Exported " + engine));
        await api.Create("people", new { name = "Hidden from exports", ownerId = owner.User.Id, emails = new[] { new { value = "hidden@exports.example" } } });
        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("Exporting " + engine));
        (await stranger.Open("/people/export")).Expect(HttpStatusCode.OK).Html.ShouldNotContain("Hidden from exports");
        using var reader = await app.SignedIn(Role.ReadOnly);
        var personal = (await reader.Open("/people/export?all=true")).Expect(HttpStatusCode.OK).Html;
        personal.ShouldNotContain("hidden@exports.example");
        personal.ShouldNotContain("emails");
        using var visitor = app.Visitor();
        (await visitor.Open("/people/export")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [OnBothDatabases]
    public async Task Files_are_attached_on_the_page_of_their_record_and_removed_with_a_way_back(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "Filed " + engine });
        using var page = await app.SignedIn();
        using var form = new MultipartFormDataContent { { new StringContent($"/companies/{id}"), "back" }, { new ByteArrayContent("a,b\n1,2\n"u8.ToArray()), "file", "prices.csv" } };
        (await page.Submit($"/records/{id}/files", form)).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/companies/{id}");
        var shown = await page.Open($"/companies/{id}");
        shown.Texts(".files li")[0].ShouldStartWith("prices.csv8 B");
        shown.Texts(".tl b").ShouldContain("prices.csv");
        var file = shown.Document.QuerySelector(".files a")!.GetAttribute("href")!;
        (await page.Open(file)).Expect(HttpStatusCode.OK).Html.ShouldBe("a,b\n1,2\n");
        (await page.Submit(file + "/trash", ("back", $"/companies/{id}"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/companies/{id}")).Texts(".files li").ShouldBeEmpty();
        (await page.Submit(file + "/restore", ("back", $"/companies/{id}"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/companies/{id}")).Texts(".files li").Count.ShouldBe(1);

        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("Without files " + engine));
        await api.Patch($"companies/{id}", new { ownerId = page.Person!.User.Id }, version: 1);
        (await stranger.Open(file)).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit(file + "/trash", ("back", "/"))).Expect(HttpStatusCode.NotFound);
        using var more = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "x.txt" } };
        (await stranger.Submit($"/records/{id}/files", more)).Expect(HttpStatusCode.NotFound);
    }
}
