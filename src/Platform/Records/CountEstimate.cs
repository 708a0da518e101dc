using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>How many rows a query gives, cheaply.</summary>
/// <param name="IsEstimate">Whether it may be off.</param>
public readonly record struct RowCount(long Rows, bool IsEstimate);

/// <summary>
/// Counts up to a limit, which an index does in a millisecond or two; beyond it PostgreSQL's planner says what its statistics make of the
/// query, and SQLite, which has none to ask, says "at least the limit".
/// </summary>
internal static class CountEstimate
{
    public const int Exactly = 10_000;

    public static async Task<RowCount> Of<T>(CrmDb db, IQueryable<T> rows, CancellationToken stop)
    {
        var counted = await rows.Take(Exactly).LongCountAsync(stop);
        if (counted < Exactly) return new RowCount(counted, IsEstimate: false);
        return new RowCount(db.Engine == DatabaseEngine.Postgres ? Math.Max(Exactly, await Planned(rows, stop)) : Exactly, IsEstimate: true);
    }

    private static async Task<long> Planned<T>(IQueryable<T> rows, CancellationToken stop)
    {
        await using var command = rows.CreateDbCommand();
        command.CommandText = "EXPLAIN (FORMAT JSON) " + command.CommandText;
        var opened = command.Connection!.State != ConnectionState.Open;
        if (opened) await command.Connection.OpenAsync(stop);
        try
        {
            using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(stop))!);
            return (long)plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        }
        finally
        {
            if (opened) await command.Connection.CloseAsync();
        }
    }
}
