using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>Keeps a user out from this moment on, or lets them in again. What they own stays theirs.</summary>
public sealed class DeactivateUser(Crm crm)
{
    public async Task Run(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        if (id == actor.Id) throw new Refused(AccessRefusals.NotYourself);
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        var user = await db.UserOf(id, stop);
        await LastAdministrator.Guard(db, user, stop);
        user.Deactivate();
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
    }

    public async Task Undo(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        (await db.UserOf(id, stop)).Reactivate();
        await db.SaveChangesAsync(stop);
    }
}
