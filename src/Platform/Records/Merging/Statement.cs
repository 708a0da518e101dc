using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>A statement on the connection and in the transaction of a context, with values in the form of its database.</summary>
internal sealed class Statement(CrmDb db, string sql)
{
    private readonly List<(string Name, object Value)> values = [];

    public Statement With(string name, Guid id)
    {
        values.Add((name, db.Engine == DatabaseEngine.Sqlite ? id.ToByteArray(true) : id));
        return this;
    }

    public Statement With(string name, DateTimeOffset at)
    {
        values.Add((name, db.Engine == DatabaseEngine.Sqlite ? at.UtcTicks / TimeSpan.TicksPerMicrosecond : at.ToUniversalTime()));
        return this;
    }

    public Statement With(string prefix, IReadOnlyList<Guid> ids)
    {
        for (var i = 0; i < ids.Count; i++) With(prefix + i, ids[i]);
        return this;
    }

    /// <summary>Names for <see cref="With(string, IReadOnlyList{Guid})"/>: <c>@i0, @i1</c>.</summary>
    public static string Names(string prefix, int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => prefix + i));

    public static Guid Id(DbDataReader row, int column) => row.GetValue(column) switch { byte[] bytes => new Guid(bytes, true), Guid id => id, _ => Guid.Empty };

    public async Task<List<T>> Read<T>(Func<DbDataReader, T> read, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = Command();
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public async Task<int> Run(CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = Command();
            return await command.ExecuteNonQueryAsync(stop);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private DbCommand Command()
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
