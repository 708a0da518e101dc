using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tandem.Platform.Access;

namespace Tandem.Platform.Data;

/// <summary>
/// Brings a workspace's database to this program's version, at start and before anything else. Two nodes that start together
/// take turns; a database that a newer program has written to is refused.
/// </summary>
public static class Migrator
{
    /// <summary>PostgreSQL's advisory lock under which migrations run; any constant will do as long as it stays.</summary>
    private const long LockKey = 0x54414e44454d;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task Migrate(WorkspaceDatabase home, CancellationToken stop)
    {
        if (home.Address.Engine == DatabaseEngine.Sqlite) Directory.CreateDirectory(Path.GetDirectoryName(home.Address.File)!);
        // Not the test's clock, if there is one: the lock is held by a process that lives in real time.
        using var file = home.Address.Engine == DatabaseEngine.Sqlite ? await FileLock.Take(home.Address.File + ".migrate", Pause, TimeProvider.System, stop) : null;
        await using var advisory = home.Address.Engine == DatabaseEngine.Postgres ? await AdvisoryLock(home, stop) : null;
        await using var db = home.Open(Actor.System);
        await RefuseNewer(db, stop);
        if ((await db.Database.GetPendingMigrationsAsync(stop)).Any()) await db.Database.MigrateAsync(stop);
    }

    private static async Task RefuseNewer(CrmDb db, CancellationToken stop)
    {
        if (!await db.Database.CanConnectAsync(stop)) return;
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await db.Database.GetAppliedMigrationsAsync(stop)).Where(applied => !known.Contains(applied)).ToList();
        if (unknown.Count > 0) throw new DatabaseIsNewer(db.Home.Address.ToString(), unknown[^1]);
    }

    /// <summary>The file that a process holds locked while it works on the jobs of a SQLite database.</summary>
    internal static string ServingLock(DatabaseAddress address) => address.File + ".serving";

    /// <summary>Whether a process serves a SQLite database.</summary>
    internal static bool IsServed(DatabaseAddress address)
    {
        using var free = FileLock.Try(ServingLock(address));
        return free is null;
    }

    private static async Task<Unlock> AdvisoryLock(WorkspaceDatabase home, CancellationToken stop)
    {
        var connection = await home.Postgres.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } }, CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(stop);
        return new Unlock(connection);
    }

    private sealed class Unlock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection)) await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}

/// <summary>The database was written by a newer version of the program.</summary>
public sealed class DatabaseIsNewer(string database, string migration)
    : Exception($"The database {database} was written by a newer version of Tandem (it knows {migration}). Start that version, or restore a backup made with this one.");
