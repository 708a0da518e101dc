using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Fields;

/// <summary>
/// The indexes over single custom fields: over the expression that <see cref="CustomJsonSql"/> makes of the field. Which there should be follows from the
/// definitions; <see cref="Reconcile"/> builds what is missing and drops what nobody needs, and can be run at any time.
/// </summary>
internal static class FieldIndexes
{
    private const string Plain = "ix_custom_";
    private const string Unique = "ux_custom_";

    /// <summary>Shares are counted over this many records at most: a screen must not read a table of millions.</summary>
    private const int Sample = 10_000;

    /// <summary>The field whose uniqueness a failed save broke; null when it failed for another reason.</summary>
    public static Field? Violated(DbUpdateException failed, RecordTypes types)
    {
        var index = failed.InnerException switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres => postgres.ConstraintName,
            Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } sqlite => sqlite.Message.Split('\'', ' ').FirstOrDefault(word => word.StartsWith(Unique, StringComparison.Ordinal)),
            _ => null,
        };
        if (index is null || !index.StartsWith(Unique, StringComparison.Ordinal)) return null;
        var key = index[Unique.Length..].TrimEnd('\'', '.');
        return types.All.SelectMany(type => type.Fields).FirstOrDefault(field => field.Shape?.Key == key);
    }

    /// <summary>How many values stand more than once.</summary>
    public static Task<long> Duplicates(CrmDb db, CustomField field, CancellationToken stop)
    {
        var value = Expression(db.Engine, field.Kind, field.Key);
        return Number(db, $"SELECT count(*) FROM (SELECT 1 FROM {TableOf(db, field.RecordType)} WHERE deleted_at IS NULL AND {value} IS NOT NULL GROUP BY {value} HAVING count(*) > 1) AS twice", stop);
    }

    /// <summary>How many records have a text or key as their value.</summary>
    public static Task<long> CountOf(CrmDb db, CustomField field, string value, CancellationToken stop) => Number(db, field.Kind == FieldKind.SeveralChoices
        ? $"SELECT count(*) FROM {TableOf(db, field.RecordType)} WHERE {(db.Engine == DatabaseEngine.Sqlite ? "instr" : "strpos")}({Extracted(db.Engine, CustomJson.JoinedKey(field.Key))}, {Quoted(CustomJson.Member(value))}) > 0"
        : $"SELECT count(*) FROM {TableOf(db, field.RecordType)} WHERE {Expression(db.Engine, field.Kind, field.Key)} = {Quoted(value)}", stop);

    /// <summary>How many of a sample of the records have a value, for each field of one type.</summary>
    public static async Task<(long Total, Dictionary<string, long> ByKey)> Filled(CrmDb db, RecordType type, IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        var filled = new Dictionary<string, long>(StringComparer.Ordinal);
        if (keys.Count == 0) return (0, filled);
        await using var command = await Command(db, stop);
        var counts = string.Concat(keys.Select(key => $", count({Extracted(db.Engine, key)})"));
        command.CommandText = $"SELECT count(*){counts} FROM (SELECT custom FROM {TableOf(db, type.Key)} WHERE deleted_at IS NULL{Among(db, type)} LIMIT {Sample}) AS sample";
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        foreach (var (key, at) in keys.Select((key, at) => (key, at))) filled[key] = row.GetInt64(at + 1);
        return (row.GetInt64(0), filled);
    }

    /// <summary>Where a table holds records of several types, those of one.</summary>
    private static string Among(CrmDb db, RecordType type)
    {
        var entity = db.Model.FindEntityType(type.EntityType)!;
        if (type.SharesEntity) return $" AND type_key = {Quoted(type.Key)}";
        return entity.FindDiscriminatorProperty() is { } column ? $" AND {column.GetColumnName()} = {Quoted((string)entity.GetDiscriminatorValue()!)}" : "";
    }

    /// <summary>Names of the indexes over fields that there are.</summary>
    public static async Task<HashSet<string>> Existing(CrmDb db, CancellationToken stop)
    {
        await using var command = await Command(db, stop);
        command.CommandText = db.Engine == DatabaseEngine.Postgres
            ? "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid WHERE indisvalid AND relname ~ '^[iu]x_custom_' AND pg_table_is_visible(pg_class.oid)"
            : "SELECT name FROM sqlite_master WHERE type = 'index' AND (name LIKE 'ix\\_custom\\_%' ESCAPE '\\' OR name LIKE 'ux\\_custom\\_%' ESCAPE '\\')";
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            // The tables custom_fields, custom_types and custom_records have indexes of their own.
            var name = rows.GetString(0);
            if (CustomField.IsKey(name.AsSpan(Plain.Length))) names.Add(name);
        }

        return names;
    }

    /// <summary>Name of the index that a definition asks for; null for none.</summary>
    public static string? NameFor(CustomField field) => field.Settings.Unique ? Unique + field.Key : field.Settings.Indexed ? Plain + field.Key : null;

    public static async Task<bool> NeedWork(WorkspaceDatabase home, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        return !(await Existing(db, stop)).SetEquals(home.Types.Current.Fields.Select(NameFor).OfType<string>());
    }

    public static async Task Reconcile(WorkspaceDatabase home, Action<int, int> report, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var fields = await db.Set<CustomField>().AsNoTracking().Where(field => field.DeletedAt == null).ToListAsync(stop);
        var existing = await Existing(db, stop);
        var wanted = fields.Where(field => NameFor(field) is not null && db.RecordTypes.Find(field.RecordType) is not null).ToDictionary(field => NameFor(field)!, StringComparer.Ordinal);
        var work = existing.Except(wanted.Keys).Select(name => (Name: name, Sql: (string?)null))
            .Concat(wanted.Where(one => !existing.Contains(one.Key)).Select(one => (Name: one.Key, Sql: (string?)Creation(db, one.Value)))).ToList();
        for (var done = 0; done < work.Count; done++)
        {
            var (name, sql) = work[done];
            if (db.Engine == DatabaseEngine.Postgres)
            {
                // An interrupted concurrent build leaves an invalid index behind.
                await Run(home, $"DROP INDEX CONCURRENTLY IF EXISTS {name}", stop);
                if (sql is not null) await Run(home, sql, stop);
            }
            else
            {
                await using var write = await db.BeginWrite(stop);
                await using var command = await Command(db, stop);
                command.CommandText = sql ?? $"DROP INDEX IF EXISTS {name}";
                await command.ExecuteNonQueryAsync(stop);
                await write.Commit(stop);
            }

            report(done + 1, work.Count);
        }
    }

    private static string Creation(CrmDb db, CustomField field)
    {
        var concurrently = db.Engine == DatabaseEngine.Postgres ? "CONCURRENTLY " : "";
        var value = Expression(db.Engine, field.Kind, field.Key);
        return field.Settings.Unique
            ? $"CREATE UNIQUE INDEX {concurrently}IF NOT EXISTS {NameFor(field)} ON {TableOf(db, field.RecordType)} (({value})) WHERE deleted_at IS NULL"
            : $"CREATE INDEX {concurrently}IF NOT EXISTS {NameFor(field)} ON {TableOf(db, field.RecordType)} (({value}), id)";
    }

    private static string Expression(DatabaseEngine engine, FieldKind kind, string key)
    {
        var at = kind is FieldKind.Text or FieldKind.LongText ? CustomJson.FoldedKey(key) : key;
        var value = Extracted(engine, at);
        if (engine == DatabaseEngine.Sqlite) return kind == FieldKind.Reference ? $"unhex({value})" : value;
        return kind switch
        {
            FieldKind.Integer or FieldKind.Decimal or FieldKind.Money or FieldKind.Percent or FieldKind.Date or FieldKind.Instant => $"CAST({value} AS bigint)",
            FieldKind.Reference => $"CAST({value} AS uuid)",
            FieldKind.YesNo => $"CAST({value} AS boolean)",
            _ => $"{value} COLLATE \"C\"",
        };
    }

    private static string Extracted(DatabaseEngine engine, string key) => engine == DatabaseEngine.Sqlite ? $"json_extract(custom, '$.{key}')" : $"jsonb_object_field_text(custom, '{key}')";

    private static string TableOf(CrmDb db, string recordType) => db.Model.FindEntityType(db.RecordTypes[recordType].EntityType)!.GetTableName()!;

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task<long> Number(CrmDb db, string sql, CancellationToken stop)
    {
        await using var command = await Command(db, stop);
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    private static async Task<DbCommand> Command(CrmDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<DbTransaction>)?.Instance;
        return command;
    }

    private static async Task Run(WorkspaceDatabase home, string sql, CancellationToken stop)
    {
        await using var connection = await home.Postgres.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>Builds and drops indexes after definitions changed, beside the work that goes on.</summary>
internal sealed class FieldIndexJob(Crm crm) : IJobHandler
{
    public const string Name = "field-indexes";

    public string Kind => Name;

    public async Task Run(JobContext job, CancellationToken stop) => await FieldIndexes.Reconcile(crm.Database, (done, total) => job.Report(done, total), stop);
}
