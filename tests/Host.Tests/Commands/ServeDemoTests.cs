using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Tests.Commands;

public class ServeDemoTests
{
    [OnBothDatabases]
    public async Task The_first_start_prints_a_sign_in_and_later_ones_remind_of_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        string[] serve = ["serve", "--demo", "--language", "vi", "--data", Scratch.Folder(), "--db", database.Given, "--urls", "http://127.0.0.1:0"];
        await using (var first = TandemProgram.Start(serve))
        {
            (await first.Says("Tandem answers")).ShouldContain("http://127.0.0.1:");
            var email = (await first.Says("e-mail")).Split(' ')[^1];
            email.ShouldContain("@");
            (await first.Says("password")).Split(' ')[^1].Length.ShouldBeGreaterThan(10);
            (await first.Terminate()).Errors.ShouldBeEmpty();
        }

        await using var second = TandemProgram.Start(serve);
        (await second.Says("already")).ShouldContain("demo@tandem.example");
    }

    [OnBothDatabases]
    public async Task Killed_in_the_middle_it_is_there_as_a_whole_or_not_at_all(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        string[] serve = ["serve", "--demo", "--data", folder, "--db", database.Given, "--urls", "http://127.0.0.1:0"];
        await using (var killed = TandemProgram.Start(serve))
        {
            await Eventually.Is("the database is migrated", () => Migrated(database), TimeSpan.FromMinutes(2));
            await killed.Kill();
        }

        await using var again = TandemProgram.Start(serve);
        await again.Says("Tandem answers");
        await using var workspace = new WorkspaceDatabase("main", database.Address, Modules.All(), TimeProvider.System);
        await using var db = workspace.Open(Platform.Access.Actor.System);
        var filled = await db.Set<Platform.Settings.Workspace>().CountAsync(one => one.DemoBatchId != null, TestContext.Current.CancellationToken);
        var deals = await db.RecordEntries.CountAsync(entry => entry.RecordType == "deal", TestContext.Current.CancellationToken);
        (filled, deals).ShouldBe((1, 600));
    }

    [Fact]
    public async Task Help_calls_the_program_by_its_name() => (await TandemProgram.Run("--help")).Output.ShouldContain("tandem [command] [options]");

    private static async Task<bool> Migrated(TestDatabase database)
    {
        try
        {
            await using var workspace = new WorkspaceDatabase("main", database.Address, Modules.All(), TimeProvider.System);
            await using var db = workspace.Open(Platform.Access.Actor.System);
            await db.Set<Platform.Settings.Workspace>().AnyAsync();
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            return false; // no tables yet
        }
    }
}
