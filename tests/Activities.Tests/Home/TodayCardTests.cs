namespace Tandem.Activities.Tests.Home;

public class TodayCardTests
{
    [OnBothDatabases]
    public async Task The_home_page_lists_what_is_late_or_due_today_and_a_click_finishes_it(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        using var pages = await app.SignedIn(Role.Sales);
        (await pages.Open("/")).Document.QuerySelector(".today").ShouldBeNull("nothing to say");
        var now = app.Clock.GetUtcNow();
        async Task Task(string subject, int days, Guid? owner) => await api.Create("tasks", new { subject, dueAt = new DateTimeOffset(now.UtcDateTime.Date.AddDays(days), TimeSpan.Zero), allDay = true, assigneeId = owner });
        await Task("Late", -2, pages.Actor.Id);
        await Task("Today", 0, pages.Actor.Id);
        await Task("Tomorrow", 1, pages.Actor.Id);
        await Task("Not mine", -1, null);

        var home = (await pages.Open("/")).Expect(HttpStatusCode.OK);
        home.Texts(".today li a").ShouldBe(["Late", "Today"]);
        home.Text(".today li .bad").ShouldBe("2 days late");
        var done = home.Document.QuerySelector(".today li form")!;
        (await pages.Submit(done.GetAttribute("action")!, ("version", done.QuerySelector("[name=version]")!.GetAttribute("value")), ("back", "/"))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/");
        (await pages.Open("/")).Texts(".today li a").ShouldBe(["Today"]);
    }
}
