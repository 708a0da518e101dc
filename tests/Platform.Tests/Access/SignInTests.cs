using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class SignInTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_user_signs_in_and_comes_to_where_they_wanted(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        (await browser.Open("/settings/profile?x=1")).ShouldBe(HttpStatusCode.Redirect);
        browser.Location.ShouldBe("/sign-in?next=%2Fsettings%2Fprofile%3Fx%3D1");
        (await browser.SignIn(person.User.Email!.ToUpperInvariant(), TestPerson.Password, "/settings/profile?x=1")).ShouldBe(HttpStatusCode.SeeOther);
        browser.Location.ShouldBe("/settings/profile?x=1");
        (await browser.Open("/settings/profile")).ShouldBe(HttpStatusCode.OK);
        browser.Html.ShouldContain(person.User.Name);
    }

    [OnBothDatabases]
    public async Task An_unknown_address_an_inactive_user_and_a_wrong_password_get_the_same_answer(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        var gone = await app.AddPerson(Role.Sales);
        await app.Run<DeactivateUser, bool>(async deactivate =>
        {
            await deactivate.Run(Actor.System, gone.User.Id, CancellationToken.None);
            return true;
        });
        var answers = new List<string?>();
        foreach (var (email, password) in new[] { (person.User.Email!, "wrong horse battery"), ("nobody-" + engine + "@tandem.example", "wrong horse battery"), (gone.User.Email!, TestPerson.Password) })
        {
            using var browser = new FormClient(app);
            (await browser.SignIn(email, password)).ShouldBe(HttpStatusCode.UnprocessableEntity);
            browser.Cookie("tandem").ShouldBeNull();
            answers.Add(browser.Document.QuerySelector(".callout--bad")?.TextContent.Trim());
        }

        answers.Distinct().ShouldHaveSingleItem().ShouldNotBeNull().ShouldStartWith("E-mail or password is wrong");
    }

    [Fact]
    public async Task A_password_is_hashed_for_nobody_too_so_that_the_time_tells_nothing()
    {
        var hasher = new CountingHasher();
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, customise: builder => builder.Services.AddSingleton<IPasswordHasher<User>>(hasher));
        using var browser = new FormClient(app);
        await browser.SignIn("nobody@tandem.example", "wrong horse battery");
        hasher.Verified.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task Five_failures_lock_the_account_for_a_quarter_of_an_hour_whether_it_exists_or_not(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var person = await app.AddPerson(Role.Sales);
        foreach (var email in new[] { person.User.Email!, "nobody@tandem.example" })
        {
            using var guesser = new FormClient(app);
            for (var i = 1; i <= SignInAttempts.Allowed; i++)
            {
                await guesser.SignIn(email, "wrong horse battery");
                guesser.Html.Contains("locked for 15 minutes;", StringComparison.Ordinal).ShouldBe(i == SignInAttempts.Allowed);
            }

            (await guesser.SignIn(email, TestPerson.Password)).ShouldBe(HttpStatusCode.UnprocessableEntity);
            guesser.Html.ShouldContain("locked for 15 minutes;");
        }

        app.Clock.Advance(SignInAttempts.LockedFor);
        using var browser = new FormClient(app);
        (await browser.SignIn(person.User.Email!, TestPerson.Password)).ShouldBe(HttpStatusCode.SeeOther);
    }

    [OnBothDatabases]
    public async Task Guesses_sent_at_once_are_all_counted(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.Run<SignIn, string>(async signIn =>
        {
            try
            {
                await signIn.Run(new(person.User.Email!, "wrong horse battery", null), CancellationToken.None);
                return "in";
            }
            catch (Core.Refused refused)
            {
                return refused.Code;
            }
        })));
        answers.Count(code => code == AccessRefusals.WrongLogin).ShouldBe(SignInAttempts.Allowed - 1);
        answers.Count(code => code == AccessRefusals.LockedOut).ShouldBe(12 - SignInAttempts.Allowed + 1);
    }

    [OnBothDatabases]
    public async Task The_right_password_forgets_earlier_failures(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i < SignInAttempts.Allowed; i++) await browser.SignIn(person.User.Email!, "wrong horse battery");
            (await app.Run<SignIn, User>(signIn => signIn.Run(new(person.User.Email!, TestPerson.Password, null), CancellationToken.None))).Id.ShouldBe(person.User.Id);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil")]
    public async Task Signing_in_never_leads_to_another_site(string next)
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        (await browser.Fill("/sign-in", "/sign-in", ("next", next), ("email", person.User.Email!), ("password", TestPerson.Password))).ShouldBe(HttpStatusCode.SeeOther);
        browser.Location.ShouldBe("/");
    }

    [Fact]
    public async Task A_session_is_new_with_every_sign_in_and_one_that_was_planted_counts_for_nothing()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        browser.Plant("tandem", "planted");
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        await browser.SignIn(person.User.Email!, TestPerson.Password);
        browser.Cookie("tandem").ShouldNotBeNull().ShouldNotBe("planted");
        (await browser.Open("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites_and_last_only_when_asked_to()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        using var brief = new FormClient(app);
        await brief.SignIn(person.User.Email!, TestPerson.Password);
        var session = brief.SetCookies.Single(cookie => cookie.StartsWith("tandem=", StringComparison.Ordinal)).ToLowerInvariant();
        session.ShouldContain("httponly");
        session.ShouldContain("samesite=lax");
        session.ShouldNotContain("expires=");
        using var kept = new FormClient(app);
        await kept.SignIn(person.User.Email!, TestPerson.Password, keep: true);
        kept.SetCookies.Single(cookie => cookie.StartsWith("tandem=", StringComparison.Ordinal)).ToLowerInvariant().ShouldContain("expires=");
        await brief.Open("/sign-in");
        using var visitor = new FormClient(app);
        await visitor.Open("/sign-in");
        var form = visitor.SetCookies.Single(cookie => cookie.StartsWith("tandem-form=", StringComparison.Ordinal)).ToLowerInvariant();
        form.ShouldContain("httponly");
        form.ShouldContain("samesite=strict");
    }

    [Fact]
    public async Task One_address_cannot_try_without_end()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, clock: new TestClock());
        using var browser = new FormClient(app);
        for (var i = 0; i < SignInLimits.PerAddress; i++)
            await app.Run<SignInLimits, bool>(limits =>
            {
                limits.Demand(IPAddress.Loopback, "someone " + i);
                return Task.FromResult(true);
            });
        (await browser.SignIn("someone.else@tandem.example", "wrong horse battery")).ShouldBe(HttpStatusCode.TooManyRequests);
        browser.Answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await browser.SignIn("someone.else@tandem.example", "wrong horse battery")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_in_this_browser()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        await browser.SignIn(person.User.Email!, TestPerson.Password);
        (await browser.Fill("/", "/sign-out")).ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_language_can_be_chosen_before_signing_in()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var browser = new FormClient(app);
        await browser.Open("/sign-in");
        (await browser.Fill("/sign-in?next=%2Fsettings", "/me/language", ("language", "fa"))).ShouldBe(HttpStatusCode.SeeOther);
        browser.Location.ShouldBe("/sign-in?next=%2Fsettings");
        await browser.Open("/sign-in");
        browser.Document.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> real = new();

        public int Verified { get; private set; }

        public string HashPassword(User user, string password) => real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
