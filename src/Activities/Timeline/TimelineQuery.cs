using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Tasks;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Records;
using Tandem.Platform.Records.History;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Timeline;

/// <summary>
/// Gathers what happened to a record and to those that belong to it, newest first, out of the change feed. Related records come from the modules
/// through <see cref="IRelatedRecords"/>, which leave out what the actor may not see.
/// </summary>
internal sealed class TimelineQuery(Crm crm, RecordTypes types, IEnumerable<IRelatedRecords> relations, TimeProvider clock)
{
    private const int PageSize = 30;
    private const int MostRelated = 400;
    private const int MostPlanned = 50;
    private const int MostPinned = 20;

    private static readonly string[] Silent = ["affiliation", "task"];

    /// <param name="before">Sequence of the last entry seen; null for the newest.</param>
    public async Task<TimelineView> Run(Actor actor, string recordType, Guid id, TimelineKind kind, long? before, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var records = new HashSet<Guid> { id };
        foreach (var relation in relations) records.UnionWith(await relation.Of(db, actor, recordType, id, MostRelated, stop));
        var ids = records.Take(MostRelated).ToArray();
        var changes = await Changes(db, ids, kind, before, stop);
        var page = changes.Take(PageSize).ToList();
        var pinned = kind is TimelineKind.All or TimelineKind.Notes ? await Pinned(db, id, stop) : [];
        var telling = new Telling(db, actor, types, locale, id);
        var told = await telling.Tell([.. page.Where(change => pinned.TrueForAll(other => other.Sequence != change.Sequence))], stop);
        var planned = before is null && kind is TimelineKind.All or TimelineKind.Tasks ? await Planned(db, actor, ids, id, locale, stop) : [];
        return new TimelineView(recordType, id, kind, before is null && pinned.Count > 0 ? await telling.Tell(pinned, stop) : [], planned, told, changes.Count > PageSize ? page[^1].Sequence : null, actor.MayEditSome("note"));
    }

    private static async Task<List<Change>> Changes(CrmDb db, Guid[] ids, TimelineKind kind, long? before, CancellationToken stop)
    {
        var feed = db.Changes.AsNoTracking().Where(change => before == null || change.Sequence < before);
        feed = kind switch
        {
            TimelineKind.Notes => feed.Where(change => change.RecordType == "note" && change.Kind == ChangeKinds.Created),
            TimelineKind.Tasks => feed.Where(change => change.RecordType == "task" && change.Kind != ChangeKinds.Created && change.Kind != ChangeKinds.Updated),
            TimelineKind.Deals => feed.Where(change => change.RecordType == "deal"),
            TimelineKind.Changes => feed.Where(change => change.Kind == ChangeKinds.Updated && change.RecordType != "note" && !Silent.Contains(change.RecordType)),
            _ => feed.Where(change => (change.RecordType != "note" || change.Kind == ChangeKinds.Created)
                && (!Silent.Contains(change.RecordType) || (change.Kind != ChangeKinds.Updated && (change.RecordType != "task" || change.Kind != ChangeKinds.Created)))),
        };
        // Two reads along an index each; as one with "or" neither database would walk either.
        var own = await feed.Where(change => ids.Contains(change.RecordId)).OrderByDescending(change => change.Sequence).Take(PageSize + 1).ToListAsync(stop);
        var beside = await feed.Where(change => ids.Contains(change.AboutId!.Value)).OrderByDescending(change => change.Sequence).Take(PageSize + 1).ToListAsync(stop);
        return [.. own.Concat(beside).DistinctBy(change => change.Sequence).OrderByDescending(change => change.Sequence).Take(PageSize + 1)];
    }

    /// <summary>When the pinned notes on this record were written, the newest first.</summary>
    private static async Task<List<Change>> Pinned(CrmDb db, Guid id, CancellationToken stop)
    {
        var notes = await db.Notes.AsNoTracking().Where(note => note.AboutId == id && note.Pinned && note.DeletedAt == null).OrderByDescending(note => note.CreatedAt).Take(MostPinned).Select(note => note.Id).ToListAsync(stop);
        return notes.Count == 0 ? [] : await db.Changes.AsNoTracking().Where(change => notes.Contains(change.RecordId) && change.RecordType == "note" && change.Kind == ChangeKinds.Created)
            .OrderByDescending(change => change.Sequence).ToListAsync(stop);
    }

