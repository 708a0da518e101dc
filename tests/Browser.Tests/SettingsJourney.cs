using System.Net;
using Tandem.Testing.Mail;

namespace Tandem.Browser.Tests;

/// <summary>An administrator furnishes the workspace.</summary>
public class SettingsJourney(BrowserFixture browser)
{
    [Fact]
    public async Task A_colleague_is_invited_by_a_link_joins_a_team_and_comes_in()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var administrator = await app.AddPerson(Role.Administrator);
        var link = "";
        await browser.Visit(app, administrator, async window =>
        {
            await window.Go("/settings/users");
            await window.Link("Invite user").ClickAsync();
            var drawer = window.Dialog("Invite user");
            await Window.FieldIn(drawer, "Name").FillAsync("Jonas Berg");
            await Window.FieldIn(drawer, "E-mail").FillAsync("jonas@tandem.example");
            await Window.FieldIn(drawer, "Role").SelectOptionAsync("Sales");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Invite user" }).ClickAsync();
            var made = window.Dialog("Jonas Berg is invited");
            link = await Window.FieldIn(made, "Link to choose a password").InputValueAsync();
            await made.GetByRole(AriaRole.Link, new() { Name = "Close" }).Last.ClickAsync();
            await Expect(window.Row("Jonas Berg")).ToContainTextAsync("Invited");

            await window.Go("/settings/teams");
            await window.Link("New team").ClickAsync();
            var team = window.Dialog("New team");
            await Window.FieldIn(team, "Name").FillAsync("North");
            await window.Choose(team, "Members", "Jonas");
            await team.GetByRole(AriaRole.Button, new() { Name = "Save team" }).ClickAsync();
            await Expect(window.Row("North").GetByRole(AriaRole.Cell).Last).ToHaveTextAsync("1");
        });

        new Uri(link).Authority.ShouldBe(app.Address.Authority);
        await browser.Visit(app, null, async window =>
        {
            await window.Go(new Uri(link).PathAndQuery);
            foreach (var field in new[] { "password", "repeated" }) await window.Page.Locator($"input[name={field}]").FillAsync(TestPerson.Password);
            await window.Button("Save password and sign in").ClickAsync();
            await Expect(window.Button("Jonas Berg")).ToBeVisibleAsync();
            // It was good for one use.
            await window.Page.GotoAsync(new Uri(link).PathAndQuery);
            await window.Sees("This link was used already");
        });
    }

    [Fact]
    public async Task A_rate_turns_amounts_of_another_currency_into_totals()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sale = await SampleWorkspace.Fill(app);
        await sale.Api.Create("deals", new { name = "Pounds", pipelineId = sale["pipeline"], stageId = sale.Stage("Propose"), amount = new { amount = "1000.00", currency = "GBP" } });
        await browser.Visit(app, sale.Owner, async window =>
        {
            var column = window.Page.GetByRole(AriaRole.Group, new() { Name = "Propose", Exact = true });
            await window.Go("/deals");
            await Expect(column).ToContainTextAsync("1 without rate");
            await window.Go("/settings/currency");
            await window.Link("Add rate").ClickAsync();
            var drawer = window.Dialog("Add rate");
            await window.Choose(drawer, "Currency", "GBP");
            await Window.FieldIn(drawer, "From").FillAsync("1 Jan 2031");
            await Window.FieldIn(drawer, "Worth of one unit").FillAsync("1.25");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Save rate" }).ClickAsync();
            await Expect(window.Row("GBP")).ToContainTextAsync("1.25");
            await window.Go("/deals");
            await Expect(column).ToContainTextAsync("€1.3k");
            await Expect(column).Not.ToContainTextAsync("without rate");
        });
    }

    [Fact]
    public async Task A_mail_server_is_set_and_tried()
    {
        await using var sink = new MailSink { Login = ("tandem", "secret") };
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var administrator = await app.AddPerson(Role.Administrator);
        await browser.Visit(app, administrator, async window =>
        {
            await window.Go("/settings/mail");
            await Expect(window.Page.GetByText("Save a mail server first")).ToBeVisibleAsync();
            await window.Field("Server").FillAsync(MailSink.Host);
            await window.Field("Port").FillAsync(sink.Port.ToString());
            await window.Field("Encrypted connection").UncheckAsync();
            await window.Field("User name").FillAsync("tandem");
            await window.Field("Password").FillAsync("wrong");
            await window.Field("Sender address").FillAsync("crm@tandem.example");
            await window.Button("Save changes").ClickAsync();
            await window.Button("Send a test mail").ClickAsync();
            await Expect(window.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "wrong user or password" })).ToBeVisibleAsync();
            await window.Field("Password").FillAsync("secret");
            await window.Button("Save changes").ClickAsync();
            await Expect(window.Toast("Saved")).ToBeVisibleAsync();
            await window.Field("To").FillAsync("someone@tandem.example");
            await window.Button("Send a test mail").ClickAsync();
            await window.Sees("The server took the mail to someone@tandem.example");
            (await sink.MailTo("someone@tandem.example")).Subject.ShouldBe("Test mail from Lattice Tools");
        });
    }

    [Fact]
    public async Task A_key_is_shown_once_lets_a_program_in_and_is_revoked()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var administrator = await app.AddPerson(Role.Administrator);
        await browser.Visit(app, administrator, async window =>
        {
            await window.Go("/settings/api-keys");
            await window.Link("New API key").ClickAsync();
            var drawer = window.Dialog("New API key");
            await Window.FieldIn(drawer, "Name").FillAsync("Website");
            await Window.FieldIn(drawer, "Role").SelectOptionAsync("Sales");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Make key" }).ClickAsync();
            var made = window.Dialog("Website");
            var secret = await Window.FieldIn(made, "API key").InputValueAsync();
            using var program = new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { { "Authorization", "Bearer " + secret } } };
            (await program.GetAsync(new Uri("/api/v1/companies", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

            await made.GetByRole(AriaRole.Link, new() { Name = "Close" }).Last.ClickAsync();
            await Expect(window.Row("Website")).ToBeVisibleAsync();
            (await window.Page.ContentAsync()).ShouldNotContain(secret);
            await window.Button("Revoke Website").ClickAsync();
            var question = window.Dialog("Revoke Website?");
            await question.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
            await Expect(window.Row("Website")).ToBeVisibleAsync();
            await window.Button("Revoke Website").ClickAsync();
            await question.GetByRole(AriaRole.Button, new() { Name = "Revoke key" }).ClickAsync();
            await Expect(window.Toast("Key revoked")).ToBeVisibleAsync();
            await Expect(window.Row("Website")).ToHaveCountAsync(0);
            (await program.GetAsync(new Uri("/api/v1/companies", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        });
    }
}
