using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Api;

namespace Tandem.Platform.Access;

/// <summary>Teams over the API, for administrators.</summary>
internal static class TeamEndpoints
{
    public sealed record Make(string Name, Guid? ParentId, Guid? LeadId, IReadOnlyCollection<Guid>? MemberIds);

    /// <summary>What is left out stays as it is.</summary>
    /// <param name="MemberIds">All members; who is not named leaves the team.</param>
    public sealed record Change(string? Name, [property: Description("Id of the team above, or null for none.")] JsonElement ParentId,
        [property: Description("Id of the user who leads it, or null for nobody.")] JsonElement LeadId, IReadOnlyCollection<Guid>? MemberIds);

    public static void Map(RouteGroupBuilder teams)
    {
        teams.MapPost("", async (Make request, Actor actor, EditTeam edit, Crm crm, RecordTypes types, HttpContext http) =>
        {
            var id = await edit.Add(actor, new EditTeam.Request(request.Name ?? "", request.ParentId, request.LeadId, request.MemberIds), http.RequestAborted);
            http.Response.Headers.Location = $"/api/v1/teams/{id}";
            await using var db = crm.Open(actor);
            await RecordEndpoints.Answer(http, StatusCodes.Status201Created, types["team"], await db.TeamOf(id, http.RequestAborted));
        }).WithSummary("Add a team");
        teams.MapPatch("{id:guid}", async (Guid id, SeenVersion version, Change change, Actor actor, EditTeam edit, Crm crm, RecordTypes types, HttpContext http) =>
        {
            var stop = http.RequestAborted;
            actor.DemandAdministrator();
            await using var db = crm.Open(actor);
            var team = await db.TeamOf(id, stop);
            await edit.Run(actor, id, new EditTeam.Request(change.Name ?? team.Name, change.ParentId.IdOr(team.ParentId, "parentId"), change.LeadId.IdOr(team.LeadId, "leadId"), change.MemberIds), stop, version);
            await db.Entry(team).ReloadAsync(stop);
            await RecordEndpoints.Answer(http, StatusCodes.Status200OK, types["team"], team);
        }).Accepts<Change>("application/merge-patch+json", "application/json").WithSummary("Change a team's name, place, lead or members");
        teams.MapDelete("{id:guid}", async (Guid id, Actor actor, RemoveTeam remove, CancellationToken stop) =>
        {
            await remove.Run(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Dissolve a team; the teams below it move up");
    }
}
