using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Following;

/// <summary>The records that a user marked as favourites and may see, by name.</summary>
internal sealed class Favourites(Crm crm, RecordTypes types)
{
    /// <summary>How many the sidebar has room for.</summary>
    public const int Shown = 12;

    public async Task<IReadOnlyList<RecordName>> Of(Actor actor, CancellationToken stop)
    {
        if (actor.UserId is not { } user) return [];
        await using var db = crm.Open(actor);
        var ids = await db.Set<RecordMark>().AsNoTracking().Where(mark => mark.UserId == user && mark.Kind == MarkKind.Favourite).OrderByDescending(mark => mark.At).Take(Shown * 2).Select(mark => mark.RecordId).ToListAsync(stop);
        if (ids.Count == 0) return [];
        var names = await RecordNames.Of(db, actor, ids, stop);
        return [.. ids.Where(names.ContainsKey).Select(id => names[id]).Where(name => types.Find(name.RecordType) is not null).Take(Shown).OrderBy(name => name.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    public string HrefOf(RecordName name) => $"{types[name.RecordType].Path}/{name.Id}";

    public string IconOf(RecordName name) => types[name.RecordType].Icon;
}
