using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Jobs;

public class JobRunnerTests
{
    [OnBothDatabases]
    public async Task A_job_runs_to_its_end_and_tells_how_far_it_is(DatabaseEngine engine)
    {
        var script = new CountingJob.Script { HoldAt = 2 };
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(script));
        var id = await Enqueue(app, steps: 5);
        await script.Held;
        using var api = await app.Api();

        await Eventually.Is("the progress is told", async () => (await api.Get($"jobs/{id}")).Json.GetProperty("progress").GetProperty("done").GetInt64() == 2);
        var running = (await api.Get($"jobs/{id}")).Json;
        running.GetProperty("state").GetString().ShouldBe("running");
        running.GetProperty("progress").GetProperty("total").GetInt64().ShouldBe(5);
        running.GetProperty("progress").GetProperty("perSecond").GetDouble().ShouldBeGreaterThan(0);

        script.Release();
        await Ends(app, id, JobState.Done);
        (await api.Get($"jobs/{id}")).Json.GetProperty("result").GetProperty("made").GetInt32().ShouldBe(5);
        (await Made(app)).ShouldBe(5);
    }

    [OnBothDatabases]
    public async Task A_failed_step_is_tried_again_later_and_nothing_is_done_twice(DatabaseEngine engine)
    {
        var script = new CountingJob.Script { FailAt = 3 };
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(script));
        var id = await Enqueue(app, steps: 5);
        await Eventually.Is("the job waits for its second try", async () => (await Find(app, id)) is { State: JobState.Waiting, Attempts: 1, Done: 3 });

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Ends(app, id, JobState.Done);
        (await Made(app)).ShouldBe(5);
    }

    [OnBothDatabases]
    public async Task A_job_that_never_gets_further_fails_in_the_end_and_can_be_started_again(DatabaseEngine engine)
    {
        var script = new CountingJob.Script { FailAt = 1, Failures = Job.MaxAttempts };
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(script));
        var id = await Enqueue(app, steps: 2);
        await Eventually.Is("the job has failed", async () =>
        {
            var job = await Find(app, id);
            if (job.State == JobState.Waiting && job.DueAt > app.Clock.GetUtcNow()) app.Clock.MoveTo(job.DueAt);
            return job.State == JobState.Failed;
        }, TimeSpan.FromMinutes(1));
        (await Find(app, id)).Error.ShouldBe(JobRefusals.Unexpected);

        using var api = await app.Api();
        (await api.Post($"jobs/{id}/retry")).Expect(HttpStatusCode.OK);
        await Ends(app, id, JobState.Done);
        (await Made(app)).ShouldBe(2);
    }

    [OnBothDatabases]
    public async Task A_refusal_fails_the_job_at_once_with_its_code(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(new() { FailAt = 0, RefuseWith = "product.negative-price" }));
        var id = await Enqueue(app, steps: 1);
        await Ends(app, id, JobState.Failed);
        (await Find(app, id)).Error.ShouldBe("product.negative-price");
    }

    [OnBothDatabases]
    public async Task Cancelling_stops_the_handler_and_keeps_what_was_done(DatabaseEngine engine)
    {
        var script = new CountingJob.Script { HoldAt = 1 };
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(script));
        var id = await Enqueue(app, steps: 3);
        await script.Held;
        using var api = await app.Api();
        (await api.Post($"jobs/{id}/cancel")).Expect(HttpStatusCode.OK);
        await Ends(app, id, JobState.Cancelled);
        (await Made(app)).ShouldBe(1);
        (await api.Post($"jobs/{id}/cancel")).Code.ShouldBe(JobRefusals.IsOver);
    }

    [OnBothDatabases]
    public async Task Others_jobs_are_not_found(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, customise: CountingJob.Scripted(new()));
        var id = await Enqueue(app, steps: 1);
        using var stranger = await app.Api(Role.Sales);
        (await stranger.Get($"jobs/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Post($"jobs/{id}/cancel")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Get("jobs")).Data.ShouldBeEmpty();
    }

    private static Task<Guid> Enqueue(TandemApp app, int steps) => app.Run<JobQueue, Guid>(queue =>
        queue.Enqueue(Actor.System, CountingJob.Name, new CountingJob.Order(steps), "job.cleaning", null, CancellationToken.None));

    private static Task Ends(TandemApp app, Guid id, JobState state) => Eventually.Is($"the job is {state}", async () => (await Find(app, id)).State == state);

    private static async Task<Job> Find(TandemApp app, Guid id)
    {
        await using var db = app.Open();
        return await db.Set<Job>().AsNoTracking().FirstAsync(job => job.Id == id);
    }

    private static async Task<int> Made(TandemApp app)
    {
        await using var db = app.Open();
        var names = await db.Teams.Select(team => team.Name).ToListAsync();
        names.ShouldBeUnique();
        return names.Count;
    }
}
