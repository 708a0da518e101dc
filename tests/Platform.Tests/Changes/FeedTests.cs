using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Tests.Changes;

public class FeedTests
{
    [OnBothDatabases]
    public async Task A_reader_never_misses_a_change_that_commits_late(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        await using var reading = app.Open();
        var start = await FeedReader.End(reading, CancellationToken.None);
        if (engine == DatabaseEngine.Sqlite)
        {
            await Make(app, "first");
            (await Names(app, start)).ShouldBe(["created"]);
            return;
        }

        // The slow writer takes its sequence first and commits last.
        await using var slow = app.Open();
        await using var write = await slow.BeginWrite(CancellationToken.None);
        slow.Add(new Team("slow"));
        await slow.SaveChangesAsync();
        await Make(app, "quick");
        (await FeedReader.After(reading, start, 100, CancellationToken.None)).ShouldBeEmpty();
        (await FeedReader.Holds(reading, start, CancellationToken.None)).ShouldBeTrue();
        await write.Commit(CancellationToken.None);

        // Transactions of other databases on the server hold the feed back, too, until they end.
        await Eventually.Is("both changes can be read", async () => (await Names(app, start)).Count == 2);
    }

    [OnBothDatabases]
    public async Task A_consumer_gets_every_change_once_in_order_and_again_when_it_failed(DatabaseEngine engine)
    {
        var seen = new Seen { FailFirst = true };
        await using var app = await TandemApp.Start(engine, customise: builder => builder.Services.AddSingleton(seen).AddScoped<IFeedConsumer, Listener>());
        await Eventually.Is("the consumer has its place", async () =>
        {
            await using var db = app.Open();
            return await db.Set<FeedCursor>().AnyAsync(cursor => cursor.Consumer == "listener");
        });
        for (var i = 0; i < 30; i++) await Make(app, $"Product {i:00}");
        await Eventually.Is("the failed batch comes again", () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(20));
            return seen.Handled.Count == 30;
        });
        seen.Failed.ShouldBe(1);
        seen.Handled.ShouldBeInOrder();
        seen.Handled.ShouldBeUnique();
    }

    [OnBothDatabases]
    public async Task One_node_reads_for_a_consumer_until_it_is_gone(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var first = new FeedLease(app.Workspace, app.Clock, "mirror", fromTheBeginning: true);
        var second = new FeedLease(app.Workspace, app.Clock, "mirror", fromTheBeginning: true);
        (await first.Take(CancellationToken.None)).ShouldBe(FeedPosition.Start);
        (await second.Take(CancellationToken.None)).ShouldBeNull();
        (await first.Move(new FeedPosition(0, 7), CancellationToken.None)).ShouldBeTrue();

        app.Clock.Advance(FeedLease.Length + TimeSpan.FromSeconds(1));
        (await second.Take(CancellationToken.None)).ShouldBe(new FeedPosition(0, 7));
        (await first.Move(new FeedPosition(0, 9), CancellationToken.None)).ShouldBeFalse();
        await second.Release();
        (await first.Take(CancellationToken.None)).ShouldBe(new FeedPosition(0, 7));
    }

    [OnBothDatabases]
    public async Task The_api_reads_on_from_a_cursor(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        var now = (await api.Get("changes?after=now")).NextCursor;
        var id = await api.Create("products", new { name = "Lathe" });
        (await api.Patch($"products/{id}", new { family = "Machines" }, version: 1)).Expect(HttpStatusCode.OK);

        // PostgreSQL holds changes back while an older transaction of anybody may still commit.
        await Eventually.Is("both changes can be read", async () => (await api.Get($"changes?after={now}")).Expect(HttpStatusCode.OK).Data.Count == 2);
        var first = (await api.Get($"changes?after={now}&limit=1")).Expect(HttpStatusCode.OK);
        first.Data.Single().GetProperty("kind").GetString().ShouldBe("created");
        first.Json.GetProperty("more").GetBoolean().ShouldBeTrue();
        var rest = await api.Get($"changes?after={first.NextCursor}");
        rest.Data.Single().GetProperty("data").GetProperty("family")[1].GetString().ShouldBe("Machines");
        (await api.Get($"changes?after={rest.NextCursor}")).Data.ShouldBeEmpty();
        (await api.Get("changes?after=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [OnBothDatabases]
    public async Task A_reader_waits_for_what_comes_and_chooses_types(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        var now = (await api.Get("changes?after=now")).NextCursor;
        var waiting = api.Get($"changes?after={now}&types=product&wait=20");
        await api.Create("companies", new { name = "Halden Instruments" });
        await api.Create("products", new { name = "Lathe" });
        var told = (await waiting).Expect(HttpStatusCode.OK);
        told.Data.ShouldHaveSingleItem().GetProperty("recordType").GetString().ShouldBe("product");
        (await api.Get("changes?after=now&types=spaceship")).Code.ShouldBe("api.unknown-record-type");
        (await api.Get("changes?wait=31")).Code.ShouldBe("api.bad-wait");
    }

    [OnBothDatabases]
    public async Task A_reader_is_told_when_what_it_missed_is_no_longer_kept(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, customise: builder => builder.Services.AddSingleton(new TandemOptions { DataFolder = Scratch.Folder(), FeedRetention = TimeSpan.FromDays(30) }));
        using var api = await app.Api();
        await api.Create("products", new { name = "Saw" });
        await Eventually.Is("the first can be read", async () => (await api.Get("changes?types=product")).Data.Count == 1);
        var place = (await api.Get("changes?types=product")).NextCursor;
        await api.Create("products", new { name = "Lathe" });
        await Eventually.Is("the others have read it", async () =>
        {
            await using var db = app.Open();
            var end = await FeedReader.End(db, CancellationToken.None);
            return (await db.Set<FeedCursor>().ToListAsync()).TrueForAll(cursor => !cursor.Position.IsBefore(end)) && (await api.Get($"changes?after={place}")).Data.Count > 0;
        });
        app.Clock.Advance(TimeSpan.FromDays(32));
        await Eventually.Is("the cleaning cut it off", async () => (await api.Get($"changes?after={place}")).Code == "api.cursor-too-old");
        (await api.Get($"changes?after={place}")).Status.ShouldBe(HttpStatusCode.Gone);
        (await api.Get($"changes?after={(await api.Get("changes?after=now")).NextCursor}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task Make(TandemApp app, string name)
    {
        await using var db = app.Open();
        db.Add(new Team(name));
        await db.SaveChangesAsync();
    }

    private static async Task<List<string>> Names(TandemApp app, FeedPosition from)
    {
        await using var db = app.Open();
        return (await FeedReader.After(db, from, 100, CancellationToken.None)).ConvertAll(change => change.Kind);
    }

    private sealed class Seen
    {
        public bool FailFirst { get; init; }

        public int Failed { get; set; }

        public ConcurrentQueue<long> Handled { get; } = new();
    }

    private sealed class Listener(Seen seen) : IFeedConsumer
    {
        public string Name => "listener";

        public bool FromTheBeginning => false;

        public Task Handle(IReadOnlyList<Change> changes, CancellationToken stop)
        {
            if (seen.FailFirst && seen.Failed == 0)
            {
                seen.Failed++;
                throw new InvalidOperationException("The consumer is down.");
            }

            foreach (var change in changes.Where(change => change.RecordType == "team")) seen.Handled.Enqueue(change.Sequence);
            return Task.CompletedTask;
        }
    }
}
