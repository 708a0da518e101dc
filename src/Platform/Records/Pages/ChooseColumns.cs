using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Records.Pages;

/// <summary>A user says which columns a list shows; none brings back the usual ones.</summary>
internal sealed class ChooseColumns(Crm crm)
{
    public async Task Run(Actor actor, RecordType type, IReadOnlyList<string> columns, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return;
        await using var db = crm.Open(actor);
        var choice = await db.Set<ListChoice>().FirstOrDefaultAsync(c => c.UserId == user && c.RecordType == type.Key, stop);
        if (choice is null) db.Add(choice = new ListChoice { UserId = user, RecordType = type.Key });
        choice.Columns = [.. columns.Where(name => type.Find(name) is not null).Distinct(StringComparer.Ordinal)];
        await db.SaveChangesAsync(stop);
    }
}
