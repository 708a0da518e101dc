using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Changes;
using Tandem.Platform.Search;

namespace Tandem.Platform.Data;

/// <summary>What a save writes beside its own rows, and whom it tells.</summary>
internal sealed class Recorded
{
    /// <summary>What open screens may listen to.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows of the feed, in their order.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>Entries of new records.</summary>
    public List<RecordEntry> Entries { get; } = [];

    /// <summary>Records whose entry is no longer true, with the one that is; null for a record that is gone.</summary>
    public Dictionary<Guid, RecordEntry?> Stale { get; } = [];

    /// <summary>The entities to be written.</summary>
    public List<EntityEntry> Pending { get; set; } = [];

    /// <summary>Hands the rows to the context, to be saved with the rest.</summary>
    public async Task AddTo(CrmDb db, CancellationToken stop)
    {
        db.Changes.AddRange(Changes);
        db.RecordEntries.AddRange(Entries);
        if (Stale.Count == 0) return;
        var ids = Stale.Keys.ToArray();
        foreach (var entry in await db.RecordEntries.Where(entry => ids.Contains(entry.RecordId)).ToListAsync(stop))
        {
            if (Stale[entry.RecordId] is not { } fresh) db.RecordEntries.Remove(entry);
            else (entry.Title, entry.Subtitle, entry.Text, entry.OwnerId, entry.AboutId, entry.Trashed) = (fresh.Title, fresh.Subtitle, fresh.Text, fresh.OwnerId, fresh.AboutId, fresh.Trashed);
        }
    }
}

/// <summary>Turns the pending changes of a context into rows of the feed and of the record directory, in the same save.</summary>
internal static class ChangeRecorder
{
    private static readonly ConcurrentDictionary<IEntityType, Watched[]> WatchedProperties = new();

    /// <summary>Looks through the context; changes nothing in it but versions, times and sort keys.</summary>
    public static Recorded Record(CrmDb db, SortBasis basis, DateTimeOffset now)
    {
        var recorded = new Recorded();
        var tracker = db.ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false; // each look at an entry would look through all of them again
        try
        {
            var entries = tracker.Entries().ToList();
            foreach (var entry in entries)
            {
                if (entry.State is EntityState.Added or EntityState.Modified && entry.Entity is ISortable sortable) SetSortKeys(entry, sortable, basis);
                if (entry.Entity is IRecord record) RecordOf(db, entry, record, now, recorded);
                else if (entry.Entity is IPart part) PartOf(db, entry, part, now, recorded);
                else if (entry.Entity is ISignals signals && entry.State is EntityState.Added or EntityState.Modified) signals.Signal(recorded.Topics);
            }

            recorded.Pending = entries.FindAll(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached));
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }

