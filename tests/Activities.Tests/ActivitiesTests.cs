using Tandem.Activities.Contracts;

namespace Tandem.Activities.Tests;

public class ActivitiesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task The_next_step_is_the_earliest_open_task(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Steps" });
        await api.Create("tasks", new { subject = "Someday", aboutId = company });
        await api.Create("tasks", new { subject = "Later", aboutId = company, dueAt = "2031-03-02T00:00:00Z" });
        var first = await api.Create("tasks", new { subject = "First", aboutId = company, dueAt = "2031-03-01T15:00:00Z", allDay = false });
        await using var db = app.Open();
        (await NextSteps.Of(db, [company], TestContext.Current.CancellationToken))[company].Subject.ShouldBe("First");
        var answer = (await api.Post($"tasks/{first}/complete", new { outcome = "done" }, version: 1)).Expect(HttpStatusCode.OK);
        answer.Json.GetProperty("hasNextStep").GetBoolean().ShouldBeTrue();
        (await NextSteps.Of(db, [company], TestContext.Current.CancellationToken))[company].Subject.ShouldBe("Later");
        (await api.Post($"tasks/{first}/complete", new { }, version: 1)).Expect(HttpStatusCode.Conflict);
        (await api.Post($"tasks/{first}/reopen", version: 2)).Expect(HttpStatusCode.NoContent);
        (await api.Put($"tasks/{first}/due", new { dueAt = "2031-04-01T00:00:00Z" }, version: 3)).Expect(HttpStatusCode.NoContent);
        (await NextSteps.Of(db, [company], TestContext.Current.CancellationToken))[company].Subject.ShouldBe("Later");
    }

    [OnBothDatabases]
    public async Task The_timeline_of_a_company_tells_its_own_story_and_that_of_its_people(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Story" });
        var person = await api.Create("people", new { name = "Ewa Nowak", companyId = company });
        await api.Create("notes", new { text = "Read https://tandem.example first", aboutId = person });
        await api.Create("tasks", new { subject = "Call Ewa", kind = "call", aboutId = person, dueAt = "2031-03-01T00:00:00Z" });
        (await api.Patch($"companies/{company}", new { city = "Bremen" }, version: 1)).Expect(HttpStatusCode.OK);
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        var shown = (await page.Open($"/companies/{company}")).Expect(HttpStatusCode.OK);
        var heads = shown.Texts(".company__tl .tl__head");
        heads[0].ShouldContain("Call Ewa");
        heads[1].ShouldContain("Story was changed");
        heads[2].ShouldContain("wrote a note");
        shown.Html.ShouldContain("href=\"https://tandem.example/\"");
        shown.Texts(".diff span").ShouldBe(["City", "Bremen"]);
        (await page.Open($"/companies/{company}?timeline=Notes")).Texts(".company__tl .tl__head").Count.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task Finishing_the_last_task_asks_for_the_next_step(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Ask" });
        using var page = await app.SignedIn(await app.AddPerson(Role.Administrator));
        (await page.Submit("/tasks", ("subject", "Call"), ("aboutId", company.ToString()), ("due", "2031-03-01"), ("back", $"/companies/{company}"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/companies/{company}");
        var id = (await api.Get($"tasks?filter=about = \"{company}\"")).Data[0].GetProperty("id").GetGuid();
        var done = (await page.Submit($"/tasks/{id}/complete", ("version", "1"), ("back", "/tasks"))).Expect(HttpStatusCode.SeeOther);
        done.Location!.ShouldStartWith($"/tasks/new?aboutId={company}");
        (await page.Open(done.Location!)).Expect(HttpStatusCode.OK).Html.ShouldContain("What is the next step?");
    }

    [OnBothDatabases]
    public async Task Tasks_stand_under_overdue_today_and_upcoming(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var person = await app.AddPerson(Role.Administrator);
        using var page = await app.SignedIn(person);
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        foreach (var (subject, days) in new[] { ("Late one", -2), ("Today one", 0), ("Later one", 5) })
            (await page.Submit("/tasks", ("subject", subject), ("due", today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/tasks")).Expect(HttpStatusCode.OK).Texts("tr.grp th").ShouldBe(["Overdue", "Today", "Upcoming"]);
        (await page.Open("/tasks?show=overdue")).Texts("tbody th[scope=row]").ShouldBe(["Late one"]);
    }

    [OnBothDatabases]
    public async Task A_stranger_cannot_touch_what_is_about_a_hidden_record(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owning " + engine));
        var company = await api.Create("companies", new { name = "Hidden", ownerId = owner.User.Id });
        var task = await api.Create("tasks", new { subject = "Secret", aboutId = company });
        var note = await api.Create("notes", new { text = "Secret", aboutId = company });
        var stranger = await app.AddPerson(Role.Sales, await app.AddTeam("Strange " + engine));
        using var page = await app.SignedIn(stranger);
        foreach (var what in (string[])["complete", "reopen", "due", "trash", "restore"]) (await page.Submit($"/tasks/{task}/{what}", ("version", "1"))).Expect(HttpStatusCode.NotFound);
        foreach (var what in (string[])["pin", "trash", "restore"]) (await page.Submit($"/notes/{note}/{what}", ("version", "1"))).Expect(HttpStatusCode.NotFound);
        (await page.Submit("/notes", ("text", "x"), ("aboutId", company.ToString()))).Expect(HttpStatusCode.NotFound);
        (await page.Submit("/tasks", ("subject", "x"), ("aboutId", company.ToString()))).Expect(HttpStatusCode.NotFound);
        (await page.Submit($"/tasks/{task}", ("version", "1"), ("subject", "x"))).Expect(HttpStatusCode.NotFound);
        (await page.Open($"/tasks/{task}/edit")).Expect(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task A_pinned_note_stays_on_top_whatever_happens_after_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Pinned" });
        var note = await api.Create("notes", new { text = "Deliver at the back door.", aboutId = company });
        await api.Create("notes", new { text = "Called about the offer.", aboutId = company });
        using var page = await app.SignedIn();
        async Task<IReadOnlyList<string>> Notes(string show = "") => (await page.Open($"/companies/{company}{show}")).Expect(HttpStatusCode.OK).Texts(".tl__box");
        (await Notes()).ShouldBe(["Called about the offer.", "Deliver at the back door."]);

        (await page.Submit($"/notes/{note}/pin", ("version", "1"), ("pinned", "true"))).Expect(HttpStatusCode.SeeOther);
        (await Notes()).ShouldBe(["Deliver at the back door.", "Called about the offer."], "and it stands there once");
        (await page.Open($"/companies/{company}")).Texts(".daymark")[0].ShouldBe("Pinned");

        (await page.Submit($"/notes/{note}/pin", ("version", "2"), ("pinned", "false"))).Expect(HttpStatusCode.SeeOther);
        (await Notes()).ShouldBe(["Called about the offer.", "Deliver at the back door."]);
    }

    [OnBothDatabases]
    public async Task What_a_program_did_bears_the_name_of_its_key(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Keyed" });
        await api.Create("notes", new { text = "Written by a program", aboutId = company });
        using var page = await app.SignedIn();
        (await page.Open($"/companies/{company}")).Texts(".tl b").ShouldContain("API key “Administrator program”");
    }

    [OnBothDatabases]
    public async Task Fields_of_the_workspace_stand_in_the_form_of_a_task(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var mark = Guid.CreateVersion7().ToString("n")[^8..];
        var (room, why) = ("room" + mark, "why" + mark);
        async Task Field(string name, object settings) => (await api.Post("fields", new { type = "task", name, kind = "text", label = new { en = name }, settings })).Expect(HttpStatusCode.Created);
        await Field(room, new { requiredWhen = "kind = \"meeting\"" });
        await Field(why, new { visibleWhen = "priority = \"high\"" });
        using var page = await app.SignedIn();
        (await page.Open("/tasks/new")).Expect(HttpStatusCode.OK).Document.QuerySelector($"[data-field={why}]")!.HasAttribute("hidden").ShouldBeTrue();
        var shown = $"{room},{why}";
        (await page.Submit("/tasks/conditions", ("shown", shown), ("subject", "x"), ("priority", "high"))).Html.ShouldNotContain(why);
        (await page.Submit("/tasks", ("subject", "Visit " + mark), ("kind", "meeting"), ("shown", shown), (room, ""))).Expect(HttpStatusCode.UnprocessableEntity);
        (await page.Submit("/tasks", ("subject", "Visit " + mark), ("kind", "meeting"), ("shown", shown), (room, "4.12"))).Expect(HttpStatusCode.SeeOther);
        var task = (await api.Get($"tasks?filter={room} = \"4.12\"")).Expect(HttpStatusCode.OK).Data.ShouldHaveSingleItem().GetProperty("id").GetGuid();
        (await page.Open($"/tasks/{task}/edit")).Document.QuerySelector($"input[name={room}]")!.GetAttribute("value").ShouldBe("4.12");
        (await page.Submit($"/tasks/{task}", ("version", "1"), ("subject", "Visit " + mark), ("shown", shown), (room, "4.13"))).Expect(HttpStatusCode.SeeOther);
        (await api.Get("tasks/" + task)).Json.GetProperty("custom").GetProperty(room).GetString().ShouldBe("4.13");
    }
}
