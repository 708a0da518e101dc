using System.Security.Cryptography;
using System.Text;
using Tandem.Platform.Data;

namespace Tandem.Testing.Databases;

/// <summary>A database that is filled once and then copied: far cheaper than migrating, or importing, for each test.</summary>
/// <param name="name">Lower-case letters; names the template on a shared server.</param>
/// <param name="fill">Fills an empty database, and closes every connection to it.</param>
public sealed class DatabaseTemplate(string name, Func<DatabaseAddress, Task> fill)
{
    private readonly Lazy<Task<string>> sqlite = new(() => FillFile(fill));
    private readonly Lazy<Task<string>> postgres = new(() => PostgresServer.Template($"template_{name}_{BuildStamp()}", connection => fill(new(DatabaseEngine.Postgres, connection))));

    /// <summary>Path of the SQLite file, or name of the PostgreSQL database, to copy from.</summary>
    internal Task<string> On(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? sqlite.Value : postgres.Value;

    private static async Task<string> FillFile(Func<DatabaseAddress, Task> fill)
    {
        var address = DatabaseAddress.SqliteFile(Path.Combine(Scratch.Folder("template"), "tandem.db"));
        await fill(address);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(address.ConnectionString))
        {
            // Only what stands in the file itself is copied.
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        }

        return address.File;
    }

    /// <summary>A server that outlives the build must not hand out yesterday's tables.</summary>
    private static string BuildStamp()
    {
        var modules = Directory.EnumerateFiles(AppContext.BaseDirectory, "Tandem.*.dll").Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(file => System.Reflection.Assembly.Load(System.Reflection.AssemblyName.GetAssemblyName(file)).ManifestModule.ModuleVersionId);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(modules))))[..12];
    }
}
