using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class UsersTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task An_invitation_shows_a_link_that_works_and_the_new_user_is_listed_as_invited(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var administrator = await app.SignedIn();
        var answer = (await administrator.Submit("/settings/users", [("name", "Mina Invited"), ("email", "mina@tandem.example"), ("role", "Sales")])).Expect(HttpStatusCode.OK);
        var link = new Uri(answer.Document.QuerySelector("#f-link")!.GetAttribute("value")!).PathAndQuery;
        using var browser = new FormClient(app);
        await browser.Open(link);
        browser.Html.ShouldContain("mina@tandem.example");
        (await administrator.Open("/settings/users?search=mina")).Expect(HttpStatusCode.OK).Text("tbody tr")!.ShouldContain("Invited");
    }

    [OnBothDatabases]
    public async Task A_colleague_known_from_an_import_becomes_the_invited_user(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var imported = new User("Zoë Imported " + engine, null, Role.Sales, null) { Active = false };
        await using (var db = app.Open())
        {
            db.Add(imported);
            await db.SaveChangesAsync(Stop);
        }

        var invitation = await app.Run<InviteUser, InviteUser.Invitation>(invite => invite.Run(Actor.System, new("zoe imported " + engine, $"zoe-{engine}@tandem.example", Role.Manager, null), Stop));
        invitation.UserId.ShouldBe(imported.Id);
        await using var after = app.Open();
        var user = await after.Users.SingleAsync(one => one.Id == imported.Id, Stop);
        (user.Active, user.Role, user.Email).ShouldBe((true, Role.Manager, $"zoe-{engine}@tandem.example".ToLowerInvariant()));
    }

    [OnBothDatabases]
    public async Task An_address_belongs_to_one_user(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        var other = await app.AddPerson(Role.Sales);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/users", [("name", "Someone"), ("email", person.User.Email!.ToUpperInvariant()), ("role", "Sales")]))
            .Expect(HttpStatusCode.UnprocessableEntity).Text("#f-email-error")!.ShouldContain("already belongs to a user");
        (await PasswordTests.Code(() => app.Run<EditUser, bool>(async edit =>
        {
            await edit.Run(Actor.System, other.User.Id, new("Other", person.User.Email, Role.Sales, null), Stop);
            return true;
        }))).ShouldBe(AccessRefusals.EmailTaken);
    }

    [OnBothDatabases]
    public async Task The_last_administrator_can_neither_lose_the_role_nor_be_deactivated(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var last = await app.AddPerson(Role.Administrator);
        await app.Run<InviteUser, InviteUser.Invitation>(invite => invite.Run(Actor.System, new("Without a password", "without@tandem.example", Role.Administrator, null), Stop));
        (await PasswordTests.Code(() => Demote(app, last))).ShouldBe(AccessRefusals.LastAdministrator);
        (await PasswordTests.Code(() => app.Run<DeactivateUser, bool>(async deactivate =>
        {
            await deactivate.Run(Actor.System, last.User.Id, Stop);
            return true;
        }))).ShouldBe(AccessRefusals.LastAdministrator);
        await app.AddPerson(Role.Administrator);
        (await PasswordTests.Code(() => Demote(app, last))).ShouldBeNull();
    }

    [OnBothDatabases]
    public async Task Administrators_who_step_down_at_once_leave_one(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var administrators = new List<TestPerson>();
        for (var i = 0; i < 4; i++) administrators.Add(await app.AddPerson(Role.Administrator));
        var codes = await Task.WhenAll(administrators.Select(one => PasswordTests.Code(() => Demote(app, one))));
        codes.Count(code => code == AccessRefusals.LastAdministrator).ShouldBe(1);
        await using var db = app.Open();
        (await db.Users.CountAsync(user => user.Role == Role.Administrator, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_deactivates_themselves()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        await app.AddPerson(Role.Administrator);
        using var administrator = await app.SignedIn();
        (await administrator.Submit($"/settings/users/{administrator.Person!.User.Id}/deactivate")).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("You cannot deactivate yourself");
    }

    [Fact]
    public async Task A_change_of_role_counts_with_the_next_request()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var someone = await app.SignedIn(Role.Sales);
        (await someone.Open("/settings/users")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var administrator = await app.SignedIn();
        var user = someone.Person!.User;
        (await administrator.Submit($"/settings/users/{user.Id}", [("name", user.Name), ("email", user.Email), ("role", "Administrator")])).Expect(HttpStatusCode.SeeOther);
        (await someone.Open("/settings/users")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<bool> Demote(TandemApp app, TestPerson person) => app.Run<EditUser, bool>(async edit =>
    {
        await edit.Run(Actor.System, person.User.Id, new(person.User.Name, person.User.Email, Role.Manager, null), Stop);
        return true;
    });
}
