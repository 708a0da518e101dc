using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tandem.Core.Records;

namespace Tandem.Platform.Data;

/// <summary>
/// What holds for every entity: names in snake_case; the version is the concurrency token; folded text and sort keys compare as bytes;
/// and on SQLite ids are 16-byte blobs, times are microseconds and decimals scaled integers, so that they compare and index.
/// </summary>
internal static class ModelConventions
{
    /// <summary>Columns with this annotation are computed from others: the feed does not mention them.</summary>
    public const string Derived = "Tandem:Derived";

    public static void Apply(ModelBuilder model, DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Postgres) OnlyOnPostgres(model);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table && entity.BaseType is null) entity.SetTableName(Snake(table));
            if (typeof(IRecord).IsAssignableFrom(entity.ClrType) && entity.BaseType is null) MarkRecord(entity);
            foreach (var property in entity.GetDeclaredProperties())
            {
                property.SetColumnName(Snake(property.GetColumnName()));
                // Ids are made in the application: a row that is found with one through a list is new, not changed.
                if (property.ClrType == typeof(Guid) && property.IsPrimaryKey()) property.ValueGenerated = ValueGenerated.Never;
                if (property.Name.EndsWith("Folded", StringComparison.Ordinal) || property.Name.EndsWith("SortKey", StringComparison.Ordinal))
                {
                    property.SetAnnotation(Derived, true);
                    if (engine == DatabaseEngine.Postgres) property.SetCollation("C");
                }

                if (Plain(property.ClrType) == typeof(decimal) && property.GetPrecision() is null)
                {
                    property.SetPrecision(19);
                    property.SetScale(4);
                }

                if (property.ClrType == typeof(CustomValues)) property.SetColumnType(engine == DatabaseEngine.Postgres ? "jsonb" : "TEXT");
                if (engine == DatabaseEngine.Sqlite) StoreForSqlite(property);
            }

            foreach (var key in entity.GetKeys()) key.SetName(Snake(key.GetName()!));
            foreach (var key in entity.GetForeignKeys()) key.SetConstraintName(Snake(key.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static void OnlyOnPostgres(ModelBuilder model)
    {
        model.HasPostgresExtension("pg_trgm");
        model.Entity<Search.RecordEntry>().HasIndex(entry => entry.Text).HasMethod("gin").HasOperators("gin_trgm_ops")
            // What was written lately waits in a list that every search reads to its end: kilobytes, not the 4 MB that suit loading.
            .HasStorageParameter("gin_pending_list_limit", 256);
        // Sequences commit out of order: a reader of the feed goes by transaction first, below the oldest that still runs.
        model.Entity<Changes.Change>(change =>
        {
            change.Property(c => c.Transaction).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
            change.HasIndex(c => new { c.Transaction, c.Sequence });
        });
    }

    private static void MarkRecord(IMutableEntityType entity)
    {
        entity.FindProperty(nameof(IRecord.Version))!.IsConcurrencyToken = true;
        foreach (var name in (string[])[nameof(IRecord.Version), nameof(IRecord.CreatedAt), nameof(IRecord.UpdatedAt)])
            entity.FindProperty(name)!.SetAnnotation(Derived, true);
    }

    private static void StoreForSqlite(IMutableProperty property)
    {
        var type = Plain(property.ClrType);
        if (type == typeof(Guid)) property.SetValueConverter(BigEndian);
        else if (type == typeof(DateTimeOffset)) property.SetValueConverter(Microseconds);
        else if (type == typeof(DateOnly)) property.SetValueConverter(DayNumber);
        else if (type == typeof(decimal)) property.SetValueConverter(Scaled(property.GetScale() ?? 4));
    }

    private static readonly ValueConverter<Guid, byte[]> BigEndian = new(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true), new ConverterMappingHints(size: 16));

    private static readonly ValueConverter<DateTimeOffset, long> Microseconds = new(
        at => at.UtcTicks / TimeSpan.TicksPerMicrosecond, value => new DateTimeOffset(value * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero));

    private static readonly ValueConverter<DateOnly, int> DayNumber = new(day => day.DayNumber, number => DateOnly.FromDayNumber(number));

    private static ValueConverter<decimal, long> Scaled(int digits)
    {
        var factor = 1m;
        for (var i = 0; i < digits; i++) factor *= 10m;
        return new(amount => decimal.ToInt64(decimal.Round(amount * factor, MidpointRounding.AwayFromZero)), value => value / factor);
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    internal static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}

/// <summary>Mapping vocabulary for modules.</summary>
public static class MappingExtensions
{
    /// <summary>Stores a small value object or list as JSON in one column; changes show up in the feed like any field.</summary>
    public static Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<TValue> AsJson<TValue>(
        this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<TValue> property)
    {
        property.HasConversion(
            value => System.Text.Json.JsonSerializer.Serialize(value, JsonForms.Stored),
            text => System.Text.Json.JsonSerializer.Deserialize<TValue>(text, JsonForms.Stored)!,
            new ValueComparer<TValue>(
                (a, b) => System.Text.Json.JsonSerializer.Serialize(a, JsonForms.Stored) == System.Text.Json.JsonSerializer.Serialize(b, JsonForms.Stored),
                value => System.Text.Json.JsonSerializer.Serialize(value, JsonForms.Stored).GetHashCode(StringComparison.Ordinal),
                value => System.Text.Json.JsonSerializer.Deserialize<TValue>(System.Text.Json.JsonSerializer.Serialize(value, JsonForms.Stored), JsonForms.Stored)!));
        return property;
    }

    /// <summary>The feed does not mention this column: it follows from others.</summary>
    public static Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<TValue> IsDerived<TValue>(
        this Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<TValue> property)
    {
        property.Metadata.SetAnnotation(ModelConventions.Derived, true);
        return property;
    }
}
