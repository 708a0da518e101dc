using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Migrations.Internal;

namespace Tandem.Platform.Data;

/// <summary>
/// The history of migrations on SQLite without EF's own lock: that is a row in a table, and a process killed while migrating leaves it there,
/// so that every later start waits for ever. <see cref="Migrator"/> holds a lock that the system drops with the process.
/// </summary>
internal sealed class SqliteHistory(HistoryRepositoryDependencies dependencies) : SqliteHistoryRepository(dependencies)
{
    public override IMigrationsDatabaseLock AcquireDatabaseLock() => new Unlocked(this);

    public override Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IMigrationsDatabaseLock>(new Unlocked(this));

    private sealed class Unlocked(IHistoryRepository history) : IMigrationsDatabaseLock
    {
        public IHistoryRepository HistoryRepository => history;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
