using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;

namespace Tandem.Platform.Records.Pages;

/// <summary>What a record that others point to is called.</summary>
public sealed record RecordName(Guid Id, string RecordType, string Title, string? Subtitle)
{
    /// <summary>Address of its face; null without one.</summary>
    public string? PictureUrl { get; init; }
}

/// <summary>Names of many records at once, from the directory; those that the actor may not see have none.</summary>
public static class RecordNames
{
    public static async Task<IReadOnlyDictionary<Guid, RecordName>> Of(CrmDb db, Actor actor, IEnumerable<Guid> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToArray();
        if (wanted.Length == 0) return new Dictionary<Guid, RecordName>();
        var names = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => wanted.Contains(entry.RecordId))
            .Select(entry => new RecordName(entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle)).ToDictionaryAsync(name => name.Id, stop);
        foreach (var (id, url) in await Pictures.Of(db, names.Values.Where(name => name.RecordType == "person").Select(name => name.Id), stop)) names[id] = names[id] with { PictureUrl = url };
        return names;
    }
}
