using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tandem.Customers;

/// <summary>
/// Companies and people share a table but never a list, so each has indexes of its own over its own rows: half the size, and a list walks
/// straight along one of them. Those of lists leave the trash out; those of keys keep it, because an import restores what it finds there.
/// </summary>
internal static class ListIndexes
{
    public static void HasListIndex<T>(this EntityTypeBuilder<T> entity, string kind, string name, Expression<Func<T, object?>> columns) where T : Customer =>
        entity.HasIndex(columns, $"ix_{kind}_{name}").HasFilter($"kind = '{kind}' AND deleted_at IS NULL");

    /// <summary>For a column that most records have nothing in: those are not in the index, which a save then need not touch.</summary>
    /// <param name="column">Its name in the table.</param>
    public static void HasSparseListIndex<T>(this EntityTypeBuilder<T> entity, string kind, string name, string column, Expression<Func<T, object?>> columns) where T : Customer =>
        entity.HasIndex(columns, $"ix_{kind}_{name}").HasFilter($"kind = '{kind}' AND {column} IS NOT NULL AND deleted_at IS NULL");

    public static void HasKeyIndex<T>(this EntityTypeBuilder<T> entity, string kind, string name, Expression<Func<T, object?>> columns) where T : Customer =>
        entity.HasIndex(columns, $"ix_{kind}_{name}").HasFilter($"kind = '{kind}'");

    /// <summary>The indexes that both lists have.</summary>
    public static void HasCommonIndexes<T>(this EntityTypeBuilder<T> entity, string kind) where T : Customer
    {
        entity.HasListIndex(kind, "name", c => new { c.NameSortKey, c.Id });
        entity.HasListIndex(kind, "created", c => new { c.CreatedAt, c.Id });
        entity.HasListIndex(kind, "updated", c => new { c.UpdatedAt, c.Id });
        // A filter by one of these is read in the order of names. The owner stands at its end: who sees the own records only has the others left out without a look at them.
        entity.HasSparseListIndex(kind, "owner", "owner_id", c => new { c.OwnerId, c.NameSortKey, c.Id });
        entity.HasListIndex(kind, "city", c => new { c.CityFolded, c.NameSortKey, c.Id, c.OwnerId });
        entity.HasListIndex(kind, "country", c => new { c.Country, c.NameSortKey, c.Id, c.OwnerId });
        entity.HasKeyIndex(kind, "named", c => c.NameFolded);
        entity.HasIndex([nameof(Customer.ExternalIdFolded)], $"ix_{kind}_external").HasFilter($"kind = '{kind}' AND external_id_folded IS NOT NULL");
        entity.HasIndex([nameof(Customer.DeletedAt)], $"ix_{kind}_trash").HasFilter($"kind = '{kind}' AND deleted_at IS NOT NULL");
    }
}
