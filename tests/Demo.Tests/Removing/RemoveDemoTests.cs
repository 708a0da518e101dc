using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Settings;

namespace Tandem.Demo.Tests.Removing;

public class RemoveDemoTests
{
    [OnBothDatabases]
    public async Task Everything_goes_and_a_workspace_that_was_just_set_up_remains(DatabaseEngine engine)
    {
        var (app, start) = await DemoApp.Filled(engine);
        await using var _ = app;
        using var api = await app.Api();
        using var pages = await app.SignedIn();
        await Remove(app, pages);
        foreach (var plural in (string[])["companies", "people", "deals", "products", "tasks", "notes", "affiliations", "teams"]) (await api.Count(plural)).ShouldBe(0, plural);
        (await api.Count("pipelines")).ShouldBe(1, "what a new workspace begins with");
        await using var db = app.Open();
        (await db.Users.AsNoTracking().Select(user => user.Email).ToListAsync(TestContext.Current.CancellationToken)).ShouldBe([start.Email, pages.Person!.User.Email], ignoreOrder: true);
        (await db.RecordEntries.CountAsync(entry => entry.RecordType == "deal" || entry.RecordType == "company" || entry.RecordType == "person", TestContext.Current.CancellationToken)).ShouldBe(0);
        foreach (var table in (string[])["stage_stays", "deal_lines", "deal_people"]) (await Rows(db, table)).ShouldBe(0, table);
        (await pages.Open("/")).Document.QuerySelector("form[action='/demo/remove']").ShouldBeNull();
        (await pages.Open("/")).Document.QuerySelector(".checklist").ShouldNotBeNull("the set-up is led through from here");
        (await app.Fill()).Outcome.ShouldBe(Contracts.DemoOutcome.LeftAlone, "somebody works here now");
        app.Log.Errors.ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task What_somebody_made_or_edited_stays_with_what_it_needs(DatabaseEngine engine)
    {
        var (app, _) = await DemoApp.Filled(engine);
        await using var __ = app;
        using var api = await app.Api();
        using var pages = await app.SignedIn();
        var companies = (await api.Get("companies?limit=3&filter=" + Uri.EscapeDataString("parent is empty"))).Data;
        var (sold, noted) = (companies[0].GetProperty("id").GetGuid(), companies[1].GetProperty("id").GetGuid());
        var pipelines = (await api.Get("pipelines?sort=name")).Data.Single(one => one.GetProperty("name").GetString() == "Home customers").GetProperty("id").GetGuid();
        var own = await api.Create("deals", new { name = "Our own deal", companyId = sold, pipelineId = pipelines });
        await api.Create("notes", new { aboutId = noted, text = "Met them at the fair." });
        var edited = (await api.Get("people?limit=1&filter=" + Uri.EscapeDataString("company is empty"))).Data[0];
        (await api.Patch($"people/{edited.GetProperty("id").GetGuid()}", new { city = "Galway" }, edited.GetProperty("version").GetInt32())).Expect(HttpStatusCode.OK);
        await Remove(app, pages);

        (await api.Count("deals")).ShouldBe(1);
        (await api.Get($"deals/{own}")).Expect(HttpStatusCode.OK)["companyId"].ShouldBe(sold.ToString());
        (await api.Get("companies?limit=10")).Data.Select(company => company.GetProperty("id").GetGuid()).ShouldBe([sold, noted], ignoreOrder: true);
        (await api.Count("people")).ShouldBe(1);
        (await api.Count("notes")).ShouldBe(1);
        (await api.Count("stages", $"pipeline = \"{pipelines}\"")).ShouldBe(5, "a pipeline stays whole");
        var page = (await pages.Open("/demo")).Expect(HttpStatusCode.OK);
        page.Document.QuerySelector($"a[href='/companies/{sold}']").ShouldNotBeNull("it is said what stays");
        page.Html.ShouldContain("needed by: Deal");
    }

    [OnBothDatabases]
    public async Task Who_only_played_with_it_keeps_nothing(DatabaseEngine engine)
    {
        var (app, _) = await DemoApp.Filled(engine);
        await using var __ = app;
        using var api = await app.Api();
        using var pages = await app.SignedIn();
        var deal = (await api.Get("deals?limit=1&filter=" + Uri.EscapeDataString("status = \"open\""))).Data[0];
        (await api.Post($"deals/{deal.GetProperty("id").GetGuid()}/win", new { }, deal.GetProperty("version").GetInt32())).Expect(HttpStatusCode.NoContent);
        var task = (await api.Get("tasks?limit=1&filter=" + Uri.EscapeDataString("doneAt is empty and about is not empty"))).Data[0];
        (await api.Post($"tasks/{task.GetProperty("id").GetGuid()}/complete", new { }, task.GetProperty("version").GetInt32())).Expect(HttpStatusCode.OK);
        await Remove(app, pages);
        (await api.Count("deals")).ShouldBe(0);
        (await api.Count("tasks")).ShouldBe(0);
        (await api.Count("companies")).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task Only_administrators_remove_it_and_only_once(DatabaseEngine engine)
    {
        var (app, _) = await DemoApp.Filled(engine);
        await using var __ = app;
        using var seller = await app.SignedIn(Role.Sales);
        (await seller.Submit("/demo/remove")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await seller.Open("/demo")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await seller.Open("/")).Document.QuerySelector("form[action='/demo/remove']").ShouldBeNull();
        using var pages = await app.SignedIn();
        await Remove(app, pages);
        (await pages.Submit("/demo/remove")).Expect(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task Remove(TandemApp app, PageClient pages)
    {
        (await pages.Submit("/demo/remove")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/demo");
        await Eventually.Is("the demo data is gone", async () =>
        {
            await using var db = app.Open();
            return !await db.Set<Workspace>().AnyAsync(workspace => workspace.DemoBatchId != null);
        }, TimeSpan.FromMinutes(1));
        await Eventually.Is("the job has ended", async () => (await pages.Open("/demo")).Document.QuerySelector(".card") is not null, TimeSpan.FromMinutes(1));
    }

    private static async Task<long> Rows(CrmDb db, string table) => await db.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM {table}").SingleAsync();
}
