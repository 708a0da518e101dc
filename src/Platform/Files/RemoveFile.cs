using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Platform.Files;

/// <summary>Puts a file into the trash. Its content goes when no file is left that has it.</summary>
public sealed class RemoveFile(Crm crm, TimeProvider clock)
{
    public async Task Run(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var file = await db.GetEditable<StoredFile>(actor, id, version: null, stop);
        file.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
    }

    public async Task Undo(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        (await db.Set<StoredFile>().TrashedFor(actor, db).Get(id, stop)).Restore();
        await db.SaveChangesAsync(stop);
    }
}
