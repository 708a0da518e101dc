using Microsoft.EntityFrameworkCore;
using Tandem.Host.Tests.Commands;

namespace Tandem.Host.Tests.Hosting;

public class MigrationTests
{
    [OnBothDatabases]
    public async Task Two_nodes_that_start_together_take_turns(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TandemProgram.Run("migrate", "--data", folder, "--db", database.Given)));
        ended.ShouldAllBe(one => one.Code == 0 && one.Errors == "");
    }

    [OnBothDatabases]
    public async Task A_node_killed_while_it_migrates_holds_no_later_one_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        // Killed at different moments: in a process that takes a second, some of these are within its migrations.
        foreach (var moment in new[] { 350, 500, 650, 800 })
        {
            await using var node = TandemProgram.Start("migrate", "--data", folder, "--db", database.Given);
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            await node.Kill();
        }

        var ended = await TandemProgram.Run("migrate", "--data", folder, "--db", database.Given).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        ended.Errors.ShouldBeEmpty();
        ended.Code.ShouldBe(0);
        (await TandemProgram.Run("key", "add", "robot", "--data", folder, "--db", database.Given)).Code.ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task A_lock_row_that_a_killed_process_left_holds_nobody_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        if (engine == DatabaseEngine.Sqlite)
        {
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(database.Address.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2031-01-01')""";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await TandemProgram.Run("migrate", "--data", folder, "--db", database.Given).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken)).Code.ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task A_database_newer_than_the_program_is_refused(DatabaseEngine engine)
    {
        await using var app = await App.Start(engine);
        await using (var db = app.Open())
        {
            var history = engine == DatabaseEngine.Sqlite
                ? "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Later', '99.0.0')"
                : "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('20990101000000_Later', '99.0.0')";
            await db.Database.ExecuteSqlRawAsync(history, TestContext.Current.CancellationToken);
        }

        var ended = await TandemProgram.Run("serve", "--data", app.DataFolder, "--db", app.Database.Given, "--urls", "http://127.0.0.1:0");
        ended.Code.ShouldBe(1);
        ended.Errors.ShouldContain("newer version");
        ended.Errors.ShouldContain("20990101000000_Later");
    }

    [OnBothDatabases]
    public async Task Health_says_what_is_wrong(DatabaseEngine engine)
    {
        await using var app = await App.Start(engine);
        using var http = new HttpClient { BaseAddress = app.Address };
        (await http.GetStringAsync("/health/live", TestContext.Current.CancellationToken)).ShouldBe("live");
        (await http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken)).ShouldBe("ready");
        await using (var db = app.Open()) await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\"", TestContext.Current.CancellationToken);
        using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("migrations");
    }
}
