using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Testing.Tests;

public class TandemAppTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_program_comes_in_with_its_key_and_nobody_without_one(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("products", new { name = "Lathe " + engine });
        (await api.Get($"products/{id}")).Expect(HttpStatusCode.OK)["name"].ShouldBe("Lathe " + engine);
        using var stranger = new HttpClient { BaseAddress = app.Address };
        (await stranger.GetAsync("/api/v1/products", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [OnBothDatabases]
    public async Task Roles_and_teams_are_those_that_were_asked_for(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var team = await app.AddTeam("North " + engine);
        var first = await app.AddPerson(Role.Sales, team);
        var second = await app.AddPerson(Role.Sales, team);
        second.Actor.Role.ShouldBe(Role.Sales);
        second.Actor.Mates.ShouldContain(first.User.Id);
    }

    [OnBothDatabases]
    public async Task The_clock_of_the_test_is_the_clock_of_the_program(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock());
        using var api = await app.Api();
        app.Clock.Advance(TimeSpan.FromDays(40));
        (await api.Post("products", new { name = "Lathe" })).Expect(HttpStatusCode.Created)["createdAt"].ShouldNotBeNull().ShouldStartWith("2031-02-24T09:00:00");
    }
}
