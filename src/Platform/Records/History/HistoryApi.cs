using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.Records.History;

/// <summary><c>/api/v1/{type}/{id}/changes</c>.</summary>
internal static class HistoryApi
{
    /// <summary>What was before and after, as the feed keeps it.</summary>
    public sealed record Change(string Field, JsonElement From, JsonElement To);

    /// <param name="ActorId">The user or API key; null for the product itself.</param>
    /// <param name="Door"><c>page</c>, <c>api</c>, <c>import</c>, <c>job</c>, <c>automation</c>, <c>command</c> or <c>system</c>.</param>
    public sealed record Row(long Sequence, DateTimeOffset At, Guid? ActorId, string Door, string Kind, IReadOnlyList<Change> Changes, JsonElement? Data, Guid? BatchId);

    /// <param name="NextBefore">Goes into <c>before</c> for older rows; null on the last page.</param>
    public sealed record Answer(IReadOnlyList<Row> Data, long? NextBefore);

    /// <param name="edits">Whether records of the type are changed by their fields.</param>
    public static void Map<T>(RouteGroupBuilder group, bool edits) where T : class, IRecord
    {
        group.MapGet("{id:guid}/changes", async (Guid id, Actor actor, RecordHistory<T> history, long? before, int? limit, CancellationToken stop) =>
        {
            var page = await history.Run(actor, id, before, limit ?? 50, stop);
            return TypedResults.Ok(new Answer([.. page.Rows.Select(Told)], page.Before));
        }).WithSummary("Who changed what, when and by which door, newest first");
        if (!edits) return;
        group.MapPost("{id:guid}/changes/{sequence:long}/restore", async (Guid id, long sequence, Actor actor, RestoreValues<T> restore, RecordTypes types, RestoreValues<T>.Request request, SeenVersion version, HttpContext http) =>
            await RecordEndpoints.Answer(http, StatusCodes.Status200OK, types.Of(typeof(T))!, await restore.Run(actor, id, version, sequence, request, http.RequestAborted))).WithSummary("Put fields back to what they were before a change");
    }

    private static Row Told(HistoryRow row) => new(row.Sequence, row.At, row.By, row.Door.ToString().ToLowerInvariant(), row.Kind, [.. row.Changes.Select(change => new Change(change.Field.JsonName, change.Before, change.After))], row.Data, row.BatchId);
}
