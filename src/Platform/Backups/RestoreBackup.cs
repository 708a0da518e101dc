using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Backups;

/// <summary>
/// Puts a backup back. Everything in it is checked before anything here changes; what is here is replaced only when that is asked for, and never
/// under a running server.
/// </summary>
public sealed class RestoreBackup(TandemOptions options, ModuleSet modules, FileStore store, TimeProvider clock)
{
    public async Task Run(string workspace, string source, bool force, CancellationToken stop)
    {
        if (!File.Exists(source)) throw new BackupFailed($"There is no file {source}.");
        var address = workspace == WorkspaceRegistry.DefaultName ? options.DefaultAddress : options.AddressOf(workspace);
        Directory.CreateDirectory(options.DataFolder);
        var staging = Path.Combine(options.DataFolder, "restore-" + Ids.New().ToString("n"));
        Directory.CreateDirectory(staging);
        try
        {
            var manifest = await Unpack(source, staging, stop);
            Verify(manifest, address);
            await RefuseUse(address, force, stop);
            foreach (var hash in manifest.Files) Place(Path.Combine(staging, "files", hash), store.PathOf(workspace, hash));
            var database = Path.Combine(staging, "database");
            if (address.Engine == DatabaseEngine.Sqlite) PlaceSqlite(Path.Combine(database, MakeBackup.SqliteFile), address.File);
            else await PlacePostgres(address, database, manifest, stop);
            await using var home = new WorkspaceDatabase(workspace, address, modules, clock);
            await Migrator.Migrate(home, stop);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Unpacks and compares every checksum.</summary>
    private static async Task<BackupManifest> Unpack(string source, string staging, CancellationToken stop)
    {
        BackupManifest? manifest = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var file = File.OpenRead(source);
            await using var zip = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(zip);
            while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
            {
                if (manifest is null)
                {
                    if (entry.Name != BackupManifest.Name || entry.DataStream is null) throw new BackupFailed($"{source} is no backup of Tandem.");
                    manifest = BackupManifest.FromJson(entry.DataStream);
                    if (manifest is null || manifest.Format > BackupManifest.CurrentFormat) throw new BackupFailed("The backup was made by a newer version of Tandem.");
                    continue;
                }

                var expected = HashOf(manifest, entry.Name) ?? throw new BackupFailed($"The backup has a part {entry.Name} that its manifest does not name.");
                var target = Path.Combine(staging, entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await entry.ExtractToFileAsync(target, overwrite: false, stop);
                await using var content = File.OpenRead(target);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) != expected) throw new BackupFailed($"The backup is damaged: the checksum of {entry.Name} is wrong.");
                seen.Add(entry.Name);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or System.Text.Json.JsonException)
        {
            throw new BackupFailed($"{source} is damaged or no backup of Tandem.");
        }

        if (manifest is null) throw new BackupFailed($"{source} is no backup of Tandem.");
        var missing = manifest.Parts.Select(part => "database/" + part.Name).Concat(manifest.Files.Select(hash => "files/" + hash)).FirstOrDefault(name => !seen.Contains(name));
        return missing is null ? manifest : throw new BackupFailed($"The backup is not complete: {missing} is missing.");
    }

    private static string? HashOf(BackupManifest manifest, string entry) => entry.Split('/') switch
    {
        ["database", var name] => manifest.Parts.FirstOrDefault(part => part.Name == name)?.Hash,
        ["files", var hash] => manifest.Files.FirstOrDefault(one => one == hash),
        _ => null,
    };

    private void Verify(BackupManifest manifest, DatabaseAddress address)
    {
        if (manifest.Engine != address.Engine) throw new BackupFailed($"The backup is of a {manifest.Engine} database; --db names a {address.Engine} one.");
        using var db = new CrmDb(CrmDbSetup.Options(address, modules));
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (manifest.Migrations.FirstOrDefault(migration => !known.Contains(migration)) is { } newer)
            throw new BackupFailed($"The backup was made by a newer version of Tandem ({manifest.Program}; it knows {newer}).");
    }

    private static async Task RefuseUse(DatabaseAddress address, bool force, CancellationToken stop)
    {
        if (address.Engine == DatabaseEngine.Sqlite)
        {
            if (!File.Exists(address.File)) return;
            if (!force) throw new BackupFailed($"{address.File} exists already; --force replaces it.");
            if (Migrator.IsServed(address)) throw new BackupFailed("A server is running on this database; stop it first.");
            return;
        }

        await using var source = NpgsqlDataSource.Create(address.ConnectionString);
        await using var tables = source.CreateCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'");
        if (await tables.ExecuteScalarAsync(stop) is 0L) return;
        if (!force) throw new BackupFailed($"{address} is not empty; --force replaces it.");
        await using var others = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        if (await others.ExecuteScalarAsync(stop) is > 0L and var count) throw new BackupFailed($"{count} connections to this database are open; stop the servers first.");
        await using var clear = source.CreateCommand("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
        await clear.ExecuteNonQueryAsync(stop);
    }

    private static void PlaceSqlite(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        SqliteConnection.ClearAllPools();
        File.Delete(to + "-wal");
        File.Delete(to + "-shm");
        Place(from, to);
    }

    private async Task PlacePostgres(DatabaseAddress address, string folder, BackupManifest manifest, CancellationToken stop)
    {
        await using (var home = new WorkspaceDatabase("restore", address, modules, clock))
        {
            // The tables as they were when the backup was made; newer migrations run on the restored data afterwards.
            await using var db = home.Open(Actor.System);
            await db.GetService<IMigrator>().MigrateAsync(manifest.Migrations[^1], stop);
        }

        await using var source = NpgsqlDataSource.Create(address.ConnectionString);
        await PostgresCopy.Load(source, folder, stop);
    }

    private static void Place(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using (var content = new FileStream(from, FileMode.Open, FileAccess.ReadWrite)) content.Flush(flushToDisk: true);
        File.Move(from, to, overwrite: true);
    }
}