        return recorded;
    }

    private static void SetSortKeys(EntityEntry entry, ISortable sortable, SortBasis basis)
    {
        sortable.SortBy(basis);
        if (entry.State == EntityState.Modified) entry.DetectChanges();
    }

    private static void RecordOf(CrmDb db, EntityEntry entry, IRecord record, DateTimeOffset now, Recorded recorded)
    {
        if (entry.State == EntityState.Deleted)
        {
            Removed(db, entry, record, now, recorded);
            return;
        }

        var raised = (record as IRaises)?.Raised ?? [];
        if (entry.State is not (EntityState.Added or EntityState.Modified) && raised.Count == 0) return;
        var type = db.RecordTypes.Of(record);
        var key = type?.Key ?? ModelConventions.Snake(entry.Metadata.ClrType.Name);
        var about = (record as IAbout)?.AboutId;

        if (entry.State == EntityState.Added)
        {
            if (record.CreatedAt == default) entry.Property(nameof(IRecord.CreatedAt)).CurrentValue = now;
            entry.Property(nameof(IRecord.UpdatedAt)).CurrentValue = now;
            Add(db, recorded, key, record.Id, about, ChangeKinds.Created, "{}", now);
            if (type is not null) recorded.Entries.Add(EntryOf(type, record));
        }
        else
        {
            Updated(db, entry, record, type, key, about, now, raised.Count > 0, recorded);
        }

        foreach (var happened in raised)
            Add(db, recorded, key, record.Id, about, happened.Kind, JsonSerializer.Serialize(happened, happened.GetType(), JsonForms.Stored), now);
        (record as IRaises)?.ForgetRaised();

        recorded.Topics.Add(key);
        recorded.Topics.Add($"{key}:{record.Id:n}");
        if (about is { } subject) recorded.Topics.Add($"about:{subject:n}");
    }

    private static void Removed(CrmDb db, EntityEntry entry, IRecord record, DateTimeOffset now, Recorded recorded)
    {
        var key = db.RecordTypes.Of(record)?.Key ?? ModelConventions.Snake(entry.Metadata.ClrType.Name);
        var owner = record is IOwned { OwnerId: { } id } ? JsonSerializer.Serialize(new { owner = id }, JsonForms.Stored) : "{}";
        Add(db, recorded, key, record.Id, (record as IAbout)?.AboutId, ChangeKinds.Removed, owner, now);
        recorded.Stale[record.Id] = null;
        recorded.Topics.Add(key);
        recorded.Topics.Add($"{key}:{record.Id:n}");
    }

    private static void Updated(CrmDb db, EntityEntry entry, IRecord record, RecordType? type, string key, Guid? about, DateTimeOffset now, bool raised,
        Recorded recorded)
    {
        var differences = Differences(entry, type);
        var trash = entry.Property(nameof(IRecord.DeletedAt));
        if (differences.Count == 0 && !raised && !trash.IsModified) return;
        entry.Property(nameof(IRecord.Version)).CurrentValue = record.Version + 1;
        entry.Property(nameof(IRecord.UpdatedAt)).CurrentValue = now;
        if (trash.IsModified)
            Add(db, recorded, key, record.Id, about, record.DeletedAt is null ? ChangeKinds.Restored : ChangeKinds.Deleted, "{}", now);
        if (differences.Count > 0)
            Add(db, recorded, key, record.Id, about, ChangeKinds.Updated, JsonSerializer.Serialize(differences, JsonForms.Stored), now);
        if (type is not null && (trash.IsModified || differences.Keys.Any(name => name == "owner" || type.Find(name) is { InDirectory: true }) || (record is IAbout && entry.Property(nameof(IAbout.AboutId)).IsModified)))
            recorded.Stale[record.Id] = EntryOf(type, record);
    }

    private static void PartOf(CrmDb db, EntityEntry entry, IPart part, DateTimeOffset now, Recorded recorded)
    {
        object?[]? difference = entry.State switch
        {
            EntityState.Added => [null, part.Describe()],
            EntityState.Deleted => [part.Describe(), null],
            EntityState.Modified => [null, part.Describe()],
            _ => null,
        };
        if (difference is null) return;
        var data = new Dictionary<string, object?[]>(StringComparer.Ordinal) { [part.PartName] = difference };
        Add(db, recorded, part.WholeType, part.WholeId, null, ChangeKinds.Updated, JsonSerializer.Serialize(data, JsonForms.Stored), now);
        recorded.Topics.Add(part.WholeType);
        recorded.Topics.Add($"{part.WholeType}:{part.WholeId:n}");
    }

    private static void Add(CrmDb db, Recorded recorded, string type, Guid id, Guid? about, string kind, string data, DateTimeOffset now) => recorded.Changes.Add(new Change
    {
        At = now, ActorId = db.Actor.Id, RecordType = type, RecordId = id, AboutId = about, Kind = kind, Data = data,
        BatchId = db.Batch?.Id, Quiet = db.Batch?.Quiet ?? false, Door = db.Door,
    });

    /// <summary>What of a changed record is different, by field: before and after.</summary>
    internal static Dictionary<string, object?[]> Differences(EntityEntry entry, RecordType? type)
    {
        var differences = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        foreach (var watched in WatchedProperties.GetOrAdd(entry.Metadata, metadata => Watched.Of(metadata, type)))
        {
            var property = entry.Property(watched.Property);
            if (property.IsModified && !watched.Property.GetValueComparer().Equals(property.OriginalValue, property.CurrentValue))
                differences[watched.Name] = [property.OriginalValue, property.CurrentValue];
        }

        if (entry.Entity is ICustomizable && type is not null) CustomDifferences(entry.Property(nameof(ICustomizable.Custom)), type, differences);
        return differences;
    }

    /// <summary>Each custom field by its own name, as if it were a column.</summary>
    private static void CustomDifferences(PropertyEntry custom, RecordType type, Dictionary<string, object?[]> differences)
    {
        if (!custom.IsModified || custom is not { OriginalValue: CustomValues before, CurrentValue: CustomValues after } || before.Equals(after)) return;
        foreach (var field in type.Fields)
        {
            if (field.Shape is not { } shape || CustomJson.KeysOf(shape.Kind, shape.Key).All(key => CustomValues.Same(before[key], after[key]))) continue;
            differences[field.Name] = [CustomJson.Read(before, shape.Kind, shape.Key), CustomJson.Read(after, shape.Kind, shape.Key)];
        }
    }

    internal static RecordEntry EntryOf(RecordType type, IRecord record) => new()
    {
        RecordId = record.Id, RecordType = type.Key, Title = TitleOf(type, record), Subtitle = type.Subtitle?.Read(record) as string, Text = TextOf(type, record),
        OwnerId = (record as IOwned)?.OwnerId, AboutId = (record as IAbout)?.AboutId, Trashed = record.DeletedAt is not null,
    };

    /// <summary>What is titled by a text of any length, as a note is, is called by its beginning: the index of titles takes no more.</summary>
    private static string TitleOf(RecordType type, IRecord record)
    {
        var title = type.Title.Read(record) as string ?? "";
        return title.Length <= RecordEntry.MaxTitleLength ? title : title[..(char.IsHighSurrogate(title[RecordEntry.MaxTitleLength - 1]) ? RecordEntry.MaxTitleLength - 1 : RecordEntry.MaxTitleLength)];
    }

    private static string TextOf(RecordType type, IRecord record) => Folding.Fold(string.Join(' ', type.Fields
        .Where(field => field.Searchable).Select(field => Words(field.Read(record))).Where(text => !string.IsNullOrEmpty(text)))) ?? "";

    private static string? Words(object? value) => value is IEnumerable<ContactPoint> points ? string.Join(' ', points.Select(point => point.Value)) : value as string;

    /// <summary>Name of the property behind a field, also behind its widening to a nullable type.</summary>
    internal static string? Stored(Field field) =>
        ((field.Value.Body is System.Linq.Expressions.UnaryExpression widened ? widened.Operand : field.Value.Body) as System.Linq.Expressions.MemberExpression)?.Member.Name;

    /// <summary>The stored properties of an entity under the names that the feed gives them.</summary>
    internal static IReadOnlyDictionary<string, IProperty> PropertiesByName(IEntityType entity, RecordType? type) =>
        WatchedProperties.GetOrAdd(entity, metadata => Watched.Of(metadata, type)).ToDictionary(watched => watched.Name, watched => watched.Property, StringComparer.Ordinal);

    /// <summary>A stored property that people recognise, under the name of its field.</summary>
    private sealed record Watched(IProperty Property, string Name)
    {
        public static Watched[] Of(IEntityType entity, RecordType? type) =>
        [
            .. entity.GetProperties()
                .Where(property => property.FindAnnotation(ModelConventions.Derived) is null && property.ClrType != typeof(CustomValues) && !property.IsPrimaryKey() && property.Name != nameof(IRecord.DeletedAt))
                .Select(property => new Watched(property, NameOf(property, type))),
        ];

        private static string NameOf(IProperty property, RecordType? type)
        {
            var field = type?.Fields.FirstOrDefault(f => Stored(f) == property.Name);
            return field?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        }
    }
}
