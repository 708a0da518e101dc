using System.Collections.Concurrent;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Hosting;
using Tandem.Platform.Workspaces;

namespace Tandem.Platform.Tests.Changes;

public class PostgresRelayTests
{
    [Fact]
    public async Task What_one_node_commits_the_others_hear_and_itself_does_not_hear_twice()
    {
        await using var here = await TandemApp.Start(DatabaseEngine.Postgres);
        await using var there = Host.TandemApp.Build(new TandemOptions { DataFolder = Scratch.Folder(), Database = here.Database.Given, Urls = "http://127.0.0.1:0" });
        var other = await ((WorkspaceRegistry)there.Services.GetService(typeof(WorkspaceRegistry))!).Default();
        await there.StartAsync(TestContext.Current.CancellationToken);
        var heardThere = new ConcurrentQueue<string>();
        var relayedHere = new ConcurrentQueue<string>();
        using var listeningThere = other.Signal.Listen((topics, _) => topics.ToList().ForEach(heardThere.Enqueue));
        using var listeningHere = here.Workspace.Signal.Listen((topics, own) =>
        {
            if (!own) topics.Where(topic => topic.StartsWith("team:", StringComparison.Ordinal)).ToList().ForEach(relayedHere.Enqueue);
        });

        await Eventually.Is("the other node hears of single records", async () =>
        {
            await using var db = here.Open();
            db.Add(new Team("Lathe"));
            await db.SaveChangesAsync();
            return heardThere.Any(topic => topic.StartsWith("team:", StringComparison.Ordinal));
        });
        relayedHere.ShouldBeEmpty();
        await there.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Many_topics_are_cut_into_what_the_database_takes()
    {
        var topics = Enumerable.Range(0, 1500).Select(_ => $"product:{Ids.New():n}").ToHashSet(StringComparer.Ordinal);
        var payloads = PostgresRelay.Payloads("origin", topics).ToList();
        payloads.ShouldAllBe(payload => payload.Length < 8000 && payload.StartsWith("origin,"));
        payloads.SelectMany(payload => payload.Split(',').Skip(1)).ToHashSet().SetEquals(topics).ShouldBeTrue();
    }

    [Fact]
    public void A_flood_of_topics_shrinks_to_their_types()
    {
        var topics = Enumerable.Range(0, 5000).Select(_ => $"product:{Ids.New():n}").Append("product").ToHashSet(StringComparer.Ordinal);
        PostgresRelay.Payloads("origin", topics).ShouldBe(["origin,product"]);
    }
}
