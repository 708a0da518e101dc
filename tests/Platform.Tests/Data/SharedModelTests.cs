using Tandem.Platform.Access;
using Tandem.Platform.Workspaces;

namespace Tandem.Platform.Tests.Data;

/// <summary>A model and its compiled queries are the greater part of what a workspace costs in memory and at its first request.</summary>
public class SharedModelTests
{
    [OnBothDatabases]
    public async Task Workspaces_share_one_model_and_keep_their_own_databases(DatabaseEngine engine)
    {
        await using var north = await TestDatabase.Empty(engine);
        await using var south = await TestDatabase.Empty(engine);
        await using var first = await Opened("north", north);
        await using var second = await Opened("south", south);

        // More than once: contexts come back from a pool.
        for (var time = 0; time < 2; time++)
        {
            await using var here = first.Open(Actor.System);
            await using var there = second.Open(Actor.System);
            there.Model.ShouldBeSameAs(here.Model);
            here.Add(new Team($"North {time}"));
            await here.SaveChangesAsync();
            here.Teams.Count().ShouldBe(time + 1);
            there.Teams.Count().ShouldBe(0);
        }
    }

    private static async Task<WorkspaceDatabase> Opened(string name, TestDatabase database)
    {
        var workspace = new WorkspaceDatabase(name, database.Address, Host.Modules.All(), new TestClock());
        await Migrator.Migrate(workspace, CancellationToken.None);
        return workspace;
    }
}
