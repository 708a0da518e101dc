using FsCheck;
using FsCheck.Fluent;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Tests.Records.Views;

public class SavedViewsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static string Mark() => Ids.New().ToString("n")[^8..];

    private static string In(string city, string more = "") => "filter=" + Uri.EscapeDataString($"city = \"{city}\"") + more;

    private static Guid IdIn(string? address) => Guid.Parse(address!.Split("view=")[1].Split('&')[0]);

    [OnBothDatabases]
    public async Task A_view_remembers_filter_order_and_columns_and_says_when_what_is_shown_differs(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var city = "View " + Mark();
        foreach (var (name, employees) in new[] { ("Small", 5), ("Large", 900) }) await api.Create("companies", new { name, city, employees });
        using var page = await app.SignedIn();
        (await page.Open("/companies")).Texts(".viewtabs .tabs a").ShouldNotContain("By size " + city);

        var saved = (await page.Submit("/views", ("type", "company"), ("list", "/companies?" + In(city, "&sort=-employees")), ("name", "By size " + city), ("scope", "Mine"))).Expect(HttpStatusCode.SeeOther);
        var id = IdIn(saved.Location);
        saved.Location.ShouldBe($"/companies?view={id}");
        var shown = await page.Open(saved.Location!);
        shown.Texts("tbody th .ellipsis").ShouldBe(["Large", "Small"]);
        shown.Text(".viewtabs [aria-current]").ShouldBe("By size " + city);
        shown.Text(".tabs__mark").ShouldBeNull();

        // Another order is not what the view remembers, until it is saved.
        var changed = await page.Open($"/companies?view={id}&own=1&{In(city, "&sort=employees")}");
        changed.Texts("tbody th .ellipsis").ShouldBe(["Small", "Large"]);
        changed.Text(".tabs__mark").ShouldBe("Unsaved changes");
        var whole = changed.Document.QuerySelector($"form[action='/views/{id}/save'] input[name=list]")!.GetAttribute("value")!;
        (await page.Submit($"/views/{id}/save", ("list", whole), ("version", "7"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe(whole, "someone else saved it");
        (await page.Submit($"/views/{id}/save", ("list", whole), ("version", "1"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/companies?view={id}")).Texts("tbody th .ellipsis").ShouldBe(["Small", "Large"]);

        // So are other columns: they are one's own until then, and can be let go.
        (await page.Submit("/companies/columns", ("view", id.ToString()), ("columns", "employees"))).Expect(HttpStatusCode.SeeOther);
        var arranged = await page.Open($"/companies?view={id}");
        arranged.Texts("thead th").ShouldBe(["", "Name", "Employees", "Actions"]);
        arranged.Text(".tabs__mark").ShouldBe("Unsaved changes");
        (await page.Open("/companies?view=all")).Texts("thead th").ShouldContain("City");
        (await page.Submit($"/views/{id}/discard", ("list", $"/companies?view={id}"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/companies?view={id}")).Text(".tabs__mark").ShouldBeNull();
        (await page.Submit("/companies/columns", ("view", id.ToString()), ("columns", "employees"))).Expect(HttpStatusCode.SeeOther);
        (await page.Submit($"/views/{id}/save", ("list", $"/companies?view={id}"), ("version", "2"))).Expect(HttpStatusCode.SeeOther);
        (await api.Get("views?type=company")).Data.ShouldAllBe(view => view.GetProperty("id").GetGuid() != id, "it is its maker's alone");
        (await page.Open($"/companies/export?view={id}")).Html.Split("\r\n")[0].ShouldBe("id,name,employees");

        // The record knows its neighbours in the view.
        var row = (await page.Open($"/companies?view={id}")).Document.QuerySelector("tbody a.table__name")!.GetAttribute("href")!;
        (await page.Open(row)).Expect(HttpStatusCode.OK).Document.QuerySelector("a[data-key=j]").ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task A_view_is_shared_with_a_team_or_with_everyone_by_those_who_lead_and_a_role_begins_with_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var team = await app.AddTeam("Sharing " + Mark());
        using var seller = await app.SignedIn(Role.Sales, team);
        using var mate = await app.SignedIn(Role.Sales, team);
        using var other = await app.SignedIn(Role.Sales, await app.AddTeam("Other " + Mark()));
        using var manager = await app.SignedIn(Role.Manager, team);
        var name = "Shared " + Mark();
        (string, string?)[] form = [("type", "product"), ("list", "/products?sort=name"), ("name", name)];
        (await seller.Submit("/views", [.. form, ("scope", "Everyone")])).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("Only managers and administrators share");
        (await seller.Submit("/views", [.. form, ("scope", "Team"), ("asksRoles", "1"), ("roles", "Sales")])).Expect(HttpStatusCode.UnprocessableEntity);
        var id = IdIn((await seller.Submit("/views", [.. form, ("scope", "Team")])).Expect(HttpStatusCode.SeeOther).Location);
        (await mate.Open("/products")).Texts(".viewtabs .tabs a").ShouldContain(name);
        (await other.Open("/products")).Texts(".viewtabs .tabs a").ShouldNotContain(name);
        (await other.Open($"/products?view={id}")).Expect(HttpStatusCode.OK).Text(".viewtabs [aria-current]").ShouldNotBe(name);
        (await mate.Submit($"/views/{id}", ("name", "Mine now"), ("version", "1"))).Expect(HttpStatusCode.Forbidden);
        (await mate.Submit($"/views/{id}/trash", ("list", "/products"))).Expect(HttpStatusCode.SeeOther);
        (await mate.Open("/products")).Texts(".viewtabs .tabs a").ShouldContain(name);

        (await manager.Submit($"/views/{id}", ("name", name), ("scope", "Everyone"), ("asksRoles", "1"), ("roles", "Sales"), ("version", "1"))).Expect(HttpStatusCode.SeeOther);
        (await other.Open("/products")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/products?view={id}");
        (await manager.Open("/products")).Expect(HttpStatusCode.OK);
        (await other.Open("/products?view=all")).Expect(HttpStatusCode.OK).Text(".viewtabs [aria-current]").ShouldBe("All");
        var second = IdIn((await manager.Submit("/views", [("type", "product"), ("list", "/products"), ("name", "Second " + name), ("scope", "Everyone"), ("asksRoles", "1"), ("roles", "Sales")])).Location);
        (await other.Open("/products")).Location.ShouldBe($"/products?view={second}", "a role has one");

        (await manager.Submit($"/views/{second}/trash", ("list", $"/products?view={second}"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/products");
        (await other.Open("/products")).Expect(HttpStatusCode.OK);
        (await other.Submit($"/views/{second}/restore", ("list", "/products"))).Expect(HttpStatusCode.Forbidden);
        (await manager.Submit($"/views/{second}/restore", ("list", "/products"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/products?view={second}");
        (await manager.Submit($"/views/{second}/trash", ("list", "https://elsewhere.example/"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/products");
    }

    [OnBothDatabases]
    public async Task A_stranger_finds_no_view_that_is_not_shared_with_him(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var owner = await app.SignedIn(Role.Administrator);
        var id = IdIn((await owner.Submit("/views", ("type", "company"), ("list", "/companies"), ("name", "Hidden " + Mark()), ("scope", "Mine"))).Expect(HttpStatusCode.SeeOther).Location);
        using var stranger = await app.SignedIn(Role.Manager, await app.AddTeam("Strange views " + Mark()));
        (await stranger.Open($"/views/{id}")).Expect(HttpStatusCode.NotFound);
        foreach (var what in new[] { "", "/save", "/discard", "/trash", "/restore" })
            (await stranger.Submit($"/views/{id}{what}", ("name", "Taken"), ("list", "/companies"), ("version", "1"))).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit("/companies/columns", ("view", id.ToString()), ("columns", "city"))).Expect(HttpStatusCode.NotFound);
        using var key = await app.Api(Role.Sales);
        (await key.Get($"views/{id}")).Expect(HttpStatusCode.NotFound);
        (await key.Patch($"views/{id}", new { name = "Taken" }, 1)).Expect(HttpStatusCode.NotFound);
        (await key.Delete($"views/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task A_program_saves_changes_and_removes_views_and_is_told_what_is_wrong_with_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var made = (await api.Post("views", new { type = "company", name = "Api", scope = "everyone", look = new { filter = "city = \"Bremen\"", sort = "-name", columns = new object[] { new { name = "city", width = 5 }, new { name = "owner" } } } })).Expect(HttpStatusCode.Created);
        made.Json.GetProperty("look").GetProperty("columns")[0].GetProperty("width").GetInt32().ShouldBe(ViewColumn.Narrowest);
        (await api.Patch($"views/{made.Id}", new { name = "Renamed" })).Status.ShouldBe((HttpStatusCode)428);
        (await api.Patch($"views/{made.Id}", new { name = "Renamed" }, 9)).Expect(HttpStatusCode.Conflict);
        (await api.Patch($"views/{made.Id}", new { name = "Renamed" }, 1)).Expect(HttpStatusCode.OK).Json.GetProperty("look").GetProperty("sort").GetString().ShouldBe("-name");
        (await api.Get("views?type=company")).Data.Select(view => view.GetProperty("name").GetString()).ShouldContain("Renamed");
        (await api.Get("views?type=nothing")).Expect(HttpStatusCode.UnprocessableEntity);
        foreach (var (look, status) in new (object, HttpStatusCode)[]
        {
            (new { filter = "citty = 1" }, HttpStatusCode.BadRequest), (new { sort = "nothing" }, HttpStatusCode.BadRequest), (new { group = "nothing" }, HttpStatusCode.BadRequest),
            (new { columns = new[] { new { name = "nothing" } } }, HttpStatusCode.BadRequest), (new { filter = new string('(', 5_000) }, HttpStatusCode.UnprocessableEntity),
        })
            (await api.Post("views", new { type = "company", name = "Wrong", look })).Status.ShouldBe(status, look.ToString());
        (await api.Post("views", new { type = "company", name = new string('n', 81) })).Expect(HttpStatusCode.UnprocessableEntity);
        (await api.Delete($"views/{made.Id}")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"views/{made.Id}")).Expect(HttpStatusCode.NotFound);
        (await api.Post($"views/{made.Id}/restore")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Whatever_a_view_is_asked_to_remember_is_taken_or_refused_with_a_reason()
    {
        var types = new RecordTypes([new UserRecord(), new TeamRecord()]);
        var text = Gen.OneOf(Gen.Constant<string?>(null), ArbMap.Default.GeneratorFor<string?>(), Gen.Elements<string?>("name", "-name,email", "role = \"Sales\"", "email is empty", "me", "team", "1990"));
        var looks = from filter in text
                    from sort in text
                    from owner in text
                    from tag in text
                    from quick in text
                    from field in text
                    from column in text
                    from width in ArbMap.Default.GeneratorFor<int?>()
                    select new ViewLook { Filter = filter, Sort = sort, Owner = owner, Tag = tag, Quick = quick, Group = field, Columns = column is null ? [] : [new ViewColumn(column, width)] };
        Prop.ForAll(looks.ToArbitrary(), look =>
        {
            try
            {
                var taken = look.CheckedFor(types["user"], types);
                return taken.Columns.All(column => column.Width is null or (>= ViewColumn.Narrowest and <= ViewColumn.Widest)) && taken.CheckedFor(types["user"], types).Filter == taken.Filter;
            }
            catch (Exception why) when (why is Refused or FilterError)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }
}
