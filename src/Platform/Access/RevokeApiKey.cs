using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Records;

namespace Tandem.Platform.Access;

/// <summary>Ends an API key. Its next request is refused, on every node.</summary>
public sealed class RevokeApiKey(Crm crm, TimeProvider clock)
{
    public async Task Run(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var key = await db.Set<ApiKey>().FirstOrDefaultAsync(one => one.Id == id && one.DeletedAt == null, stop) ?? throw new RecordNotFound();
        key.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
    }
}
