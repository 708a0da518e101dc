using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.CustomRecords;

/// <summary>A record type as programs read and write its definition.</summary>
/// <param name="Key">Made from the name when it is not given. Fixed.</param>
/// <param name="Plural">Address: <c>/api/v1/{plural}</c>, <c>/records/{plural}</c>. Made from the name when it is not given. Fixed.</param>
/// <param name="One">What one is called, by language.</param>
/// <param name="Many">What several are called, by language.</param>
public sealed record TypeBody(string? Key, string? Plural, Dictionary<string, string> One, Dictionary<string, string> Many, string? Icon)
{
    /// <summary>Only answered.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only answered; sent as <c>If-Match</c>.</summary>
    public int? Version { get; init; }

    internal TypeWish Wish => new(Key, Plural, One ?? [], Many ?? [], Icon);

    internal static TypeBody Of(CustomType type) => new(type.Key, type.Plural, type.One, type.Many, type.Icon) { Id = type.Id, Version = type.Version };
}

/// <summary><c>/api/v1/types</c>: record types of the workspace's own, and <c>/api/v1/records/{plural}</c>: their records.</summary>
internal static class TypesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var types = api.MapGroup("types").WithTags("types");
        types.MapGet("", (Actor actor, CurrentWorkspace workspace) =>
        {
            actor.DemandAdministrator();
            return TypedResults.Ok(new { Data = workspace.Known.Types.Select(TypeBody.Of) });
        }).WithSummary("List the workspace's own record types");
        types.MapPost("", async (Actor actor, TypeDefinitions definitions, TypeBody body, CancellationToken stop) =>
        {
            var type = await definitions.Add(actor, body.Wish, stop);
            return TypedResults.Created($"/api/v1/types/{type.Id}", TypeBody.Of(type));
        }).WithSummary("Add a record type");
        types.MapPut("{id:guid}", async (Actor actor, TypeDefinitions definitions, Guid id, SeenVersion version, TypeBody body, CancellationToken stop) =>
            TypedResults.Ok(TypeBody.Of(await definitions.Change(actor, id, version, body.Wish, stop)))).WithSummary("Change a record type");
        types.MapDelete("{id:guid}", async (Actor actor, TypeDefinitions definitions, Guid id, CancellationToken stop) =>
        {
            await definitions.Remove(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Remove a record type; it can be brought back for 30 days");
        types.MapPost("{id:guid}/restore", async (Actor actor, TypeDefinitions definitions, Guid id, CancellationToken stop) =>
        {
            await definitions.BringBack(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Bring a removed record type back");
        RecordEndpoints.Map<CustomRecord>(api.MapGroup(CustomTypeRoute.Api).WithTags("records").WithMetadata(new CustomTypeRoute()), CustomRecordType.Any);
    }
}
