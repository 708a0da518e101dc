using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>Makes the link by which a user chooses a new password, for an administrator to hand over. The old password stays good until it is used.</summary>
public sealed class LinkPassword(Crm crm, PasswordLinks links)
{
    /// <summary>The path of the link.</summary>
    public async Task<string> Run(Actor actor, Guid userId, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var user = await db.UserOf(userId, stop);
        if (!user.Active || user.Email is null) throw new Refused(AccessRefusals.CannotSignIn);
        return links.PathFor(user);
    }
}
