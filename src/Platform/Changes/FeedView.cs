using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Changes;

/// <summary>A change as an actor is told of it.</summary>
/// <param name="Cursor">The place behind it.</param>
/// <param name="Kind"><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>restored</c>, <c>removed</c>, <c>gone</c> or the name of a business event.</param>
/// <param name="Data">For <c>updated</c> an object of field to [before, after].</param>
public sealed record ToldChange(string Cursor, DateTimeOffset At, Guid? ActorId, string RecordType, Guid RecordId, Guid? AboutId, string Kind, JsonNode? Data, Guid? BatchId, bool Quiet);

/// <summary>
/// The feed through an actor's eyes, for those who copy from it: the change feed of the API and webhooks. Changes of records that the actor
/// does not see are left out; a record that leaves the view is told as <c>gone</c>, so that a copy can drop it.
/// </summary>
internal static class FeedView
{
    public const string Gone = "gone";

    /// <param name="types">The types with the fields that the actor may read.</param>
    public static async Task<IReadOnlyList<(Change Change, ToldChange Told)>> Of(CrmDb db, Actor actor, RecordTypes types, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        if (changes.Count == 0) return [];
        var view = await Seen(db, actor, changes, stop);
        var told = new List<(Change, ToldChange)>(changes.Count);
        foreach (var change in changes)
            if (Tell(actor, types, db.RecordTypes, change, view) is { } row) told.Add((change, row));
        return told;
    }

    /// <summary>Which of the records are in the actor's view now, those in the trash and those that were removed included where their last owner says so.</summary>
    private static async Task<View> Seen(CrmDb db, Actor actor, IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var ids = changes.Select(change => change.RecordId).Concat(changes.Select(change => change.AboutId).OfType<Guid>()).Distinct().ToArray();
        var entries = await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId)).Select(entry => new { entry.RecordId, entry.RecordType, entry.OwnerId }).ToListAsync(stop);
        return new View(entries.Where(entry => actor.MaySee(entry.RecordType, entry.OwnerId)).Select(entry => entry.RecordId).ToHashSet(), entries.Select(entry => entry.RecordId).ToHashSet());
    }

    private static ToldChange? Tell(Actor actor, RecordTypes types, RecordTypes all, Change change, View view)
    {
        if (types.Find(change.RecordType) is not { } type || !actor.Sees(type.Key)) return null;
        var aboutSeen = change.AboutId is not { } about || view.Visible.Contains(about) || actor.IsAdministrator;
        if (view.Visible.Contains(change.RecordId) && aboutSeen) return Told(change, change.Kind, DataFor(actor, type, all.Find(type.Key)!, change));
        if (change.Kind == ChangeKinds.Removed && actor.MaySee(type.Key, OwnerIn(change))) return Told(change, change.Kind, null);
        return view.Known.Contains(change.RecordId) && LeftView(actor, type.Key, change) ? Told(change, Gone, null) : null;
    }

    public static ToldChange Told(Change change, string kind, JsonNode? data) => new(FeedPosition.Of(change).ToString(), change.At, kind == Gone ? null : change.ActorId,
        change.RecordType, change.RecordId, kind == Gone ? null : change.AboutId, kind, data, change.BatchId, change.Quiet);

    /// <summary>Whether this change took the record from an owner within the actor's reach.</summary>
    private static bool LeftView(Actor actor, string type, Change change)
    {
        if (change.Kind != ChangeKinds.Updated) return false;
        using var data = JsonDocument.Parse(change.Data);
        if (!data.RootElement.TryGetProperty("owner", out var owner) || owner.ValueKind != JsonValueKind.Array || owner.GetArrayLength() != 2) return false;
        return actor.MaySee(type, Id(owner[0])) && !actor.MaySee(type, Id(owner[1]));
    }

    private static Guid? OwnerIn(Change change)
    {
        using var data = JsonDocument.Parse(change.Data);
        return data.RootElement.TryGetProperty("owner", out var owner) ? Id(owner) : null;
    }

    private static Guid? Id(JsonElement json) => json.ValueKind == JsonValueKind.String && json.TryGetGuid(out var id) ? id : null;

    /// <summary>What a change says, without the fields that the actor may not read; null when nothing is left to say.</summary>
    /// <param name="type">As the actor sees it, <paramref name="full"/> as it is.</param>
    public static JsonObject? DataFor(Actor actor, RecordType type, RecordType full, Change change)
    {
        if (JsonNode.Parse(change.Data) is not JsonObject data || data.Count == 0) return null;
        if (!actor.MaySeePersonal)
            foreach (var field in type.Fields.Where(field => field.Sensitivity != Sensitivity.Normal)) data.Remove(field.Name);
        foreach (var field in full.Fields.Where(field => field.IsCustom && type.Find(field.Name) is null)) data.Remove(field.Name);
        return data;
    }

    private sealed record View(HashSet<Guid> Visible, HashSet<Guid> Known);
}
