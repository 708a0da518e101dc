using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;

namespace Tandem.Platform.Fields;

/// <summary>A field as programs read and write its definition.</summary>
/// <param name="Type">Key of the record type: <c>company</c>.</param>
/// <param name="Name">In the API and in filters; made from the label when it is not given. Fixed.</param>
/// <param name="Kind">What it holds; may change where no value is lost.</param>
/// <param name="Label">By language.</param>
/// <param name="Settings">All else.</param>
public sealed record FieldBody(string? Type, string? Name, FieldKind Kind, Dictionary<string, string> Label, string? Section, FieldSettings? Settings)
{
    /// <summary>Only answered.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only answered; sent as <c>If-Match</c>.</summary>
    public int? Version { get; init; }

    internal FieldWish Wish => new(Name, Kind, Label ?? [], Section, Settings ?? new FieldSettings());

    internal static FieldBody Of(CustomField field) => new(field.RecordType, field.Name, field.Kind, field.Labels, field.Section, field.Settings) { Id = field.Id, Version = field.Version };
}

/// <summary><c>/api/v1/fields</c>: the definitions of the workspace's own fields, for administrators.</summary>
internal static class FieldsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var fields = api.MapGroup("fields").WithTags("fields");
        fields.MapGet("", async (Actor actor, Crm crm, string? type, bool? removed, CancellationToken stop) =>
        {
            actor.DemandAdministrator();
            await using var db = crm.Open(actor);
            var rows = db.Set<CustomField>().AsNoTracking().Where(field => removed == true ? field.DeletedAt != null : field.DeletedAt == null);
            if (type is not null) rows = rows.Where(field => field.RecordType == type);
            return TypedResults.Ok(new { Data = (await rows.OrderBy(field => field.RecordType).ThenBy(field => field.Order).ToListAsync(stop)).ConvertAll(FieldBody.Of) });
        }).WithSummary("List the workspace's own fields");
        fields.MapPost("", async (Actor actor, FieldDefinitions definitions, FieldBody body, CancellationToken stop) =>
        {
            var field = await definitions.Add(actor, body.Type ?? "", body.Wish, stop);
            return TypedResults.Created($"/api/v1/fields/{field.Id}", FieldBody.Of(field));
        }).WithSummary("Add a field to a record type");
        fields.MapPut("{id:guid}", async (Actor actor, FieldDefinitions definitions, Guid id, SeenVersion version, FieldBody body, CancellationToken stop) =>
            TypedResults.Ok(FieldBody.Of(await definitions.Change(actor, id, version, body.Wish, stop)))).WithSummary("Change a field");
        fields.MapDelete("{id:guid}", async (Actor actor, FieldDefinitions definitions, Guid id, CancellationToken stop) =>
        {
            await definitions.Remove(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Remove a field; it can be brought back for 30 days");
        fields.MapPost("{id:guid}/restore", async (Actor actor, FieldDefinitions definitions, Guid id, CancellationToken stop) =>
        {
            await definitions.BringBack(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Bring a removed field back");
    }
}
