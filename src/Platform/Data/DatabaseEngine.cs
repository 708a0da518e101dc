namespace Tandem.Platform.Data;

/// <summary>The two databases that Tandem runs on.</summary>
public enum DatabaseEngine
{
    Sqlite, Postgres,
}

/// <summary>Where a workspace's database is.</summary>
/// <param name="Engine">Which of the two.</param>
/// <param name="ConnectionString">Complete, with password if any: never logged; use <see cref="ToString"/>.</param>
public sealed record DatabaseAddress(DatabaseEngine Engine, string ConnectionString)
{
    /// <summary>Reads what an administrator gives: a PostgreSQL connection string or URL, or the path of a SQLite file.</summary>
    public static DatabaseAddress Parse(string text)
    {
        if (text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal))
            return new(DatabaseEngine.Postgres, FromUrl(new Uri(text)));
        if (text.Contains("Host=", StringComparison.OrdinalIgnoreCase) || text.Contains("Server=", StringComparison.OrdinalIgnoreCase))
            return new(DatabaseEngine.Postgres, text);
        return SqliteFile(text);
    }

    public static DatabaseAddress SqliteFile(string path) => new(DatabaseEngine.Sqlite,
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), ForeignKeys = true, DefaultTimeout = 30 }.ToString());

    /// <summary>The SQLite file; throws for PostgreSQL.</summary>
    public string File => Engine == DatabaseEngine.Sqlite
        ? new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(ConnectionString).DataSource
        : throw new InvalidOperationException("A PostgreSQL database has no file.");

    /// <summary>For people and logs: no password.</summary>
    public override string ToString()
    {
        if (Engine == DatabaseEngine.Sqlite) return File;
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString);
        return $"postgresql://{builder.Host}:{builder.Port}/{builder.Database}";
    }

    private static string FromUrl(Uri url)
    {
        var builder = new Npgsql.NpgsqlConnectionStringBuilder { Host = url.Host, Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')) };
        if (url.Port > 0) builder.Port = url.Port;
        var login = url.UserInfo.Split(':', 2);
        if (login[0].Length > 0) builder.Username = Uri.UnescapeDataString(login[0]);
        if (login.Length > 1) builder.Password = Uri.UnescapeDataString(login[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : (pair, "true");
            builder[key == "sslmode" ? "SSL Mode" : key] = value;
        }
        return builder.ToString();
    }
}
