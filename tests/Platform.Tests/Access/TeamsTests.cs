using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class TeamsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task A_team_has_its_members_and_its_lead_is_one_of_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var (lead, member, former) = (await app.AddPerson(Role.Sales), await app.AddPerson(Role.Sales), await app.AddPerson(Role.Sales));
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/teams", [("name", "South " + engine), ("lead", lead.User.Id.ToString()), ("members", member.User.Id.ToString()), ("members", former.User.Id.ToString())])).Expect(HttpStatusCode.SeeOther);
        await using var db = app.Open();
        var team = await db.Teams.SingleAsync(one => one.Name == "South " + engine, Stop);
        (await MembersOf(app, team.Id)).ShouldBe([lead.User.Id, member.User.Id, former.User.Id], ignoreOrder: true);
        (await administrator.Submit($"/settings/teams/{team.Id}", [("name", team.Name), ("lead", lead.User.Id.ToString()), ("members", member.User.Id.ToString())])).Expect(HttpStatusCode.SeeOther);
        (await MembersOf(app, team.Id)).ShouldBe([lead.User.Id, member.User.Id], ignoreOrder: true);
        (await app.Workspace.Actors.OfUser(lead.User.Id, Stop))!.Mates.ShouldContain(member.User.Id);
    }

    [OnBothDatabases]
    public async Task A_team_is_never_below_itself(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var top = await app.AddTeam("Top " + engine);
        var middle = await app.AddTeam("Middle " + engine, top);
        var bottom = await app.AddTeam("Bottom " + engine, middle);
        using var administrator = await app.SignedIn();
        (await administrator.Submit($"/settings/teams/{top.Id}", [("name", top.Name), ("parent", bottom.Id.ToString())])).Expect(HttpStatusCode.UnprocessableEntity).Text("#f-parent-error").ShouldBe("A team cannot be below itself");
        (await administrator.Submit($"/settings/teams/{bottom.Id}", [("name", bottom.Name), ("parent", top.Id.ToString())])).Expect(HttpStatusCode.SeeOther);
    }

    [OnBothDatabases]
    public async Task Dissolving_a_team_lifts_the_teams_below_and_frees_its_members(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var top = await app.AddTeam("Upper " + engine);
        var middle = await app.AddTeam("Going " + engine, top);
        var bottom = await app.AddTeam("Lower " + engine, middle);
        var person = await app.AddPerson(Role.Sales, middle);
        using var administrator = await app.SignedIn();
        (await administrator.Submit($"/settings/teams/{middle.Id}/delete")).Expect(HttpStatusCode.SeeOther);
        await using var db = app.Open();
        (await db.Teams.SingleAsync(team => team.Id == bottom.Id, Stop)).ParentId.ShouldBe(top.Id);
        (await db.Users.SingleAsync(user => user.Id == person.User.Id, Stop)).TeamId.ShouldBeNull();
        (await administrator.Open($"/settings/teams/{middle.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_shows_the_tree()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var north = await app.AddTeam("North");
        await app.AddTeam("Alpha", north);
        await app.AddTeam("Zeta", await app.AddTeam("East"));
        using var administrator = await app.SignedIn();
        (await administrator.Open("/settings/teams")).Texts("tbody th").ShouldBe(["East", "Zeta", "North", "Alpha"]);
    }

    private static async Task<List<Guid>> MembersOf(TandemApp app, Guid team)
    {
        await using var db = app.Open();
        return await db.Users.Where(user => user.TeamId == team).Select(user => user.Id).ToListAsync(Stop);
    }
}
