using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;
using Tandem.Platform.Settings;
using Tandem.Platform.Tests.Access;

namespace Tandem.Platform.Tests.Settings;

public class SetUpTests
{
    private const string Password = "a brand new password";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task The_first_page_makes_the_workspace_and_signs_its_administrator_in(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, setUp: false);
        using var browser = new FormClient(app);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.Redirect);
        browser.Location.ShouldBe("/set-up");
        (await browser.Fill("/set-up", "/set-up", ("name", "Kaveh Trading"), ("sellsTo", "People"), ("country", "IR"), ("language", "fa"), ("currency", ""), ("timeZone", ""), ("calendar", ""),
            ("userName", "Mina"), ("email", "Mina@Kaveh.example"), ("password", Password), ("repeated", Password))).ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Open("/")).ShouldBe(HttpStatusCode.OK);
        browser.Document.DocumentElement.GetAttribute("lang").ShouldBe("fa");
        browser.Document.QuerySelector(".checklist").ShouldNotBeNull();
        var workspace = (await app.Workspace.Actors.Settings(Stop))!;
        (workspace.Name, workspace.SellsTo, workspace.Country, workspace.Currency, workspace.TimeZone, workspace.Calendar, workspace.FiscalCalendar)
            .ShouldBe(("Kaveh Trading", SellsTo.People, "IR", "IRR", "Asia/Tehran", "jalali", "jalali"));
        workspace.Address.ShouldBe(app.Address.GetLeftPart(UriPartial.Authority));
        (await browser.Open("/set-up")).ShouldBe(HttpStatusCode.SeeOther);
    }

    [OnBothDatabases]
    public async Task Only_one_of_several_that_set_up_at_once_succeeds(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, setUp: false);
        var codes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => PasswordTests.Code(() =>
            app.Run<SetUpWorkspace, User>(setUp => setUp.Run(Request($"Company {i}", $"first{i}@tandem.example"), Stop)))));
        codes.Count(code => code is null).ShouldBe(1);
        codes.Where(code => code is not null).ShouldAllBe(code => code == SettingsRefusals.AlreadySetUp);
        await using var db = app.Open();
        (await db.Users.CountAsync(Stop)).ShouldBe(1);
        (await db.Set<Workspace>().CountAsync(Stop)).ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task A_step_of_a_module_that_fails_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, setUp: false, customise: builder => builder.Services.AddScoped<ISetUpStep, FailingStep>());
        await Should.ThrowAsync<InvalidOperationException>(() => app.Run<SetUpWorkspace, User>(setUp => setUp.Run(Request("Acme", "first@tandem.example"), Stop)));
        await using var db = app.Open();
        (await db.Set<Workspace>().AnyAsync(Stop)).ShouldBeFalse();
        (await db.Users.AnyAsync(Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_was_typed_stays()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, setUp: false);
        using var browser = new FormClient(app);
        (await browser.Fill("/set-up", "/set-up", ("name", " "), ("country", ""), ("language", "en"), ("userName", "Mina"), ("email", "no address"), ("password", Password), ("repeated", Password))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "name", "country", "email" }) browser.Document.QuerySelector($"#f-{field}-error").ShouldNotBeNull(field);
        browser.Document.QuerySelector("#f-userName")!.GetAttribute("value").ShouldBe("Mina");
        browser.Html.ShouldNotContain(Password);
    }

    [Theory]
    [InlineData("short", "short", "password", AccessRefusals.PasswordTooWeak)]
    [InlineData(Password, "another", "repeated", AccessRefusals.PasswordsDiffer)]
    public async Task The_administrators_password_follows_the_rules(string password, string repeated, string field, string code)
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, setUp: false);
        var request = Request("Acme", "first@tandem.example") with { Administrator = new("First", "first@tandem.example", password, repeated) };
        var refused = await Should.ThrowAsync<Core.Refused>(() => app.Run<SetUpWorkspace, User>(setUp => setUp.Run(request, Stop)));
        (refused.Field, refused.Code).ShouldBe((field, code));
        await using var db = app.Open();
        (await db.Set<Workspace>().AnyAsync(Stop)).ShouldBeFalse();
    }

    private static SetUpWorkspace.Request Request(string name, string email) => new(name, SellsTo.Both, "DE", "en", null, null, null, null, new("First", email, Password, Password));

    private sealed class FailingStep : ISetUpStep
    {
        public Task Run(CrmDb db, Workspace workspace, CancellationToken stop) => throw new InvalidOperationException("The step fails.");
    }
}
