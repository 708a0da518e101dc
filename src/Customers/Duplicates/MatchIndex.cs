using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Tandem.Platform.Data;

namespace Tandem.Customers.Duplicates;

/// <summary>The table of keys: kept with the records by the feed, read while somebody types.</summary>
internal static class MatchIndex
{
    /// <summary>Who lies under each key, at most so many of each: a key that very many share tells little.</summary>
    public static async Task<ILookup<long, Guid>> Under(CrmDb db, IReadOnlyCollection<long> keys, int most, CancellationToken stop)
    {
        if (keys.Count == 0) return Array.Empty<(long Key, Guid Id)>().ToLookup(pair => pair.Key, pair => pair.Id);
        var found = new List<(long Key, Guid Id)>();
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            var limit = command.CreateParameter();
            (limit.ParameterName, limit.Value) = ("@most", most);
            command.Parameters.Add(limit);
            if (db.Engine == DatabaseEngine.Postgres)
            {
                command.CommandText = "SELECT k.key, m.record_id FROM unnest(@keys) AS k(key) CROSS JOIN LATERAL (SELECT record_id FROM match_keys WHERE key = k.key LIMIT @most) m";
                command.Parameters.Add(new NpgsqlParameter<long[]>("@keys", [.. keys]));
                await using var reader = await command.ExecuteReaderAsync(stop);
                while (await reader.ReadAsync(stop)) found.Add((reader.GetInt64(0), reader.GetGuid(1)));
            }
            else
            {
                command.CommandText = "SELECT record_id FROM match_keys WHERE key = @key LIMIT @most";
                var key = command.CreateParameter();
                key.ParameterName = "@key";
                command.Parameters.Add(key);
                foreach (var one in keys)
                {
                    key.Value = one;
                    await using var reader = await command.ExecuteReaderAsync(stop);
                    while (await reader.ReadAsync(stop)) found.Add((one, new Guid((byte[])reader.GetValue(0), bigEndian: true)));
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        return found.ToLookup(pair => pair.Key, pair => pair.Id);
    }

    /// <summary>How the stored keys of records differ from those that they have now; records that live no more have none.</summary>
    public static async Task<KeyChange> Change(CrmDb db, IReadOnlyCollection<Guid> ids, Dictionary<Guid, MatchedKeys> keys, CancellationToken stop)
    {
        var stored = (await db.Set<MatchKey>().AsNoTracking().Where(key => ids.Contains(key.RecordId)).Select(key => new { key.RecordId, key.Key }).ToListAsync(stop)).Select(key => (key.RecordId, key.Key)).ToHashSet();
        var wanted = keys.SelectMany(pair => pair.Value.All.Select(key => (pair.Key, key))).ToHashSet();
        return new([.. stored.Except(wanted)], [.. wanted.Except(stored)]);
    }

    /// <summary>Inside a write transaction.</summary>
    public static async Task Apply(CrmDb db, KeyChange change, CancellationToken stop)
    {
        await Each(db, "DELETE FROM match_keys WHERE record_id = @id AND key = @key", "DELETE FROM match_keys m USING unnest(@ids, @keys) AS w(id, key) WHERE m.record_id = w.id AND m.key = w.key", change.Gone, stop);
        await Each(db, "INSERT INTO match_keys (record_id, key) VALUES (@id, @key) ON CONFLICT DO NOTHING", "INSERT INTO match_keys (record_id, key) SELECT * FROM unnest(@ids, @keys) ON CONFLICT DO NOTHING", change.Come, stop);
    }

    private static async Task Each(CrmDb db, string sqlite, string postgres, IReadOnlyList<(Guid Id, long Key)> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        if (db.Engine == DatabaseEngine.Postgres)
        {
            command.CommandText = postgres;
            command.Parameters.Add(new NpgsqlParameter<Guid[]>("@ids", [.. rows.Select(row => row.Id)]));
            command.Parameters.Add(new NpgsqlParameter<long[]>("@keys", [.. rows.Select(row => row.Key)]));
            await command.ExecuteNonQueryAsync(stop);
            return;
        }

        command.CommandText = sqlite;
        var (id, key) = (command.CreateParameter(), command.CreateParameter());
        (id.ParameterName, key.ParameterName) = ("@id", "@key");
        command.Parameters.Add(id);
        command.Parameters.Add(key);
        foreach (var row in rows)
        {
            (id.Value, key.Value) = (row.Id.ToByteArray(bigEndian: true), row.Key);
            await command.ExecuteNonQueryAsync(stop);
        }
    }
}

/// <summary>Keys that records have no more, and new ones.</summary>
internal sealed record KeyChange(IReadOnlyList<(Guid Id, long Key)> Gone, IReadOnlyList<(Guid Id, long Key)> Come);
