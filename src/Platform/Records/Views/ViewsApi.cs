using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.Records.Views;

/// <summary>A saved view as programs read and write it.</summary>
/// <param name="Type">Key of the record type: <c>company</c>. Fixed.</param>
/// <param name="DefaultFor">Roles that see it first.</param>
/// <param name="Look">Filter, sort, columns and the rest; what is left out is none.</param>
public sealed record ViewBody(string? Type, string? Name, ViewKind? Kind, ViewScope? Scope, IReadOnlyList<Role>? DefaultFor, ViewLook? Look)
{
    /// <summary>Only answered.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only answered; sent as <c>If-Match</c>.</summary>
    public int? Version { get; init; }

    /// <summary>Only answered: who made it.</summary>
    public Guid? OwnerId { get; init; }

    internal ViewWish Wish => new(Name, Kind, Look, Scope, DefaultFor);

    internal static ViewBody Of(SavedView view) => new(view.RecordType, view.Name, view.Kind, view.Scope, view.DefaultFor, view.Look) { Id = view.Id, Version = view.Version, OwnerId = view.OwnerId };
}

/// <summary><c>/api/v1/views</c>: the saved views that the caller finds.</summary>
internal static class ViewsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var views = api.MapGroup("views").WithTags("views");
        views.MapGet("", async (Actor actor, Crm crm, RecordTypes types, string? type, CancellationToken stop) =>
        {
            if (type is null || types.Find(type) is not { } known || !actor.Sees(known.Key)) throw Refused.On("type", RecordRefusals.UnknownChoice, ("field", "type"), ("value", type));
            await using var db = crm.Open(actor);
            return TypedResults.Ok(new { Data = (await KnownViews.Of(db, actor, known.Key, stop)).ConvertAll(ViewBody.Of) });
        }).WithSummary("List the saved views of a record type");
        views.MapGet("{id:guid}", async (Actor actor, SaveView save, Guid id, CancellationToken stop) => TypedResults.Ok(ViewBody.Of(await save.Get(actor, id, stop)))).WithSummary("One saved view");
        views.MapPost("", async (Actor actor, SaveView save, ViewBody body, CancellationToken stop) =>
        {
            var view = await save.Add(actor, body.Type ?? "", body.Wish, stop);
            return TypedResults.Created($"/api/v1/views/{view.Id}", ViewBody.Of(view));
        }).WithSummary("Save a view");
        views.MapPatch("{id:guid}", async (Actor actor, SaveView save, Guid id, SeenVersion version, ViewBody body, CancellationToken stop) =>
            TypedResults.Ok(ViewBody.Of(await save.Change(actor, id, version, body.Wish, stop)))).WithSummary("Change a saved view");
        views.MapDelete("{id:guid}", async (Actor actor, SaveView save, Guid id, CancellationToken stop) =>
        {
            await save.Trash(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Remove a saved view; it can be brought back for 30 days");
        views.MapPost("{id:guid}/restore", async (Actor actor, SaveView save, Guid id, CancellationToken stop) =>
            TypedResults.Ok(ViewBody.Of(await save.Restore(actor, id, stop)))).WithSummary("Bring a removed view back");
    }
}
