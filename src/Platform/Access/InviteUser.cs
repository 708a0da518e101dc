using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>Adds a user who chooses a password by a link. Someone inactive with that e-mail or name, from an import, becomes the user.</summary>
public sealed class InviteUser(Crm crm, ILookupNormalizer normalizer, PasswordLinks links)
{
    public sealed record Request(string Name, string Email, Role Role, Guid? TeamId);

    /// <summary>The new user, and the path of the page where they choose their password.</summary>
    public sealed record Invitation(Guid UserId, string PasswordPath);

    public async Task<Invitation> Run(Actor actor, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        if (!EmailAddresses.TryNormalise(request.Email, out var email)) throw Refused.On("email", RecordRefusals.WrongType, ("field", "email"), ("expected", "email"));
        await using var db = crm.Open(actor);
        await db.DemandTeam(request.TeamId, stop);
        var normalised = normalizer.NormalizeEmail(email);
        var known = await db.Users.FirstOrDefaultAsync(one => one.NormalizedEmail == normalised, stop);
        if (known is { Active: true } or { PasswordHash: not null }) throw Refused.On("email", AccessRefusals.EmailTaken, ("email", email));
        var user = known ?? await Imported(db, request.Name, stop) ?? Added(db, request);
        user.Rename(request.Name);
        user.SignInWith(email, normalizer);
        user.Role = request.Role;
        user.TeamId = request.TeamId ?? user.TeamId;
        user.Reactivate();
        await db.SaveChangesAsync(stop);
        return new Invitation(user.Id, links.PathFor(user));
    }

    private static User Added(CrmDb db, Request request)
    {
        var user = new User(request.Name, null, request.Role, request.TeamId);
        db.Add(user);
        return user;
    }

    /// <summary>An import knows colleagues by their name alone; one of that name who never could sign in is the one.</summary>
    private static async Task<User?> Imported(CrmDb db, string name, CancellationToken stop)
    {
        var folded = Folding.Fold(name.Trim()) ?? "";
        var candidates = await db.Users.Where(user => user.NameFolded == folded && !user.Active && user.Email == null && user.DeletedAt == null).Take(2).ToListAsync(stop);
        return candidates is [var only] ? only : null;
    }
}
