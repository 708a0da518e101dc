using Tandem.Platform.Data;

namespace Tandem.Platform.Hosting;

/// <summary>Where this program keeps its things and what it serves; from the command line or TANDEM_DATA, TANDEM_DB, TANDEM_URLS.</summary>
public sealed record TandemOptions
{
    /// <summary>Folder of files, logs of imports and, unless <see cref="Database"/> says otherwise, of the SQLite database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL connection string or URL, or path of a SQLite file; null for <c>tandem.db</c> in the data folder.</summary>
    public string? Database { get; init; }

    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Requests per second that one API key may make; more are answered 429.</summary>
    public int ApiRequestsPerSecond { get; init; } = 20_000;

    /// <summary>Largest upload in bytes.</summary>
    public long MaxUpload { get; init; } = 2L << 30;

    /// <summary>How long the change feed, and with it the timeline and the audit trail, is kept; null for ever. TANDEM_FEED_DAYS.</summary>
    public TimeSpan? FeedRetention { get; init; }

    /// <summary>Private networks that webhooks may call, beside all public addresses. TANDEM_WEBHOOK_NETWORKS.</summary>
    public IReadOnlyList<System.Net.IPNetwork> WebhookNetworks { get; init; } = [];

    /// <summary>Logs as JSON, one object a line, for machines to read. TANDEM_LOG=json.</summary>
    public bool JsonLog { get; init; }

    public DatabaseAddress DefaultAddress => Database is { Length: > 0 } given ? DatabaseAddress.Parse(given) : DatabaseAddress.SqliteFile(Path.Combine(DataFolder, "tandem.db"));

    /// <summary>The database of a named workspace: a file beside the default one, or a database on the same server.</summary>
    public DatabaseAddress AddressOf(string workspace)
    {
        var main = DefaultAddress;
        if (main.Engine == DatabaseEngine.Sqlite)
            return DatabaseAddress.SqliteFile(Path.Combine(Path.GetDirectoryName(main.File)!, workspace + ".db"));
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(main.ConnectionString);
        connection.Database = $"{connection.Database}_{workspace.Replace('-', '_')}";
        return new DatabaseAddress(DatabaseEngine.Postgres, connection.ToString());
    }
}
