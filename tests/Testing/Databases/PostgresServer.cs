using System.Diagnostics;
using Npgsql;

namespace Tandem.Testing.Databases;

/// <summary>
/// The PostgreSQL of this test run: the one that TANDEM_TEST_POSTGRES names (an administrator's connection string; bin/test starts one for
/// all test programs), or one that lives as long as this process.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<Server>> Shared = new(() => Server.Start(durable: false));
    private static int databases;

    /// <summary>Connection string of an administrator, on the database <c>postgres</c>.</summary>
    public static async Task<string> Administrator() =>
        Environment.GetEnvironmentVariable("TANDEM_TEST_POSTGRES") is { Length: > 0 } given ? given : (await Shared.Value).Administrator;

    /// <summary>A new database; returns its connection string.</summary>
    public static async Task<string> CreateDatabase(string? template = null)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await Run($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await Run($"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {template} STRATEGY FILE_COPY")}");
        return await ConnectionTo(name);
    }

    public static async Task<string> ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(await Administrator())
    {
        Database = database,
        MaxPoolSize = 30,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 2,
    }.ToString();

    public static Task DropDatabase(string connection) =>
        Run($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>Fills a database once for all processes that share the server; new ones are copied from it.</summary>
    public static async Task<string> Template(string name, Func<string, Task> fill)
    {
        await using var admin = new NpgsqlConnection(await Unpooled());
        await admin.OpenAsync();
        await Execute(admin, "SELECT pg_advisory_lock(hashtext($1))", name);
        await using (var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", admin) { Parameters = { new() { Value = name } } })
        {
            if (await exists.ExecuteScalarAsync() is 1L) return name;
        }

        var unfinished = name + "_unfinished";
        await Execute(admin, $"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)");
        await Execute(admin, $"CREATE DATABASE {unfinished}");
        var connection = await ConnectionTo(unfinished);
        await fill(connection);
        await using (var pooled = new NpgsqlConnection(connection)) NpgsqlConnection.ClearPool(pooled);
        await Execute(admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", unfinished);
        await Execute(admin, $"ALTER DATABASE {unfinished} RENAME TO {name}");
        return name;
    }

    /// <summary>A server of its own that keeps what it committed, as in production: for measuring.</summary>
    public static async Task<IAsyncDisposable> StartDurable(Action<string> administrator)
    {
        var server = await Server.Start(durable: true);
        administrator(server.Administrator);
        return server;
    }

    private static async Task Run(string sql)
    {
        await using var admin = new NpgsqlConnection(await Unpooled());
        await admin.OpenAsync();
        await Execute(admin, sql);
    }

    private static async Task<string> Unpooled() => new NpgsqlConnectionStringBuilder(await Administrator()) { Pooling = false }.ToString();

    private static async Task Execute(NpgsqlConnection connection, string sql, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The script lives as long as its standard input stays open: however this process ends, the server ends with it.</summary>
    private sealed class Server(Process script, string administrator) : IAsyncDisposable
    {
        public string Administrator { get; } = administrator;

        public static async Task<Server> Start(bool durable)
        {
            var script = Process.Start(new ProcessStartInfo(Repository.PathOf("tests/Testing/postgres.sh"), durable ? ["--durable"] : [])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            var line = await script.StandardOutput.ReadLineAsync();
            return new(script, line ?? throw new InvalidOperationException("PostgreSQL did not start; bin/test installs what is missing."));
        }

        public async ValueTask DisposeAsync()
        {
            script.StandardInput.Close();
            await script.WaitForExitAsync();
            script.Dispose();
        }
    }
}
