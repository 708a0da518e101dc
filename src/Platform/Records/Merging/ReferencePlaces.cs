using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>A column that holds ids of records of a type.</summary>
/// <param name="Entity">Whose table it is in.</param>
/// <param name="Property">The column's property.</param>
/// <param name="Field">What the feed calls it.</param>
/// <param name="RecordType">Key of the record that changes with a row: the row's own, or that of the record it is part of.</param>
public sealed record ReferencePlace(IEntityType Entity, IProperty Property, string Field, string RecordType)
{
    public string Table => Entity.GetTableName()!;

    public string Column => Property.GetColumnName();

    public string Name => $"{Table}.{Column}";

    internal string Key => Entity.FindPrimaryKey()!.Properties[0].GetColumnName();

    internal bool IsRecord => typeof(IRecord).IsAssignableFrom(Entity.ClrType);

    /// <summary>The column of the record that a part belongs to.</summary>
    internal string? Whole => IsRecord ? null : Entity.GetForeignKeys().First(key => key.DeleteBehavior == DeleteBehavior.Cascade).Properties[0].GetColumnName();

    /// <summary>The column of what a record is about.</summary>
    internal string? About => typeof(IAbout).IsAssignableFrom(Entity.ClrType) ? Entity.FindProperty(nameof(IAbout.AboutId))?.GetColumnName() : null;

    internal string? Discriminator => Entity.FindDiscriminatorProperty() is { } property && Entity.BaseType is not null ? $" AND \"{property.GetColumnName()}\" = '{Entity.GetDiscriminatorValue()}'" : null;
}

/// <summary>Tells of columns that refer to records and that no record type describes. A module registers it for tables of its own.</summary>
public interface IHoldReferences
{
    /// <param name="recordType">Key of the type that is referred to.</param>
    IEnumerable<ReferencePlace> To(string recordType, IModel model);
}

/// <summary>Rows that say the same when the values of these fields are equal: a merge keeps one of them.</summary>
/// <param name="RecordType">Key of the type of the rows.</param>
/// <param name="Fields">Names of its fields.</param>
public sealed record LinkIdentity(string RecordType, IReadOnlyList<string> Fields);

/// <summary>
/// Everything that can refer to records of a type: reference fields of record types, what notes, tasks and files are about, parts that name the
/// type (<c>PersonId</c>), and what modules tell of. So no list of tables stands anywhere.
/// </summary>
internal sealed class ReferencePlaces(RecordTypes types, IEnumerable<IHoldReferences> holders, IEnumerable<LinkIdentity> identities)
{
    public IReadOnlyList<ReferencePlace> To(CrmDb db, string recordType) =>
    [
        .. Fields(db, recordType).Concat(Abouts(db)).Concat(Parts(db, recordType)).Concat(holders.SelectMany(holder => holder.To(recordType, db.Model))).DistinctBy(place => place.Name),
    ];

    /// <summary>Columns that together with the place's are unique, or say the same when they are equal.</summary>
    public IEnumerable<IReadOnlyList<string>> Unique(ReferencePlace place)
    {
        foreach (var index in place.Entity.GetIndexes().Where(index => index.IsUnique && index.Properties.Contains(place.Property)))
            yield return [.. index.Properties.Where(property => property != place.Property).Select(property => property.GetColumnName())];
        if (types.Of(place.Entity.ClrType) is not { } type) yield break;
        foreach (var identity in identities.Where(identity => identity.RecordType == type.Key))
        {
            var columns = identity.Fields.Select(name => place.Entity.FindProperty(ChangeRecorder.Stored(type.Find(name)!)!)!.GetColumnName()).ToList();
            if (columns.Remove(place.Column)) yield return columns;
        }
    }

    private IEnumerable<ReferencePlace> Fields(CrmDb db, string recordType) =>
        from type in types.All
        let entity = db.Model.FindEntityType(type.EntityType)
        where entity is not null
        from field in type.Fields
        where field.Kind == FieldKind.Reference && (field.ReferenceTo ?? recordType) == recordType && ChangeRecorder.Stored(field) is not null
        let property = entity.FindProperty(ChangeRecorder.Stored(field)!)
        where property is not null
        select new ReferencePlace(entity, property, field.Name, type.Key);

    private IEnumerable<ReferencePlace> Abouts(CrmDb db) =>
        from entity in db.Model.GetEntityTypes()
        where typeof(IAbout).IsAssignableFrom(entity.ClrType) && typeof(IRecord).IsAssignableFrom(entity.ClrType)
        let property = entity.FindProperty(nameof(IAbout.AboutId))
        let type = types.Of(entity.ClrType)
        // What an affiliation is about is a person and nothing else: its field says so.
        where property is not null && type is not null && !type.Fields.Any(field => field.ReferenceTo is not null && ChangeRecorder.Stored(field) == property.Name)
        select new ReferencePlace(entity, property, "about", type.Key);

    private IEnumerable<ReferencePlace> Parts(CrmDb db, string recordType) =>
        from entity in db.Model.GetEntityTypes()
        where typeof(IPart).IsAssignableFrom(entity.ClrType)
        from property in entity.GetProperties()
        where property.Name.Equals(recordType.Replace("-", "", StringComparison.Ordinal) + "Id", StringComparison.OrdinalIgnoreCase)
        from whole in entity.GetForeignKeys()
        where whole.DeleteBehavior == DeleteBehavior.Cascade && !whole.Properties.Contains(property)
        let type = types.Of(whole.PrincipalEntityType.ClrType)
        where type is not null
        select new ReferencePlace(entity, property, JsonNamingPolicy.CamelCase.ConvertName(property.Name), type.Key);
}
