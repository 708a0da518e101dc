using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Tandem.Core;
using Tandem.Platform.Data;
using Tandem.Platform.Files;

namespace Tandem.Platform.Backups;

/// <summary>
/// Writes one workspace into one file (tar.gz): a manifest, the database as it was at one moment, and the content of all files. It works
/// beside a running server and holds nobody up. The data-protection keys stand in the database.
/// </summary>
public sealed class MakeBackup(WorkspaceRegistry workspaces, FileStore store, TimeProvider clock)
{
    /// <summary>Hashes of files that rows name but the disk does not have.</summary>
    public sealed record Report(long Bytes, int Files, IReadOnlyList<string> Missing);

    public async Task<Report> Run(string workspace, string target, CancellationToken stop)
    {
        var home = await workspaces.Named(workspace);
        var path = Path.GetFullPath(target);
        if (Directory.Exists(path)) throw new BackupFailed($"{path} is a folder; name a file, such as {Path.Combine(path, "tandem.tar.gz")}.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var staging = path + "." + Ids.New().ToString("n");
        Directory.CreateDirectory(staging);
        try
        {
            // The database first: content that its rows name is stored before them and stays for an hour after them.
            await Dump(home, staging, stop);
            var (migrations, hashes) = await Describe(home, staging, stop);
            var missing = hashes.Where(hash => !File.Exists(store.PathOf(workspace, hash))).ToList();
            var manifest = new BackupManifest(BackupManifest.CurrentFormat, typeof(MakeBackup).Assembly.GetName().Version!.ToString(3), clock.GetUtcNow(), workspace, home.Address.Engine,
                migrations, await Parts(staging, stop), [.. hashes.Except(missing, StringComparer.Ordinal)]);
            var partial = Path.Combine(staging, "archive");
            await Pack(manifest, staging, workspace, partial, stop);
            File.Move(partial, path, overwrite: true);
            return new Report(new FileInfo(path).Length, manifest.Files.Count, missing);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static async Task Dump(WorkspaceDatabase home, string folder, CancellationToken stop)
    {
        if (home.Address.Engine == DatabaseEngine.Postgres)
        {
            await PostgresCopy.Dump(home.Postgres, folder, stop);
            return;
        }

        await using var from = new SqliteConnection(home.Address.ConnectionString);
        await from.OpenAsync(stop);
        await using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, SqliteFile), Pooling = false }.ToString());
        await to.OpenAsync(stop);
        from.BackupDatabase(to);
        await using var journal = to.CreateCommand();
        journal.CommandText = "PRAGMA journal_mode = DELETE"; // one file, complete in itself
        await journal.ExecuteScalarAsync(stop);
    }

    internal const string SqliteFile = "tandem.db";

    /// <summary>Reads the dump, not the living database: only that belongs together.</summary>
    private static async Task<(IReadOnlyList<string> Migrations, IReadOnlyList<string> Hashes)> Describe(WorkspaceDatabase home, string folder, CancellationToken stop)
    {
        if (home.Address.Engine == DatabaseEngine.Postgres) return await PostgresCopy.Describe(folder, stop);
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, SqliteFile), Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await connection.OpenAsync(stop);
        return (await Column(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1", stop), await Column(connection, "SELECT DISTINCT hash FROM files ORDER BY 1", stop));
    }

    private static async Task<List<string>> Column(SqliteConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var values = new List<string>();
        while (await reader.ReadAsync(stop)) values.Add(reader.GetString(0));
        return values;
    }

    private static async Task<List<BackupPart>> Parts(string folder, CancellationToken stop)
    {
        var parts = new List<BackupPart>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            await using var content = file.OpenRead();
            parts.Add(new BackupPart(file.Name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop))));
        }

        return parts;
    }

    private async Task Pack(BackupManifest manifest, string staging, string workspace, string target, CancellationToken stop)
    {
        await using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip, TarEntryFormat.Pax, leaveOpen: true))
        {
            using var json = new MemoryStream(manifest.ToJson());
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = json }, stop);
            foreach (var part in manifest.Parts) await Add(tar, Path.Combine(staging, part.Name), "database/" + part.Name, stop);
            foreach (var hash in manifest.Files) await Add(tar, store.PathOf(workspace, hash), "files/" + hash, stop);
        }

        file.Flush(flushToDisk: true);
    }

    private static async Task Add(TarWriter tar, string path, string name, CancellationToken stop)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, stop);
    }
}
