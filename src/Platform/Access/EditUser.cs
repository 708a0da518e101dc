using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Access;

/// <summary>Changes a user's name, address, role and team.</summary>
public sealed class EditUser(Crm crm, ILookupNormalizer normalizer)
{
    public sealed record Request(string Name, string? Email, Role Role, Guid? TeamId);

    /// <param name="version">What the caller saw; null when it does not say.</param>
    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop, int? version = null)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        var user = await db.UserOf(id, stop);
        if (version is not null && version != user.Version) throw new VersionChanged();
        await db.DemandTeam(request.TeamId, stop);
        if (request.Role != Role.Administrator) await LastAdministrator.Guard(db, user, stop);
        user.Rename(request.Name);
        await SetEmail(db, user, request.Email, stop);
        user.Role = request.Role;
        user.TeamId = request.TeamId;
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
    }

    private async Task SetEmail(CrmDb db, User user, string? text, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            // Only someone who never signed in can be without an address.
            if (user.Email is not null) throw Refused.On("email", RecordRefusals.RequiredField, ("field", "email"));
            return;
        }

        if (!EmailAddresses.TryNormalise(text, out var email)) throw Refused.On("email", RecordRefusals.WrongType, ("field", "email"), ("expected", "email"));
        var normalised = normalizer.NormalizeEmail(email);
        if (normalised == user.NormalizedEmail) return;
        if (await db.Users.AnyAsync(one => one.NormalizedEmail == normalised && one.Id != user.Id, stop)) throw Refused.On("email", AccessRefusals.EmailTaken, ("email", email));
        user.SignInWith(email, normalizer);
    }
}

/// <summary>Finding users and teams for the use cases of administrators.</summary>
internal static class UserFinding
{
    public static async Task<User> UserOf(this CrmDb db, Guid id, CancellationToken stop) =>
        await db.Users.FirstOrDefaultAsync(user => user.Id == id && user.DeletedAt == null, stop) ?? throw new RecordNotFound();

    public static async Task<Team> TeamOf(this CrmDb db, Guid id, CancellationToken stop) =>
        await db.Teams.FirstOrDefaultAsync(team => team.Id == id && team.DeletedAt == null, stop) ?? throw new RecordNotFound();

    public static async Task DemandTeam(this CrmDb db, Guid? id, CancellationToken stop)
    {
        if (id is not null && !await db.Teams.AnyAsync(team => team.Id == id && team.DeletedAt == null, stop)) throw Refused.On("team", RecordRefusals.UnknownReference, ("field", "team"));
    }
}
