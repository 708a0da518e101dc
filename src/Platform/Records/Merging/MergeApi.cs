using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>Merging over the API.</summary>
public static class MergeApi
{
    public sealed record Answer(IReadOnlyList<MergeRow> Data, string? NextCursor);

    /// <summary><c>POST /{plural}/{id}/merge</c> for a type that offers it.</summary>
    public static void MapMerging<T>(this RouteGroupBuilder api, string plural) where T : Record =>
        api.MapPost(plural + "/{id:guid}/merge", async (Guid id, MergeRequest request, Actor actor, MergeRecords<T> merge, CancellationToken stop) =>
            TypedResults.Ok(await merge.Run(actor, id, request, stop))).WithTags(plural).WithSummary("Merge one to four other records into this one; it can be undone");

    internal static void Map(RouteGroupBuilder api)
    {
        var merges = api.MapGroup("merges").WithTags("merges");
        merges.MapGet("", async (Actor actor, MergeHistory history, string? type, Guid? record, string? cursor, CancellationToken stop) =>
        {
            var (rows, next) = await history.Page(actor, type, record, long.TryParse(cursor, System.Globalization.CultureInfo.InvariantCulture, out var before) ? before : null, stop);
            return TypedResults.Ok(new Answer(rows, next?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }).WithSummary("Merges, newest first");
        merges.MapGet("{merge:guid}", async (Guid merge, Actor actor, MergeHistory history, CancellationToken stop) => TypedResults.Ok(await history.Get(actor, merge, stop))).WithSummary("One merge");
        merges.MapPost("{merge:guid}/undo", async (Guid merge, Actor actor, UnmergeRecords unmerge, CancellationToken stop) =>
            TypedResults.Ok(await unmerge.Run(actor, merge, stop))).WithSummary("Undo a merge: what is unchanged since goes back, what stays is listed");
    }
}
