using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;

namespace Tandem.Platform.Changes;

/// <summary>
/// The feed as an actor may read it. Changes of records that the actor does not see are left out; a record that leaves the actor's view is
/// told as <c>gone</c>, so that a copy can drop it.
/// </summary>
public sealed class ReadChanges(Crm crm, RecordTypes types)
{
    public const string Gone = "gone";

    /// <summary>The cursor that stands for the present end of the feed.</summary>
    public const string FromNow = "now";

    public const int MaxLimit = 1000;

    /// <param name="Kind"><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>restored</c>, <c>removed</c>, <c>gone</c> or the name of a business event.</param>
    /// <param name="Data">For <c>updated</c> an object of field to [before, after].</param>
    public sealed record Row(string Cursor, DateTimeOffset At, Guid? ActorId, string RecordType, Guid RecordId, Guid? AboutId, string Kind, JsonNode? Data, Guid? BatchId, bool Quiet);

    /// <param name="NextCursor">Where to go on; always given, since the feed has no end.</param>
    /// <param name="More">Whether there is more to read right now.</param>
    public sealed record Answer(IReadOnlyList<Row> Data, string NextCursor, bool More);

    public static void Map(RouteGroupBuilder api) => api.MapGet("changes", async (Actor actor, ReadChanges read, string? cursor, int? limit, CancellationToken stop) =>
        TypedResults.Ok(await read.Run(actor, cursor, limit ?? 200, stop))).WithTags("changes").WithSummary("What happened, in order, from a cursor on (`now` for the present end)");

    public async Task<Answer> Run(Actor actor, string? cursor, int limit, CancellationToken stop)
    {
        if (limit is < 1 or > MaxLimit) throw Refused.On("limit", ApiRefusals.BadLimit, ("max", MaxLimit));
        await using var db = crm.Open(actor);
        if (cursor == FromNow) return new Answer([], (await FeedReader.End(db, stop)).ToString(), false);
        var position = string.IsNullOrEmpty(cursor) ? FeedPosition.Start : FeedPosition.Parse(cursor);
        var changes = await FeedReader.After(db, position, limit, stop);
        if (changes.Count == 0) return new Answer([], position.ToString(), false);
        var seen = await Seen(db, actor, changes, stop);
        return new Answer([.. changes.Select(change => RowOf(actor, change, seen, db.RecordTypes)).OfType<Row>()], FeedPosition.Of(changes[^1]).ToString(), changes.Count == limit);
    }

    /// <summary>Which of the records are in the actor's view now, those in the trash and those that were removed included where their last owner says so.</summary>
    private static async Task<View> Seen(CrmDb db, Actor actor, List<Change> changes, CancellationToken stop)
    {
        var ids = changes.Select(change => change.RecordId).Concat(changes.Select(change => change.AboutId).OfType<Guid>()).Distinct().ToArray();
        var entries = await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId)).Select(entry => new { entry.RecordId, entry.RecordType, entry.OwnerId }).ToListAsync(stop);
        return new View(entries.Where(entry => actor.MaySee(entry.RecordType, entry.OwnerId)).Select(entry => entry.RecordId).ToHashSet(), entries.Select(entry => entry.RecordId).ToHashSet());
    }

    private Row? RowOf(Actor actor, Change change, View view, RecordTypes all)
    {
        if (types.Find(change.RecordType) is not { } type || !actor.Sees(type.Key)) return null;
        var aboutSeen = change.AboutId is not { } about || view.Visible.Contains(about) || actor.IsAdministrator;
        if (view.Visible.Contains(change.RecordId) && aboutSeen) return Told(change, change.Kind, DataFor(actor, type, all.Find(type.Key)!, change));
        if (change.Kind == ChangeKinds.Removed && actor.MaySee(type.Key, OwnerIn(change))) return Told(change, change.Kind, null);
        return view.Known.Contains(change.RecordId) && LeftView(actor, type.Key, change) ? Told(change, Gone, null) : null;
    }

    private static Row Told(Change change, string kind, JsonNode? data) => new(FeedPosition.Of(change).ToString(), change.At, kind == Gone ? null : change.ActorId,
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

    private static JsonObject? DataFor(Actor actor, RecordType type, RecordType full, Change change)
    {
        if (JsonNode.Parse(change.Data) is not JsonObject data || data.Count == 0) return null;
        if (!actor.MaySeePersonal)
            foreach (var field in type.Fields.Where(field => field.Sensitivity != Sensitivity.Normal)) data.Remove(field.Name);
        foreach (var field in full.Fields.Where(field => field.IsCustom && type.Find(field.Name) is null)) data.Remove(field.Name);
        return data;
    }

    private sealed record View(HashSet<Guid> Visible, HashSet<Guid> Known);
}
