using System.Data.Common;
using Npgsql;

namespace Tandem.Platform.Data.Rows;

/// <summary>
/// One batch, one round trip: PostgreSQL takes the statements between two Syncs as one transaction. Only a save that must find its rows as
/// they were read asks first and commits then.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source) : RowWriter
{
    public override async Task Write(IReadOnlyList<RowWrite> rows, CancellationToken stop)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            if (!rows.Any(row => row.IsChecked))
            {
                await using var whole = Batch(connection, rows);
                await whole.ExecuteNonQueryAsync(stop);
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var batch = Batch(connection, rows);
            await batch.ExecuteNonQueryAsync(stop);
            for (var at = 0; at < rows.Count; at++)
                if (rows[at].IsChecked && batch.BatchCommands[at].RecordsAffected == 0) throw new VersionChanged();
            await transaction.CommitAsync(stop);
        }
        catch (DbException refused)
        {
            throw Failed(refused);
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<RowWrite> rows)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(row.Sql);
            for (var at = 0; at < row.Values.Length; at++)
                command.Parameters.Add(new NpgsqlParameter { Value = row.Values[at] ?? DBNull.Value, DataTypeName = row.Columns[at].StoreType });
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
