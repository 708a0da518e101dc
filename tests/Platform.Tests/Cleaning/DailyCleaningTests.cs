using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Cleaning;

public class DailyCleaningTests
{
    [OnBothDatabases]
    public async Task Every_day_clears_away_what_is_due_and_nothing_else(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        await Ran(app, 1);
        var old = await api.Create("products", new { name = "Old" });
        (await api.Delete($"products/{old}")).Expect(HttpStatusCode.NoContent);
        (await api.Post("products", new { name = "Kept" }, key: "k")).Expect(HttpStatusCode.Created);

        app.Clock.Advance(TimeSpan.FromDays(29));
        await Ran(app, 2);
        var young = await api.Create("products", new { name = "Young" });
        (await api.Delete($"products/{young}")).Expect(HttpStatusCode.NoContent);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Eventually.Is("the old one is gone", async () =>
        {
            await using var db = app.Open();
            return !await db.RecordEntries.AnyAsync(entry => entry.RecordId == old);
        }, TimeSpan.FromMinutes(1));

        await using var after = app.Open();
        (await after.RecordEntries.Where(entry => entry.RecordType == "product").Select(entry => entry.Title).OrderBy(name => name).ToListAsync()).ShouldBe(["Kept", "Young"]);
        (await api.Post($"products/{old}/restore")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.Post($"products/{young}/restore")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await after.Changes.CountAsync(change => change.RecordId == old && change.Kind == ChangeKinds.Removed)).ShouldBe(1);
        (await after.Set<IdempotentRequest>().CountAsync()).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task Content_goes_when_no_file_has_it_any_more(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock());
        await Ran(app, 1);
        var store = (FileStore)app.Services.GetService(typeof(FileStore))!;
        using var kept = new MemoryStream(Encoding.UTF8.GetBytes("kept"));
        var file = await app.Run<AddFile, StoredFile>(add => add.Run(Actor.System, kept, "kept.txt", null, CancellationToken.None));
        using var stray = new MemoryStream(Encoding.UTF8.GetBytes("stray"));
        var lost = await store.Put("main", stray, "stray.txt", null, CancellationToken.None);
        // The disk has real times; the clock of the test is years ahead, so that both are old enough.
        var removed = await app.Run<IEnumerable<ICleaning>, long>(cleanings => cleanings.OfType<RemoveUnusedFiles>().Single().Run(Context(app), CancellationToken.None));
        removed.ShouldBe(1);
        store.Open("main", lost.Hash).ShouldBeNull();
        await using var content = store.Open("main", file.Hash);
        content.ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task A_turn_comes_once_however_many_nodes_there_are(DatabaseEngine engine)
    {
        var recurring = DailyCleaning.Daily;
        var morning = new DateTimeOffset(2031, 1, 15, 9, 0, 0, TimeSpan.Zero);
        recurring.IdOf(recurring.Turn(morning)).ShouldBe(recurring.IdOf(recurring.Turn(morning.AddHours(14))));
        recurring.IdOf(recurring.Turn(morning)).ShouldNotBe(recurring.IdOf(recurring.Turn(morning.AddHours(15))));
        await using var app = await TandemApp.Start(engine);
        await using var second = Host.TandemApp.Build(new() { DataFolder = app.DataFolder, Database = app.Database.Given, Urls = "http://127.0.0.1:0" }, app.Clock);
        await ((Workspaces.WorkspaceRegistry)second.Services.GetService(typeof(Workspaces.WorkspaceRegistry))!).Default();
        await second.StartAsync(TestContext.Current.CancellationToken);
        await Ran(app, 1);
        await second.StopAsync(TestContext.Current.CancellationToken);
        await using var db = app.Open();
        (await db.Set<Job>().CountAsync(job => job.Kind == DailyCleaning.Name)).ShouldBe(1);
    }

    private static Task Ran(TandemApp app, int times) => Eventually.Is("the cleaning ran", async () =>
    {
        await using var db = app.Open();
        return await db.Set<Job>().CountAsync(job => job.Kind == DailyCleaning.Name && job.State == JobState.Done) == times;
    }, TimeSpan.FromMinutes(1));

    private static JobContext Context(TandemApp app) => new(new Job { Kind = "cleaning", Arguments = "{}", Title = "job.cleaning" }, Actor.System, app.Clock, TimeSpan.FromMinutes(1));
}
