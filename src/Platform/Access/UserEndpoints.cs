using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Api;

namespace Tandem.Platform.Access;

/// <summary>Users over the API, for administrators: what the settings can do to them. Lists come from the record type.</summary>
internal static class UserEndpoints
{
    /// <param name="Role">Sales when left out.</param>
    public sealed record Invite(string Name, string Email, Role? Role, Guid? TeamId);

    /// <summary>The link under which the new user chooses a password; it is not shown again.</summary>
    public sealed record Invited(Guid Id, string PasswordPath);

    /// <summary>What is left out stays as it is.</summary>
    public sealed record Change(string? Name, string? Email, Role? Role, [property: Description("Id of the team, or null for none.")] JsonElement TeamId);

    public static void Map(RouteGroupBuilder users)
    {
        users.MapPost("", async (Invite request, Actor actor, InviteUser invite, CancellationToken stop) =>
        {
            var made = await invite.Run(actor, new InviteUser.Request(request.Name ?? "", request.Email ?? "", request.Role ?? Role.Sales, request.TeamId), stop);
            return TypedResults.Created($"/api/v1/users/{made.UserId}", new Invited(made.UserId, made.PasswordPath));
        }).WithSummary("Invite a user, who chooses a password by the answered link");
        users.MapPatch("{id:guid}", async (Guid id, SeenVersion version, Change change, Actor actor, EditUser edit, Crm crm, RecordTypes types, HttpContext http) =>
        {
            var stop = http.RequestAborted;
            actor.DemandAdministrator();
            await using var db = crm.Open(actor);
            var user = await db.UserOf(id, stop);
            await edit.Run(actor, id, new EditUser.Request(change.Name ?? user.Name, change.Email ?? user.Email, change.Role ?? user.Role, change.TeamId.IdOr(user.TeamId, "teamId")), stop, version);
            await db.Entry(user).ReloadAsync(stop);
            await RecordEndpoints.Answer(http, StatusCodes.Status200OK, types["user"], user);
        }).Accepts<Change>("application/merge-patch+json", "application/json").WithSummary("Change a user's name, address, role or team");
        users.MapPost("{id:guid}/deactivate", async (Guid id, Actor actor, DeactivateUser deactivate, CancellationToken stop) =>
        {
            await deactivate.Run(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Keep a user out, at once; their records stay theirs");
        users.MapPost("{id:guid}/reactivate", async (Guid id, Actor actor, DeactivateUser deactivate, CancellationToken stop) =>
        {
            await deactivate.Undo(actor, id, stop);
            return TypedResults.NoContent();
        }).WithSummary("Let a user in again");
    }

    /// <summary>A reference of a merge patch: absent keeps, null takes away.</summary>
    internal static Guid? IdOr(this JsonElement given, Guid? otherwise, string field) => given.ValueKind switch
    {
        JsonValueKind.Undefined => otherwise,
        JsonValueKind.Null => null,
        JsonValueKind.String when given.TryGetGuid(out var id) => id,
        _ => throw Core.Refused.On(field, RecordRefusals.WrongType, ("field", field), ("expected", "id")),
    };
}
