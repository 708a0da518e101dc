using System.Text.RegularExpressions;

namespace Tandem.Browser.Tests;

public class SignInJourney(BrowserFixture browser)
{
    [Fact]
    public async Task Someone_signs_in_reaches_what_they_wanted_and_signs_out()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales, name: "Jonas Berg");
        await browser.Visit(app, null, async window =>
        {
            await window.Go("/tasks");
            await Expect(window.Page).ToHaveURLAsync(new Regex("/sign-in\\?next="));
            await SignIn(window, person, "not my password");
            await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("E-mail or password is wrong");
            await Expect(window.Field("Work e-mail")).ToHaveValueAsync(person.User.Email!);

            await SignIn(window, person, TestPerson.Password);
            await Expect(window.Page).ToHaveURLAsync(new Regex("/tasks$"));
            await Expect(window.Heading("Tasks")).ToBeVisibleAsync();

            await window.Button("Jonas Berg").ClickAsync();
            await window.MenuItem("Sign out").ClickAsync();
            await Expect(window.Page).ToHaveURLAsync(new Regex("/sign-in"));
            await window.Go("/tasks");
            await Expect(window.Page).ToHaveURLAsync(new Regex("/sign-in\\?next="));
        });
    }

    [Fact]
    public async Task An_account_is_locked_after_five_wrong_passwords_and_opens_again_later()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales);
        await browser.Visit(app, null, async window =>
        {
            await window.Go("/sign-in");
            for (var attempt = 1; attempt <= 5; attempt++)
            {
                var answered = window.Page.WaitForResponseAsync(answer => answer.Request.Method == "POST");
                await SignIn(window, person, $"wrong password {attempt}");
                await answered;
                await Expect(window.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            }

            await SignIn(window, person, TestPerson.Password);
            await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The account is locked for 15 minutes");
            app.Clock.Advance(TimeSpan.FromMinutes(16));
            await window.Go("/sign-in");
            await SignIn(window, person, TestPerson.Password);
            await Expect(window.Button(person.User.Name)).ToBeVisibleAsync();
        });
    }

    private static async Task SignIn(Window window, TestPerson person, string password)
    {
        await window.Field("Work e-mail").FillAsync(person.User.Email!);
        await window.Page.Locator("input[name=password]").FillAsync(password);
        await window.Button("Sign in").ClickAsync();
    }
}
