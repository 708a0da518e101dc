using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tandem.Platform.Data;
using Tandem.Testing.Databases;

namespace Tandem.Testing.Tests;

public class TestDatabaseTests
{
    private static readonly DatabaseTemplate Filled = new("filled", async address =>
    {
        await using var connection = await Open(address);
        await Ask(connection, "CREATE TABLE words (word text)");
        await Ask(connection, "INSERT INTO words VALUES ('filled')");
        await connection.CloseAsync();
    });

    [OnBothDatabases]
    public async Task A_copy_has_what_was_filled_once_and_is_nobody_elses(DatabaseEngine engine)
    {
        await using var first = await TestDatabase.Copy(Filled, engine);
        await using var second = await TestDatabase.Copy(Filled, engine);
        await using (var connection = await Open(first.Address)) await Ask(connection, "UPDATE words SET word = 'changed'");
        await using (var connection = await Open(second.Address)) (await Ask(connection, "SELECT word FROM words")).ShouldBe("filled");
    }

    [OnBothDatabases]
    public async Task A_disposed_database_is_gone(DatabaseEngine engine)
    {
        var database = await TestDatabase.Empty(engine);
        await using (var connection = await Open(database.Address)) await Ask(connection, "CREATE TABLE words (word text)");
        await database.DisposeAsync();
        if (engine == DatabaseEngine.Sqlite) File.Exists(database.Address.File).ShouldBeFalse();
        else await Should.ThrowAsync<PostgresException>(() => Open(database.Address));
    }

    [Fact]
    public async Task PostgreSQL_sorts_as_people_do_and_has_trigrams()
    {
        await using var database = await TestDatabase.Empty(DatabaseEngine.Postgres);
        await using var connection = await Open(database.Address);
        (await Ask(connection, "SELECT min(w) FROM (VALUES ('a'), ('B')) AS words (w)")).ShouldBe("a");
        await Ask(connection, "CREATE EXTENSION pg_trgm");
        (await Ask(connection, "SELECT similarity('tandem', 'tandem')")).ShouldBe(1f);
    }

    private static async Task<DbConnection> Open(DatabaseAddress address)
    {
        DbConnection connection = address.Engine == DatabaseEngine.Sqlite ? new SqliteConnection(address.ConnectionString) : new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> Ask(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
