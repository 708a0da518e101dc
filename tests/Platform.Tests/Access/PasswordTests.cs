using Tandem.Core;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class PasswordTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private const string Fresh = "a brand new password";

    [OnBothDatabases]
    public async Task A_link_lets_choose_a_password_once_and_signs_in(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var invitation = await Invite(app, $"lan-{engine}@tandem.example");
        using var browser = new FormClient(app);
        (await browser.Fill(invitation.PasswordPath, invitation.PasswordPath, ("password", Fresh), ("repeated", Fresh))).ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.OK);
        using var second = new FormClient(app);
        await second.Open(invitation.PasswordPath);
        second.Html.ShouldContain("This link was used already");
        (await Code(() => app.Run<ChoosePassword, User>(choose => choose.Run(new(invitation.UserId, TokenOf(invitation.PasswordPath), Fresh, Fresh), CancellationToken.None)))).ShouldBe(AccessRefusals.LinkExpired);
        using var signIn = new FormClient(app);
        (await signIn.SignIn($"lan-{engine}@tandem.example", Fresh)).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_link_is_good_for_a_day()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var invitation = await Invite(app, "lan@tandem.example");
        app.Clock.Advance(PasswordLinks.Life - TimeSpan.FromMinutes(5));
        using var browser = new FormClient(app);
        await browser.Open(invitation.PasswordPath);
        browser.Document.QuerySelector("input[name=password]").ShouldNotBeNull();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await browser.Open(invitation.PasswordPath);
        browser.Document.QuerySelector("input[name=password]").ShouldBeNull();
        (await Code(() => app.Run<ChoosePassword, User>(choose => choose.Run(new(invitation.UserId, TokenOf(invitation.PasswordPath), Fresh, Fresh), CancellationToken.None)))).ShouldBe(AccessRefusals.LinkExpired);
    }

    [Fact]
    public async Task A_link_of_one_user_opens_no_other_account_and_a_changed_one_none()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var first = await Invite(app, "first@tandem.example");
        var second = await Invite(app, "second@tandem.example");
        foreach (var token in new[] { TokenOf(second.PasswordPath), TokenOf(first.PasswordPath)[..^4] + "AAAA", "", "nonsense" })
            (await Code(() => app.Run<ChoosePassword, User>(choose => choose.Run(new(first.UserId, token, Fresh, Fresh), CancellationToken.None)))).ShouldBe(AccessRefusals.LinkExpired);
    }

    [Theory]
    [InlineData("short", "short", AccessRefusals.PasswordTooWeak)]
    [InlineData("aaaaaaaaaaaa", "aaaaaaaaaaaa", AccessRefusals.PasswordTooWeak)]
    [InlineData(Fresh, "another password", AccessRefusals.PasswordsDiffer)]
    public async Task A_weak_or_mistyped_password_is_refused(string password, string repeated, string code)
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var invitation = await Invite(app, $"weak-{Ids.New():n}@tandem.example");
        (await Code(() => app.Run<ChoosePassword, User>(choose => choose.Run(new(invitation.UserId, TokenOf(invitation.PasswordPath), password, repeated), CancellationToken.None)))).ShouldBe(code);
    }

    [OnBothDatabases]
    public async Task Changing_the_password_ends_the_other_sessions_at_once_and_keeps_this_one(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        using var here = new FormClient(app);
        using var there = new FormClient(app);
        await here.SignIn(person.User.Email!, TestPerson.Password);
        await there.SignIn(person.User.Email!, TestPerson.Password);
        (await there.Open("/")).ShouldBe(HttpStatusCode.OK);
        (await here.Fill("/settings/password", "/settings/password", ("current", "wrong horse battery"), ("password", Fresh), ("repeated", Fresh))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await there.Open("/")).ShouldBe(HttpStatusCode.OK);
        (await here.Fill("/settings/password", "/settings/password", ("current", TestPerson.Password), ("password", Fresh), ("repeated", Fresh))).ShouldBe(HttpStatusCode.SeeOther);
        (await there.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        (await here.Open("/")).ShouldBe(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task Deactivating_a_user_ends_their_sessions_and_their_links_at_once(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        var link = await app.Run<LinkPassword, string>(make => make.Run(Actor.System, person.User.Id, CancellationToken.None));
        using var browser = new FormClient(app);
        await browser.SignIn(person.User.Email!, TestPerson.Password);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.OK);
        using var administrator = await app.SignedIn();
        (await administrator.Submit($"/settings/users/{person.User.Id}/deactivate")).Expect(HttpStatusCode.SeeOther);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        (await administrator.Submit($"/settings/users/{person.User.Id}/reactivate")).Expect(HttpStatusCode.SeeOther);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        await browser.Open(link);
        browser.Html.ShouldContain("This link was used already");
    }

    [Fact]
    public async Task An_administrators_link_leaves_the_old_password_good_until_it_is_used()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        using var administrator = await app.SignedIn();
        var answer = (await administrator.Submit($"/settings/users/{person.User.Id}/password-link")).Expect(HttpStatusCode.OK);
        var address = answer.Document.QuerySelector("#f-link")!.GetAttribute("value")!;
        using var browser = new FormClient(app);
        (await browser.SignIn(person.User.Email!, TestPerson.Password)).ShouldBe(HttpStatusCode.SeeOther);
        var path = new Uri(address).PathAndQuery;
        (await browser.Fill(path, path, ("password", Fresh), ("repeated", Fresh))).ShouldBe(HttpStatusCode.SeeOther);
        (await Code(() => app.Run<SignIn, User>(signIn => signIn.Run(new(person.User.Email!, TestPerson.Password, null), CancellationToken.None)))).ShouldBe(AccessRefusals.WrongLogin);
    }

    [Fact]
    public async Task A_session_of_one_workspace_opens_no_other()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Administrator);
        var (_, session) = await app.SessionOf(person);
        using var browser = new FormClient(app);
        browser.Plant("tandem", session);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.OK);
        var registry = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Workspaces.WorkspaceRegistry>(app.Services);
        await registry.Add("other", ["other.example"], TestContext.Current.CancellationToken);
        browser.Header("Host", "other.example");
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        browser.Location.ShouldBe("/set-up");
        var other = await registry.Named("other");
        await using (var db = other.Open(Actor.System))
        {
            // Even someone of the same id and stamp is someone else there.
            db.Add(new Platform.Settings.Workspace("Other", "en", "EUR", "UTC", "DE"));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        browser.Location.ShouldBe("/sign-in?next=%2F");
    }

    internal static string TokenOf(string path) => Uri.UnescapeDataString(path[(path.IndexOf("token=", StringComparison.Ordinal) + 6)..]);

    internal static async Task<string?> Code(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (Refused refused)
        {
            return refused.Code;
        }
    }

    private static Task<InviteUser.Invitation> Invite(TandemApp app, string email) =>
        app.Run<InviteUser, InviteUser.Invitation>(invite => invite.Run(Actor.System, new("Lan " + email, email, Role.Sales, null), CancellationToken.None));
}
