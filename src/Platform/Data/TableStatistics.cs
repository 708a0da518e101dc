using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Search;

namespace Tandem.Platform.Data;

/// <summary>
/// PostgreSQL plans by statistics that it renews a minute later at the soonest: right after many rows came in at once it would read a list by the
/// wrong index. SQLite has none.
/// </summary>
internal static class TableStatistics
{
    /// <summary>From how many rows at once on the tables are looked at anew.</summary>
    private const int Many = 1_000;

    /// <summary>Renews the statistics after so many rows were written.</summary>
    /// <param name="entity">What they were: its table and the directory are looked at; every table when null.</param>
    public static async Task Renew(CrmDb db, Type? entity, long written, CancellationToken stop)
    {
        if (db.Engine != DatabaseEngine.Postgres || written < Many) return;
        var types = entity is null ? [] : (Type[])[entity, typeof(RecordEntry)];
        var statement = "ANALYZE " + string.Join(", ", types.Select(type => $"\"{db.Model.FindEntityType(type)!.GetTableName()}\""));
        await db.Database.ExecuteSqlRawAsync(statement, stop);
    }
}
