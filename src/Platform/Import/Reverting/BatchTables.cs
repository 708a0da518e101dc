using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Tandem.Core.Records;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;
using Tandem.Platform.Search;

namespace Tandem.Platform.Import.Reverting;

/// <summary>A column that may hold the id of a record.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Owner">The column that says to which record the row belongs: its own id, or that of the record it is part of.</param>
/// <param name="Type">Key of that record's type.</param>
internal sealed record ReferringColumn(string Table, string Column, string Owner, string Type);

/// <summary>All places of the database that can refer to a record: from the model, so that no module has to list them.</summary>
internal static class BatchTables
{
    private static readonly Type[] Bookkeeping = [typeof(Change), typeof(RecordEntry), typeof(Job), typeof(ImportRun), typeof(ImportRefusal), typeof(StoredFile), typeof(Api.IdempotentRequest), typeof(Access.ApiKey), typeof(Webhooks.Webhook), typeof(Webhooks.WebhookDelivery)];

    public static IReadOnlyList<ReferringColumn> Referring(CrmDb db) =>
    [
        .. db.Model.GetEntityTypes().Where(type => !type.IsOwned() && !Bookkeeping.Contains(type.ClrType)).SelectMany(type => ColumnsOf(db, type)).Distinct(),
    ];

    /// <summary>Records that go when another one goes, such as the stages of a pipeline: whoever keeps that one keeps them.</summary>
    public static IEnumerable<ReferringColumn> Belonging(CrmDb db) =>
        from type in db.Model.GetEntityTypes()
        where typeof(IRecord).IsAssignableFrom(type.ClrType)
        from key in type.GetForeignKeys()
        where key.DeleteBehavior == DeleteBehavior.Cascade && typeof(IRecord).IsAssignableFrom(key.PrincipalEntityType.ClrType)
        select new ReferringColumn(type.GetTableName()!, type.FindPrimaryKey()!.Properties[0].GetColumnName(), key.Properties[0].GetColumnName(), KeyOf(db, key.PrincipalEntityType));

    private static IEnumerable<ReferringColumn> ColumnsOf(CrmDb db, IEntityType type)
    {
        if (type.GetTableName() is not { } table || OwnerOf(db, type) is not ({ } owner, { } key)) return [];
        return type.GetProperties().Where(property => (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?)) && !property.IsPrimaryKey() && property != owner)
            .Select(property => new ReferringColumn(table, property.GetColumnName(), owner.GetColumnName(), key));
    }

    private static (IProperty? Owner, string? Key) OwnerOf(CrmDb db, IEntityType type)
    {
        if (typeof(IRecord).IsAssignableFrom(type.ClrType)) return (type.FindPrimaryKey()!.Properties[0], KeyOf(db, type));
        // A part belongs to the record whose deletion deletes it.
        var whole = type.GetForeignKeys().FirstOrDefault(key => key.DeleteBehavior == DeleteBehavior.Cascade && typeof(IRecord).IsAssignableFrom(key.PrincipalEntityType.ClrType));
        return whole is null ? (null, null) : (whole.Properties[0], KeyOf(db, whole.PrincipalEntityType));
    }

    private static string KeyOf(CrmDb db, IEntityType type) => db.RecordTypes.Of(type.ClrType)?.Key ?? ModelConventions.Snake(type.ClrType.Name);
}
