namespace Tandem.Browser.Tests;

public class SetUpJourney(BrowserFixture browser)
{
    [Fact]
    public async Task The_first_visitor_sets_the_workspace_up_and_is_led_through_the_rest()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, setUp: false);
        await browser.Visit(app, null, async window =>
        {
            await window.Go("/deals");
            await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/set-up$"));
            await window.IsAccessible();

            await window.Field("Company name").FillAsync("Halden Instruments");
            await window.Field("Country").SelectOptionAsync("DE");
            await Expect(window.Field("Currency")).ToHaveValueAsync("EUR");
            await window.Field("Your name").FillAsync("Mira Holt");
            await window.Field("Work e-mail").FillAsync("mira@halden.example");
            await window.Field("Password").FillAsync("short");
            await window.Field("Repeat the password").FillAsync("short");
            await window.Button("Set up the workspace").ClickAsync();
            await window.Sees("Use at least 10 characters, not all the same");
            await Expect(window.Field("Company name")).ToHaveValueAsync("Halden Instruments");

            await window.Field("Password").FillAsync(TestPerson.Password);
            await window.Field("Repeat the password").FillAsync(TestPerson.Password);
            await window.Button("Set up the workspace").ClickAsync();
            await Expect(window.Heading("Good morning, Mira Holt").Or(window.Heading("Good morning, Mira"))).ToBeVisibleAsync();
            await Expect(window.Heading("Set up your workspace")).ToBeVisibleAsync();

            // The checklist leads to the steps, and knows what is done.
            await window.Link("Invite your colleagues").ClickAsync();
            await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/settings/users"));
            await window.Go("/");
            await window.Button("Skip: Invite your colleagues").ClickAsync();
            await Expect(window.Page.GetByLabel("Skipped", new() { Exact = true })).ToBeVisibleAsync();

            // A workspace comes with a pipeline, so that selling can begin.
            await window.Go("/deals");
            await Expect(window.Link("New deal")).ToBeVisibleAsync();
            await window.Go("/set-up");
            await Expect(window.Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/set-up"));
        });
    }
}
