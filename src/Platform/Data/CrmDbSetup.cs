using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Query;

namespace Tandem.Platform.Data;

/// <summary>How a context is set up on each of the two databases.</summary>
public static class CrmDbSetup
{
    public static DbContextOptions<CrmDb> Options(DatabaseAddress address, ModuleSet modules)
    {
        var builder = new DbContextOptionsBuilder<CrmDb>();
        if (address.Engine == DatabaseEngine.Sqlite)
        {
            // A list of ids is one parameter, as it is on PostgreSQL: with one for each, SQLite looks through all names for every value that it is given.
            builder.UseSqlite(address.ConnectionString, sqlite => sqlite.MigrationsAssembly("Tandem.Migrations.Sqlite").UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
            builder.AddInterceptors(PragmaInterceptor.Instance, IndexHint.Instance).ReplaceService<IHistoryRepository, SqliteHistory>();
        }
        else
        {
            // Not with the workspace's data source: EF would make a model and compile every query anew for each of them. A context gets its connection from there when it is opened.
            builder.UseNpgsql(address.ConnectionString, npgsql => npgsql.MigrationsAssembly("Tandem.Migrations.Postgres").UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery));
        }

        builder.ReplaceService<IAsyncQueryProvider, Fields.Computed.ComputedQueries>();
        builder.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(new CrmOptions(address.Engine, modules));
        return builder.Options;
    }

    /// <summary>
    /// Write-ahead log so that readers never wait for the writer; every commit reaches the disk (<c>synchronous = FULL</c>);
    /// the log goes into the file every 16 MB rather than every 4. Each connection keeps 8 MB; the rest is the system's cache, which no process is charged for,
    /// as it would be for a mapped file.
    /// </summary>
    internal const string SqlitePragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16000;";

    /// <summary>The one connection that saves go through touches a page of every index with each record: it keeps 32 MB.</summary>
    internal const string SqliteWriterPragmas = SqlitePragmas + " PRAGMA cache_size=-32000;";

    private sealed class PragmaInterceptor : DbConnectionInterceptor
    {
        public static readonly PragmaInterceptor Instance = new();

        private readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, object> prepared = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Prepare(connection);
            return Task.CompletedTask;
        }

        private void Prepare(DbConnection connection)
        {
            // A pooled handle keeps its pragmas: only a new one is prepared.
            if (((Microsoft.Data.Sqlite.SqliteConnection)connection).Handle is not { } handle || prepared.TryGetValue(handle, out _)) return;
            // EF looks through a read-only one whether the database is there.
            if (new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection.ConnectionString).Mode == Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly) return;
            using var command = connection.CreateCommand();
            command.CommandText = SqlitePragmas;
            command.ExecuteNonQuery();
            prepared.AddOrUpdate(handle, handle);
        }
    }
}
