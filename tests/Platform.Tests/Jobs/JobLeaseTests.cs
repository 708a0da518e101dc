using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Jobs;

public class JobLeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>Two days ahead of the program's own worker, which therefore leaves these jobs alone.</summary>
    private readonly TestClock clock = new(new DateTimeOffset(2031, 1, 17, 0, 0, 0, TimeSpan.Zero));

    [OnBothDatabases]
    public Task A_run_that_was_away_too_long_cannot_do_its_step_after_another_process_took_over(DatabaseEngine engine) => TakenOver(engine, sameProcess: false);

    [OnBothDatabases]
    public Task A_run_that_was_away_too_long_cannot_do_its_step_after_its_own_process_took_over(DatabaseEngine engine) => TakenOver(engine, sameProcess: true);

    private async Task TakenOver(DatabaseEngine engine, bool sameProcess)
    {
        await using var app = await TandemApp.Start(engine);
        var id = await Enqueue(app);
        var first = new JobLease(app.Workspace, clock, Length);
        var slow = Context((await first.Take(CancellationToken.None)).ShouldNotBeNull());
        slow.Id.ShouldBe(id);
        await Step(app, slow, 0);

        clock.Advance(Length + TimeSpan.FromSeconds(1));
        // A process that slept, such as a laptop's, takes its own job again.
        var second = sameProcess ? first : new JobLease(app.Workspace, clock, Length);
        var quick = Context((await second.Take(CancellationToken.None)).ShouldNotBeNull());
        quick.Checkpoint<int>().ShouldBe(1);

        await Should.ThrowAsync<LeaseLost>(() => Step(app, slow, 1));
        await Step(app, quick, 1);
        await Step(app, quick, 2);
        (await Made(app, id)).ShouldBe(["0", "1", "2"]);
        (await first.Change(id, slow.Run, job => job.Finish(clock.GetUtcNow(), null, null), CancellationToken.None)).ShouldBeFalse();
        (await second.Change(id, quick.Run, job => job.Finish(clock.GetUtcNow(), null, null), CancellationToken.None)).ShouldBeTrue();
    }

    [OnBothDatabases]
    public async Task Two_workers_never_take_the_same_job(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var ids = new HashSet<Guid>();
        for (var i = 0; i < 10; i++) ids.Add(await Enqueue(app));
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => new JobLease(app.Workspace, clock, Length).Take(CancellationToken.None)));
        taken.OfType<Job>().Select(job => job.Id).Where(ids.Contains).ShouldBeUnique();
        taken.OfType<Job>().Count(job => ids.Contains(job.Id)).ShouldBe(10);
    }

    [OnBothDatabases]
    public async Task A_job_whose_workers_die_again_and_again_without_getting_further_fails(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var id = await Enqueue(app);
        for (var i = 0; i < Job.MaxAttempts; i++)
        {
            (await new JobLease(app.Workspace, clock, Length).Take(CancellationToken.None)).ShouldNotBeNull().Id.ShouldBe(id);
            clock.Advance(Length + TimeSpan.FromSeconds(1));
        }

        (await new JobLease(app.Workspace, clock, Length).Take(CancellationToken.None)).ShouldBeNull();
        await using var db = app.Open();
        (await db.Set<Job>().FirstAsync(job => job.Id == id)).Error.ShouldBe(JobRefusals.Died);
    }

    [Fact]
    public void Waits_grow_and_differ()
    {
        var waits = Enumerable.Range(1, 12).Select(attempt => JobRun.Backoff(attempt).TotalSeconds).ToList();
        waits[0].ShouldBeInRange(3.75, 6.25);
        waits[3].ShouldBeInRange(30, 50);
        waits[11].ShouldBeInRange(450, 750);
        Enumerable.Range(0, 20).Select(_ => JobRun.Backoff(3)).Distinct().Count().ShouldBeGreaterThan(10);
    }

    private JobContext Context(Job job) => new(job, Actor.System, clock, Length);

    private Task<Guid> Enqueue(TandemApp app) => app.Run<JobQueue, Guid>(async queue =>
    {
        // The program's own job of the day is out of the way.
        await Eventually.Is("the cleaning is done", async () =>
        {
            await using var reading = app.Open();
            return await reading.Set<Job>().AnyAsync(one => one.Kind == "cleaning" && one.State == JobState.Done);
        }, TimeSpan.FromMinutes(1));
        await using var db = app.Open();
        var job = queue.Add(db, Actor.System, "stepping", "x", "job.cleaning", null, due: clock.GetUtcNow());
        await db.SaveChangesAsync();
        return job.Id;
    });

    private static async Task Step(TandemApp app, JobContext job, int step)
    {
        await using var db = app.Open();
        await using var write = await db.BeginWrite(CancellationToken.None);
        db.Add(new Team($"{job.Id:n} {step}"));
        await db.SaveChangesAsync();
        await job.Reach(db, step + 1, step + 1, 3, CancellationToken.None);
        await write.Commit(CancellationToken.None);
    }

    private static async Task<string[]> Made(TandemApp app, Guid id)
    {
        await using var db = app.Open();
        var names = await db.Teams.Where(team => team.Name.StartsWith(id.ToString("n"))).Select(team => team.Name).OrderBy(name => name).ToListAsync();
        return [.. names.Select(name => name.Split(' ')[1])];
    }
}
