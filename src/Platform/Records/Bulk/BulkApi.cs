using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Records.Bulk;

/// <summary>One change to many records, as programs ask for it.</summary>
/// <param name="What"><c>assign</c>, <c>tag</c>, <c>untag</c>, <c>set</c> or <c>delete</c>.</param>
/// <param name="Ids">The records; or <paramref name="Filter"/>, <paramref name="Search"/> or both for all that match.</param>
/// <param name="All">True to mean all records of the type.</param>
/// <param name="OwnerId">For <c>assign</c>; null for nobody.</param>
/// <param name="Tag">For <c>tag</c> and <c>untag</c>.</param>
/// <param name="Values">For <c>set</c>: values by field.</param>
public sealed record BulkBody(string? What, IReadOnlyList<Guid>? Ids, string? Filter, string? Search, bool? All, Guid? OwnerId, string? Tag, JsonElement? Values);

/// <param name="Batch">From the answer to the change.</param>
public sealed record BulkUndoBody(Guid Batch);

/// <summary><c>/api/v1/{type}/bulk</c> and its way back. A job answers 202; the job's id is that of the batch.</summary>
internal static class BulkApi
{
    public static void Map<T>(RouteGroupBuilder group) where T : class, IRecord
    {
        group.MapPost("bulk", async (Actor actor, BulkEdit<T> bulk, BulkBody body, CancellationToken stop) =>
        {
            if (body is { Ids: null, All: not true } && string.IsNullOrWhiteSpace(body.Filter) && string.IsNullOrWhiteSpace(body.Search)) throw Refused.On("ids", RecordRefusals.RequiredField, ("field", "ids"));
            var answer = await bulk.Run(actor, new BulkSelection(body.Ids, body.Filter, body.Search), new BulkChange(body.What ?? "") { Owner = body.OwnerId, Tag = body.Tag, Values = body.Values }, stop);
            return answer.Outcome is null ? (IResult)TypedResults.Accepted($"/api/v1/jobs/{answer.Batch}", answer) : TypedResults.Ok(answer);
        }).WithSummary("Change, assign, tag or delete many records at once");
        group.MapPost("bulk/undo", async (Actor actor, BulkUndo undo, RecordTypes types, BulkUndoBody body, CancellationToken stop) =>
        {
            var answer = await undo.Run(actor, types.Of(typeof(T))!.Key, body.Batch, stop);
            return answer.JobId is { } job ? (IResult)TypedResults.Accepted($"/api/v1/jobs/{job}", answer) : TypedResults.Ok(answer);
        }).WithSummary("Take back what a bulk change did, where nobody changed the value since");
    }
}