    private async Task<IReadOnlyList<PlannedTask>> Planned(CrmDb db, Actor actor, Guid[] ids, Guid self, Locale locale, CancellationToken stop)
    {
        var open = await db.Tasks.AsNoTracking().Where(task => task.DoneAt == null && task.DeletedAt == null && ids.Contains(task.AboutId!.Value))
            .OrderBy(task => task.DueAt == null).ThenBy(task => task.DueAt).ThenBy(task => task.Id).Take(MostPlanned).ToListAsync(stop);
        var names = await RecordNames.Of(db, actor, open.SelectMany(task => new[] { task.OwnerId, task.AboutId }).OfType<Guid>(), stop);
        var now = clock.GetUtcNow();
        var day = await WorkDay.Of(crm.Database, stop);
        var today = day.BeginOf(now);
        return [.. open.Select(task => new PlannedTask(task.Id, task.Version, task.Subject, task.Kind, day.Of(task, locale), task.AllDay ? null : task.DueAt, task.DueAt < (task.AllDay ? today : now),
            task.OwnerId is { } assignee ? names.GetValueOrDefault(assignee)?.Title : null,
            task.AboutId is { } other && other != self && names.TryGetValue(other, out var name) ? Telling.SubjectOf(name, types) : null, actor.MayEdit(TaskRecord.TypeKey, task.OwnerId)))];
    }
}

/// <summary>Puts rows of the feed into words.</summary>
internal sealed class Telling(CrmDb db, Actor actor, RecordTypes types, Locale locale, Guid self)
{
    private IReadOnlyDictionary<Guid, string> programs = new Dictionary<Guid, string>();

    public async Task<IReadOnlyList<TimelineEntry>> Tell(List<Change> changes, CancellationToken stop)
    {
        var notes = changes.Where(change => change.RecordType == "note").Select(change => change.RecordId).ToArray();
        var texts = notes.Length == 0 ? [] : await db.Notes.AsNoTracking().Where(note => notes.Contains(note.Id) && note.DeletedAt == null).ToDictionaryAsync(note => note.Id, stop);
        var names = await RecordNames.Of(db, actor, changes.SelectMany(Mentioned), stop);
        programs = await ProgramNames.Of(db, changes.Select(change => change.ActorId).OfType<Guid>().Where(by => !names.ContainsKey(by)), stop);
        var files = changes.Where(change => change.RecordType == "file").Select(change => change.RecordId).ToArray();
        var pictures = files.Length == 0 ? [] : await db.Set<StoredFile>().AsNoTracking().Where(file => files.Contains(file.Id) && file.IsPicture).Select(file => file.Id).ToListAsync(stop);
        // An event says better what an update of the same save says in fields.
        var events = changes.Where(change => char.IsUpper(change.Kind[0])).Select(change => (change.RecordId, change.At)).ToHashSet();
        var entries = new List<TimelineEntry>();
        foreach (var change in changes)
        {
            if (change.Kind == ChangeKinds.Updated && events.Contains((change.RecordId, change.At))) continue;
            if (change.RecordType == "file" && (change.Kind == ChangeKinds.Updated || pictures.Contains(change.RecordId))) continue;
            if (change.RecordType == "note" && !texts.ContainsKey(change.RecordId)) continue;
            if (Entry(change, names) is not { } entry) continue;
            entries.Add(texts.TryGetValue(change.RecordId, out var note)
                ? entry with { Body = note.Text, Pinned = note.Pinned, NoteVersion = actor.MayEditSome("note") ? note.Version : null }
                : entry);
        }

        return entries;
    }

