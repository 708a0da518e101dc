using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tandem.Core.Filters;

namespace Tandem.Core.Tests.Filters;

/// <summary>The sample workspace in a database, stored as the product stores it: on SQLite in forms that compare and index.</summary>
internal sealed class SampleDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Connection string of a server on which the tests may create a database; without it the PostgreSQL half is skipped.</summary>
    public static string? Postgres => Environment.GetEnvironmentVariable("TANDEM_TEST_POSTGRES") is { Length: > 0 } connection ? connection : null;

    public IQueryable Visible(Type type) => (IQueryable)typeof(DbContext).GetMethod(nameof(Set), [])!.MakeGenericMethod(type).Invoke(this, null)!;

    public static SampleDb OnSqlite()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return Created(new DbContextOptionsBuilder().UseSqlite(connection));
    }

    public static SampleDb OnPostgres(string name)
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(Postgres) { Database = $"core_tests_{name}" };
        return Created(new DbContextOptionsBuilder().UseNpgsql(connection.ConnectionString));
    }

    private static SampleDb Created(DbContextOptionsBuilder options)
    {
        var db = new SampleDb(options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options);
        db.Database.EnsureDeleted();
        db.Database.EnsureCreated();
        return db;
    }

    /// <summary>How the database would run a query, given that tables are too large to be read whole.</summary>
    public string Plan(IQueryable query)
    {
        using var command = query.CreateDbCommand();
        command.CommandText = (Database.IsNpgsql() ? "SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        if (command.Connection!.State != System.Data.ConnectionState.Open) command.Connection.Open();
        using var reader = command.ExecuteReader();
        var plan = new System.Text.StringBuilder();
        while (reader.Read()) plan.AppendLine(reader[Database.IsNpgsql() ? 0 : 3].ToString());
        return plan.ToString();
    }

    public void Fill(IEnumerable<object> records)
    {
        AddRange(records);
        SaveChanges();
        ChangeTracker.Clear();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Team>();
        modelBuilder.Entity<Member>();
        modelBuilder.Entity<Company>();
        modelBuilder.Entity<Deal>(deal =>
        {
            deal.HasIndex(d => new { d.Amount, d.Id });
            deal.HasIndex(d => new { d.Score, d.Id });
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (Database.IsNpgsql())
            {
                if (type == typeof(string)) property.SetCollation("C");
                if (type == typeof(decimal)) property.SetColumnType("numeric(19,4)");
            }
            else if (Converters.GetValueOrDefault(type) is { } converter)
            {
                property.SetValueConverter(converter);
            }
        }
    }

    private static readonly Dictionary<Type, ValueConverter> Converters = new()
    {
        [typeof(Guid)] = new ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new(bytes, true)),
        [typeof(DateTimeOffset)] = new ValueConverter<DateTimeOffset, long>(
            at => at.UtcTicks / TimeSpan.TicksPerMicrosecond, value => new(value * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)),
        [typeof(DateOnly)] = new ValueConverter<DateOnly, int>(day => day.DayNumber, number => DateOnly.FromDayNumber(number)),
        [typeof(decimal)] = new ValueConverter<decimal, long>(amount => decimal.ToInt64(amount * 10_000m), value => value / 10_000m),
    };
}

/// <summary>Runs one test body on each database.</summary>
internal static class Databases
{
    public static void Each(string name, IReadOnlyList<object> records, Action<SampleDb> test)
    {
        using (var sqlite = SampleDb.OnSqlite())
        {
            sqlite.Fill(records);
            test(sqlite);
        }

        if (SampleDb.Postgres is null) return;
        using var postgres = SampleDb.OnPostgres(name);
        postgres.Fill(records);
        test(postgres);
        postgres.Database.EnsureDeleted();
    }

    public static FilterContext Context(this SampleDb db) => Sample.Context(type => db.Visible(type.EntityType));
}
