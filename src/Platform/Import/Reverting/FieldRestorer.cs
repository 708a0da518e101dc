using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Records;

namespace Tandem.Platform.Import.Reverting;

/// <summary>Undoes what a batch did to a record in steps that its fields do not tell, such as moves of a deal; registered by the module that has them.</summary>
public interface IUndoEvents
{
    /// <summary>Key of the record type.</summary>
    string RecordType { get; }

    /// <summary>Fields that undoing the events sets by itself.</summary>
    IReadOnlySet<string> Fields { get; }

    /// <summary>Reads records with all that taking events back needs of them into the context.</summary>
    Task Load(CrmDb db, Guid[] ids, CancellationToken stop);

    /// <summary>Takes one event back, unless the record went on since; whether it did.</summary>
    /// <param name="change">The row of the feed, newest first.</param>
    /// <param name="later">What others did to the record after it.</param>
    Task<bool> Undo(CrmDb db, Change change, IReadOnlyList<Change> later, CancellationToken stop);
}

/// <summary>Puts fields of records back to what they were before a batch, unless somebody else changed them since.</summary>
internal sealed class FieldRestorer(IEnumerable<IUndoEvents> events)
{
    private static readonly MethodInfo OfType = typeof(FieldRestorer).GetMethod(nameof(Track), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <param name="changes">Rows of one record type, newest first.</param>
    public async Task Restore(CrmDb db, RevertedBatch batch, string recordType, IReadOnlyList<Change> changes, RevertReport report, CancellationToken stop)
    {
        if (db.RecordTypes.Find(recordType) is not { } type) return;
        var undo = events.FirstOrDefault(one => one.RecordType == recordType);
        var ids = changes.Select(change => change.RecordId).Distinct().ToArray();
        var since = changes.Min(change => change.Sequence);
        var later = (await db.Changes.AsNoTracking().Where(change => ids.Contains(change.RecordId) && change.Sequence > since
            && (change.BatchId == null || (change.BatchId != batch.Id && change.BatchId != batch.RevertId))).ToListAsync(stop)).ToLookup(change => change.RecordId);
        await Load(db, type, undo, ids, stop);
        var trashed = await TrashedAt(db, changes, stop);
        var properties = ChangeRecorder.PropertiesByName(db.Model.FindEntityType(type.EntityType)!, type);
        foreach (var change in changes)
        {
            if (await db.FindAsync(type.EntityType, [change.RecordId], stop) is not IRecord record) continue;
            var after = later[change.RecordId].Where(other => other.Sequence > change.Sequence).ToList();
            if (change.Kind == ChangeKinds.Updated) report.Restored += Fields(db.Entry(record), type, properties, change, after, undo?.Fields, report) ? 1 : 0;
            else if (change.Kind == ChangeKinds.Restored && record is Record trashable && record.DeletedAt is null) trashable.Trash(trashed[record.Id].Where(at => at.Sequence < change.Sequence).Select(at => (DateTimeOffset?)at.At).Max() ?? change.At);
            else if (change.Kind == ChangeKinds.Deleted && record is Record { DeletedAt: not null } gone)
            {
                gone.Restore();
                report.Restored++;
            }
            else if (undo is not null && !await undo.Undo(db, change, after, stop)) report.Kept.Add(Kept(type, record, change.Kind, after.LastOrDefault()?.ActorId));
        }
    }

    private static readonly ReadingContext Plain = new("EUR", null);

    private static bool Fields(EntityEntry entry, RecordType type, IReadOnlyDictionary<string, Microsoft.EntityFrameworkCore.Metadata.IProperty> properties, Change change,
        List<Change> later, IReadOnlySet<string>? others, RevertReport report)
    {
        var any = false;
        foreach (var (name, pair) in JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(change.Data, JsonForms.Stored)!)
        {
            var custom = type.Find(name) is { IsCustom: true } found ? found : null;
            var property = custom is null ? properties.GetValueOrDefault(name) : null;
            if ((custom is null && property is null) || others?.Contains(name) == true || pair.Length != 2) continue;
            if (later.Find(other => other.Kind == ChangeKinds.Updated && JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(other.Data, JsonForms.Stored)!.ContainsKey(name)) is { } by)
            {
                report.Kept.Add(Kept(type, (IRecord)entry.Entity, name, by.ActorId));
                continue;
            }

            if (custom is not null)
            {
                custom.Write(entry.Entity, JsonValues.Read(custom, pair[0], Plain));
                any = true;
                continue;
            }

            var before = pair[0].ValueKind == JsonValueKind.Null ? null : pair[0].Deserialize(property!.ClrType, JsonForms.Stored);
            entry.Property(property!.Name).CurrentValue = before;
            if (entry.Metadata.FindProperty(property.Name + "Folded") is { } folded) entry.Property(folded.Name).CurrentValue = Folding.Fold(before as string) ?? (folded.IsNullable ? null : "");
            any = true;
        }

        return any;
    }

    /// <summary>When records that a batch took out of the trash had come into it.</summary>
    private static async Task<ILookup<Guid, (long Sequence, DateTimeOffset At)>> TrashedAt(CrmDb db, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var ids = changes.Where(change => change.Kind == ChangeKinds.Restored).Select(change => change.RecordId).Distinct().ToArray();
        var deleted = ids.Length == 0 ? [] : await db.Changes.AsNoTracking().Where(other => ids.Contains(other.RecordId) && other.Kind == ChangeKinds.Deleted).Select(other => new { other.RecordId, other.Sequence, other.At }).ToListAsync(stop);
        return deleted.ToLookup(one => one.RecordId, one => (one.Sequence, one.At));
    }

    /// <summary>Reads all records of a portion at once; each is then found in the context.</summary>
    private static Task Load(CrmDb db, RecordType type, IUndoEvents? undo, Guid[] ids, CancellationToken stop) =>
        undo is not null ? undo.Load(db, ids, stop) : (Task)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [db, ids, stop])!;

    private static async Task Track<T>(CrmDb db, Guid[] ids, CancellationToken stop) where T : class, IRecord
    {
        var known = db.ChangeTracker.Entries<T>().Select(entry => entry.Entity.Id).ToHashSet();
        var missing = ids.Where(id => !known.Contains(id)).ToArray();
        if (missing.Length > 0) await db.Set<T>().AsTracking().Where(row => missing.Contains(row.Id)).LoadAsync(stop);
    }

    private static KeptRecord Kept(RecordType type, IRecord record, string field, Guid? by) => new(type.Key, record.Id, type.Title.Read(record) as string ?? "", field, by, null);
}
