using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class UsersApiTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task An_administrator_invites_changes_and_deactivates_a_user(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var team = (await api.Post("teams", new { name = "Field " + engine })).Expect(HttpStatusCode.Created).Id;
        var invited = (await api.Post("users", new { name = "Ines Invited", email = $"ines.{engine}@tandem.example", role = "manager", teamId = team })).Expect(HttpStatusCode.Created);
        invited["passwordPath"]!.ShouldStartWith("/");
        var user = await api.Get($"users/{invited.Id}");
        (user["role"], user["teamId"], user["active"]).ShouldBe(("Manager", team.ToString(), "True"));

        (await api.Patch($"users/{user.Id}", new { role = "Sales" })).Expect((HttpStatusCode)428);
        var changed = (await api.Patch($"users/{user.Id}", new { role = "Sales" }, user.Version)).Expect(HttpStatusCode.OK);
        (changed["role"], changed["teamId"], changed["name"]).ShouldBe(("Sales", team.ToString(), "Ines Invited"));
        (await api.Patch($"users/{user.Id}", new { name = "Late" }, user.Version)).Expect(HttpStatusCode.Conflict);
        (await api.Patch($"users/{user.Id}", new Dictionary<string, object?> { ["teamId"] = null }, changed.Version)).Expect(HttpStatusCode.OK)["teamId"].ShouldBeNull();

        (await api.Post($"users/{user.Id}/deactivate")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"users/{user.Id}"))["active"].ShouldBe("False");
        (await api.Post($"users/{user.Id}/reactivate")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"users/{user.Id}"))["active"].ShouldBe("True");
        (await api.Post("users", new { name = "Twice", email = $"ines.{engine}@tandem.example" })).Expect(HttpStatusCode.Forbidden).Code.ShouldBe("access.email-taken");
        (await api.Post("users", new { name = "Nowhere", email = "nowhere" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [OnBothDatabases]
    public async Task An_administrator_arranges_teams(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var member = await app.AddPerson(Role.Sales);
        var top = (await api.Post("teams", new { name = "Top " + engine, memberIds = new[] { member.User.Id } })).Expect(HttpStatusCode.Created);
        var below = (await api.Post("teams", new { name = "Below " + engine, parentId = top.Id })).Expect(HttpStatusCode.Created);
        (await api.Patch($"teams/{top.Id}", new { parentId = below.Id }, top.Version)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var renamed = (await api.Patch($"teams/{top.Id}", new { name = "Renamed " + engine }, top.Version)).Expect(HttpStatusCode.OK);
        renamed["name"].ShouldBe("Renamed " + engine);
        await using (var db = app.Open()) (await db.Users.SingleAsync(user => user.Id == member.User.Id, TestContext.Current.CancellationToken)).TeamId.ShouldBe(top.Id);
        (await api.Patch($"teams/{below.Id}", new Dictionary<string, object?> { ["parentId"] = null }, below.Version)).Expect(HttpStatusCode.OK)["parentId"].ShouldBeNull();
        (await api.Delete($"teams/{top.Id}")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"teams/{top.Id}")).Expect(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task Two_teams_put_below_each_other_at_once_do_not_make_a_ring(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        for (var i = 0; i < 8; i++)
        {
            var left = await api.Post("teams", new { name = $"Left {i} {engine}" });
            var right = await api.Post("teams", new { name = $"Right {i} {engine}" });
            await Task.WhenAll(
                Task.Run(() => api.Patch($"teams/{left.Id}", new { parentId = right.Id }, left.Version)),
                Task.Run(() => api.Patch($"teams/{right.Id}", new { parentId = left.Id }, right.Version)));
            new[] { (await api.Get($"teams/{left.Id}"))["parentId"], (await api.Get($"teams/{right.Id}"))["parentId"] }.Count(parent => parent is not null).ShouldBe(1);
        }
    }

    [OnBothDatabases]
    public async Task Settings_of_the_workspace_are_set_over_the_api(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        (await api.Put("workspace/profile", new { name = "Lattice", sellsTo = "companies", country = "IR" })).Expect(HttpStatusCode.NoContent);
        (await api.Put("workspace/fiscal-year", new { calendar = "jalali", startMonth = 1 })).Expect(HttpStatusCode.NoContent);
        (await api.Put("workspace/region", new { timeZone = "Asia/Tehran", language = "fa", languages = new[] { "fa", "en" }, calendar = "jalali" })).Expect(HttpStatusCode.NoContent);
        (await api.Put("workspace/rates", new { currency = "USD", from = "2026-01-01", rate = 0.92 })).Expect(HttpStatusCode.NoContent);
        var read = (await api.Get("workspace")).Expect(HttpStatusCode.OK);
        (read["name"], read["fiscalCalendar"], read["timeZone"], read["language"]).ShouldBe(("Lattice", "jalali", "Asia/Tehran", "fa"));
        (await api.Put("workspace/fiscal-year", new { calendar = "jalali", startMonth = 13 })).Expect(HttpStatusCode.UnprocessableEntity);
        (await api.Put("workspace/region", new { })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [OnBothDatabases]
    public async Task Programs_that_are_no_administrators_change_none_of_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var program = await app.Api(Role.Manager);
        var someone = await app.AddPerson(Role.Sales);
        var team = await app.AddTeam("Guarded " + engine);
        var answers = new[]
        {
            await program.Post("users", new { name = "New", email = "new@tandem.example" }), await program.Patch($"users/{someone.User.Id}", new { role = "administrator" }, 1), await program.Post($"users/{someone.User.Id}/deactivate"),
            await program.Post("teams", new { name = "Mine" }), await program.Patch($"teams/{team.Id}", new { name = "Mine" }, 1), await program.Delete($"teams/{team.Id}"),
            await program.Put("workspace/profile", new { name = "Mine", country = "DE" }), await program.Put("workspace/currency", new { currency = "USD" }), await program.Put("workspace/rates", new { currency = "USD", from = "2026-01-01", rate = 2 }),
        };
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden && answer.Code == "access.administrators-only");
    }

    [Fact]
    public async Task They_are_described()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var visitor = app.Visitor();
        var document = System.Text.Json.JsonDocument.Parse((await visitor.Open("/openapi/v1.json")).Html).RootElement.GetProperty("paths");
        document.GetProperty("/api/v1/users").TryGetProperty("post", out _).ShouldBeTrue();
        var patch = document.GetProperty("/api/v1/users/{id}").GetProperty("patch");
        patch.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/merge-patch+json", out _).ShouldBeTrue();
        patch.GetProperty("parameters").EnumerateArray().ShouldContain(parameter => parameter.GetProperty("name").GetString() == "If-Match");
        document.GetProperty("/api/v1/teams/{id}").TryGetProperty("patch", out _).ShouldBeTrue();
        document.GetProperty("/api/v1/workspace/rates").TryGetProperty("put", out _).ShouldBeTrue();
    }
}
