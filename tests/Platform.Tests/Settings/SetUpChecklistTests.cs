using Tandem.Platform.Access;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Tests.Settings;

public class SetUpChecklistTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [OnBothDatabases]
    public async Task Steps_are_done_as_the_data_says(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var administrator = await app.AddPerson(Role.Administrator);
        (await Checklist(app, administrator)).ShouldBe([]);
        await app.AddPerson(Role.Sales);
        using var api = await app.Api();
        await api.Create("products", new { name = "Lathe" });
        using var pages = await app.SignedIn(administrator);
        await pages.Submit("/settings/workspace", [("name", "Lattice"), ("sellsTo", "Both"), ("country", "DE")]);
        await pages.Submit("/settings/currency/rates", [("currency", "USD"), ("from", "2031-01-01"), ("rate", "0.92")]);
        await pages.Submit("/settings/mail", [("host", "smtp.example.com"), ("port", "587"), ("tls", "true"), ("from", "crm@tandem.example")]);
        (await Checklist(app, administrator)).ShouldBe(["api-key", "currency", "mail", "profile", "records", "users"]);
    }

    [Fact]
    public async Task A_step_can_be_skipped_and_the_list_put_away_by_administrators()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        var before = (await administrator.Open("/")).Text(".checklist .sub");
        (await administrator.Submit("/settings/checklist/skip", [("step", "mail")])).Expect(HttpStatusCode.SeeOther);
        var page = await administrator.Open("/");
        page.Text(".checklist .sub").ShouldNotBe(before);
        page.Text(".checklist__step.is-skipped").ShouldBe("Connect a mail server");
        (await administrator.Submit("/settings/checklist/skip", [("step", "no such step")])).Status.ShouldBe(HttpStatusCode.NotFound);
        (await administrator.Submit("/settings/checklist/dismiss")).Expect(HttpStatusCode.SeeOther);
        (await administrator.Open("/")).Document.QuerySelector(".checklist").ShouldBeNull();
    }

    [Fact]
    public async Task Others_do_not_see_it()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var someone = await app.SignedIn(Role.Manager);
        (await someone.Open("/")).Expect(HttpStatusCode.OK).Document.QuerySelector(".checklist").ShouldBeNull();
    }

    private static async Task<string[]> Checklist(TandemApp app, TestPerson person)
    {
        var view = await app.Run<SetUpChecklistQuery, ChecklistView?>(query => query.Run(person.Actor, Stop));
        string[] platform = ["profile", "currency", "users", "mail", "records", "api-key"];
        return [.. view!.Steps.Where(step => step.Done && platform.Contains(step.Key)).Select(step => step.Key).Order(StringComparer.Ordinal)];
    }
}
