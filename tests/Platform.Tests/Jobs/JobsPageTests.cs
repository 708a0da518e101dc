using Tandem.Platform.Access;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Jobs;

public class JobsPageTests
{
    [OnBothDatabases]
    public async Task The_screen_shows_what_runs_with_its_progress_and_stops_it(DatabaseEngine engine)
    {
        var script = new CountingJob.Script { HoldAt = 2 };
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(script));
        using var pages = await app.SignedIn();
        var id = await app.Run<JobQueue, Guid>(queue => queue.Enqueue(pages.Actor, CountingJob.Name, new CountingJob.Order(5), "job.cleaning", null, CancellationToken.None));
        await script.Held;
        await Eventually.Is("the progress is stored", async () => (await pages.Open("/settings/jobs")).Document.QuerySelector("[role=progressbar]")?.GetAttribute("aria-valuenow") == "2", TimeSpan.FromMinutes(1));
        var page = (await pages.Open("/settings/jobs")).Expect(HttpStatusCode.OK);
        page.Document.QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuemax").ShouldBe("5");
        page.Document.QuerySelector("[data-live-topics]")!.GetAttribute("data-live-topics").ShouldBe(Job.Topic);

        (await pages.Submit($"/settings/jobs/{id}/cancel")).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/settings/jobs");
        await Eventually.Is("the job has stopped", async () => (await pages.Open("/settings/jobs")).Text($"#job-{id:n}")?.Contains("Cancelled") ?? false, TimeSpan.FromMinutes(1));
    }

    [OnBothDatabases]
    public async Task A_failed_job_can_be_started_again_and_strangers_do_not_see_it(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(new() { FailAt = 0, RefuseWith = "product.negative-price" }));
        using var pages = await app.SignedIn();
        var id = await app.Run<JobQueue, Guid>(queue => queue.Enqueue(pages.Actor, CountingJob.Name, new CountingJob.Order(1), "job.cleaning", null, CancellationToken.None));
        await Eventually.Is("the job has failed", async () => (await pages.Open("/settings/jobs")).Text($"#job-{id:n}")?.Contains("Failed") ?? false, TimeSpan.FromMinutes(1));
        using var stranger = await app.SignedIn(Role.Sales);
        (await stranger.Open("/settings/jobs")).Document.QuerySelector($"#job-{id:n}").ShouldBeNull();
        (await stranger.Submit($"/settings/jobs/{id}/retry")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await pages.Submit($"/settings/jobs/{id}/retry")).Expect(HttpStatusCode.SeeOther);
    }
}
