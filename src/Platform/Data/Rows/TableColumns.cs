using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Tandem.Platform.Data.Rows;

/// <summary>The table of an entity type and the columns that the application fills, in the form in which the database takes them.</summary>
internal sealed class TableColumns
{
    private static readonly ConcurrentDictionary<IEntityType, TableColumns> Known = new();

    private readonly ConcurrentDictionary<string, string> updates = new(StringComparer.Ordinal);

    private TableColumns(IEntityType type)
    {
        Type = type;
        Table = type.GetTableName()!;
        All = [.. type.GetProperties().Where(IsWritten).Select(property => new TableColumn(type, property))];
        Key = [.. type.FindPrimaryKey()!.Properties.Select(property => new TableColumn(type, property))];
        Tokens = [.. All.Where(column => column.Property.IsConcurrencyToken)];
        Insert = $"INSERT INTO \"{Table}\" ({string.Join(", ", All.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", All.Select((_, at) => $"${at + 1}"))})";
        IsMadeHere = Key.All(column => All.Any(one => one.Property == column.Property)) && Array.TrueForAll(All, column => column.IsPlain);
        HasUniqueIndex = type.GetIndexes().Any(index => index.IsUnique);
        PointsToItself = type.GetForeignKeys().Any(key => key.PrincipalEntityType.GetTableName() == Table);
        Above = [.. type.GetForeignKeys().Select(key => key.PrincipalEntityType.GetTableName()!).Where(table => table != Table).Distinct(StringComparer.Ordinal)];
    }

    public IEntityType Type { get; }

    public string Table { get; }

    public TableColumn[] All { get; }

    public TableColumn[] Key { get; }

    /// <summary>Columns whose value must still be what was read.</summary>
    public TableColumn[] Tokens { get; }

    /// <summary>With the values of <see cref="All"/> as $1, $2, …</summary>
    public string Insert { get; }

    /// <summary>Whether the application knows all of a row before it is written: its key, and no form of value that only EF can write.</summary>
    public bool IsMadeHere { get; }

    public bool HasUniqueIndex { get; }

    public bool PointsToItself { get; }

    /// <summary>Tables that a row can point to.</summary>
    public IReadOnlyList<string> Above { get; }

    public static TableColumns Of(IEntityType type) => Known.GetOrAdd(type, static one => new TableColumns(one));

    public RowWrite Inserting(object entity)
    {
        var values = new object?[All.Length];
        for (var at = 0; at < values.Length; at++) values[at] = All[at].Of(entity);
        return new RowWrite(this, Insert, values, All, IsChecked: false);
    }

    /// <summary>Changes some columns of the row that is as it was read; writes nothing when it is not.</summary>
    /// <param name="changed">The columns with their new values.</param>
    /// <param name="where">The key and the tokens with the values that were read.</param>
    public RowWrite Updating(IReadOnlyList<(TableColumn Column, object? Value)> changed, IReadOnlyList<(TableColumn Column, object? Value)> where)
    {
        // A token without a value is compared with IS NULL and takes no parameter.
        var given = where.Where(one => one.Value is not null).ToList();
        var shape = string.Join(',', changed.Select(one => one.Column.Name)) + "|" + string.Join(',', where.Select(one => one.Value is null ? "-" : one.Column.Name));
        var sql = updates.GetOrAdd(shape, _ => Update(changed, where));
        return new RowWrite(this, sql, [.. changed.Select(one => one.Value), .. given.Select(one => one.Value)], [.. changed.Select(one => one.Column), .. given.Select(one => one.Column)], IsChecked: true) { Changed = given.Count == where.Count ? changed.Count : 0 };
    }

    public TableColumn Column(string property) => Array.Find(All, column => column.Property.Name == property)!;

    private string Update(IReadOnlyList<(TableColumn Column, object? Value)> changed, IReadOnlyList<(TableColumn Column, object? Value)> where)
    {
        var number = 0;
        var set = string.Join(", ", changed.Select(one => $"\"{one.Column.Name}\" = ${++number}"));
        return $"UPDATE \"{Table}\" SET {set} WHERE {string.Join(" AND ", where.Select(one => one.Value is null ? $"\"{one.Column.Name}\" IS NULL" : $"\"{one.Column.Name}\" = ${++number}"))}";
    }

    private static bool IsWritten(IProperty property) => property.ValueGenerated == ValueGenerated.Never ||
        (property.ValueGenerated == ValueGenerated.OnAdd && (property.ClrType == typeof(Guid) || (property.GetDefaultValueSql() is null && !property.IsPrimaryKey())));
}

/// <summary>A column and how the value of an entity gets into it.</summary>
internal sealed class TableColumn
{
    private readonly Func<object?, object?>? convert;

    // The only column that no property of the class holds: which of the classes of its table a row is.
    private readonly object? constant;

    public TableColumn(IEntityType type, IProperty property)
    {
        Property = property;
        Name = property.GetColumnName();
        constant = property == type.FindDiscriminatorProperty() ? type.GetDiscriminatorValue() : null;
        var mapping = property.GetRelationalTypeMapping();
        convert = mapping.Converter is { } converter ? converter.ConvertToProvider : null;
        var store = mapping.StoreType;
        StoreType = store.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? store[..open] + store[(store.IndexOf(')', StringComparison.Ordinal) + 1)..] : store;
        var stored = mapping.Converter?.ProviderClrType ?? property.ClrType;
        stored = Nullable.GetUnderlyingType(stored) ?? stored;
        // SQLite's storage classes; on PostgreSQL the driver takes whatever the column's type takes.
        var known = StoreType is not ("TEXT" or "INTEGER" or "BLOB" or "REAL") || stored == typeof(string) || stored == typeof(byte[]) || stored == typeof(bool) || stored == typeof(double)
            || stored == typeof(short) || stored == typeof(int) || stored == typeof(long) || stored == typeof(ulong);
        IsPlain = known && (!property.IsShadowProperty() || constant is not null);
    }

    public IProperty Property { get; }

    public string Name { get; }

    /// <summary>PostgreSQL's name of the type, without length.</summary>
    public string StoreType { get; }

    /// <summary>Whether its values can be written without EF.</summary>
    public bool IsPlain { get; }

    /// <summary>The value of an entity as the database takes it.</summary>
    public object? Of(object entity) => constant ?? (Property.IsShadowProperty() ? null : Stored(Property.GetGetter().GetClrValue(entity)));

    /// <summary>A value of the property as the database takes it.</summary>
    public object? Stored(object? value) => value is null || convert is null ? value : convert(value);
}

/// <summary>One statement for one row.</summary>
/// <param name="Sql">With its values as $1, $2, …: both databases read that.</param>
/// <param name="Columns">Whose values they are.</param>
/// <param name="IsChecked">Whether it must find its row: the row has changed since it was read when it does not.</param>
internal sealed record RowWrite(TableColumns Table, string Sql, object?[] Values, TableColumn[] Columns, bool IsChecked)
{
    /// <summary>How many of the columns an update sets; the others say which row. 0 for an insert, and where a column that says which row is empty.</summary>
    public int Changed { get; init; }
}