    public static TimelineSubject SubjectOf(RecordName name, RecordTypes types) => new(name.Id, name.RecordType, name.Title, $"{types[name.RecordType].Path}/{name.Id}");

    private static IEnumerable<Guid> Mentioned(Change change)
    {
        yield return change.RecordId;
        if (change.ActorId is { } by) yield return by;
        if (change.AboutId is { } about) yield return about;
        using var json = JsonDocument.Parse(change.Data);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var side in member.Value.EnumerateArray())
                    if (side.ValueKind == JsonValueKind.String && side.TryGetGuid(out var id)) yield return id;
            }
        }
    }

    private TimelineEntry? Entry(Change change, IReadOnlyDictionary<Guid, RecordName> names)
    {
        using var json = JsonDocument.Parse(change.Data);
        var type = types.Find(change.RecordType);
        var subject = change.RecordType is "note" or "task" or "affiliation"
            ? change.AboutId is { } about && about != self && names.TryGetValue(about, out var other) ? SubjectOf(other, types) : null
            : names.TryGetValue(change.RecordId, out var own) ? SubjectOf(own, types) : null;
        var by = change.ActorId is not { } who ? null : names.GetValueOrDefault(who)?.Title ?? (programs.TryGetValue(who, out var program) ? locale.T("timeline.api-key", ("name", program)) : null);
        var changes = change.Kind == ChangeKinds.Updated && type is not null ? Fields(type, json.RootElement, names) : [];
        if (change.Kind == ChangeKinds.Updated && changes.Count == 0) return null;
        // Both sides of a merge tell of it; its story is the survivor's.
        if (change.Kind is ChangeKinds.Merged or ChangeKinds.Unmerged && !json.RootElement.TryGetProperty("from", out _)) return null;
        return new TimelineEntry(change.Sequence, change.RecordId, change.RecordType, change.Kind, change.At, Text(change, json.RootElement, subject is not null), subject, by)
        {
            Changes = changes,
            MergeId = change.Kind == ChangeKinds.Merged && json.RootElement.TryGetProperty("merge", out var merge) ? merge.GetGuid() : null,
            Body = change.Kind == nameof(TaskCompleted) && json.RootElement.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null,
        };
    }

    private string Text(Change change, JsonElement data, bool named)
    {
        var key = char.IsUpper(change.Kind[0]) || change.RecordType is "note" or "task" or "affiliation" or "file" ? $"timeline.{change.RecordType}.{change.Kind}" : "timeline." + change.Kind;
        var args = data.ValueKind != JsonValueKind.Object || change.Kind == ChangeKinds.Updated ? []
            : data.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(member => (member.Name, Value(member.Value))).ToArray();
        // Behind the name of the person it is a sentence about them.
        if (named && change.RecordType == "affiliation") key += ".of";
        var text = locale.T(key, args);
        return text == key ? locale.T("timeline.event") : text;
    }

    private static object? Value(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetDecimal();
        var text = value.GetString();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)) return day;
        return value.TryGetDateTimeOffset(out var at) ? at : text;
    }

    private List<TimelineChange> Fields(RecordType type, JsonElement data, IReadOnlyDictionary<Guid, RecordName> names)
    {
        var changes = new List<TimelineChange>();
        foreach (var member in data.EnumerateObject())
        {
            if (type.Find(member.Name) is not { } field || member.Value.ValueKind != JsonValueKind.Array) continue;
            changes.Add(new TimelineChange(locale.T(field.Label), Shown(field, member.Value[0], names), Shown(field, member.Value[1], names)));
        }

        return changes;
    }

    private string? Shown(Field field, JsonElement value, IReadOnlyDictionary<Guid, RecordName> names)
    {
        // An amount stands without its currency: with two digits, unless it is a whole number.
        object? read = value.ValueKind == JsonValueKind.Number && field.Kind == FieldKind.Money
            ? value.GetDecimal() is var amount && amount == decimal.Truncate(amount) ? locale.Number(amount) : locale.Number(amount, 2) : FeedValues.Shown(field, value);
        return FieldText.Shown(field, read, locale, names);
    }
}
