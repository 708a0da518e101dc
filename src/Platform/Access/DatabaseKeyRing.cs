using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Access;

/// <summary>Keeps the data-protection keys in the default workspace's database: every node reads the same cookies, and a backup has them.</summary>
internal sealed class DatabaseKeyRing(WorkspaceRegistry workspaces) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(async () =>
    {
        await using var db = (await workspaces.Default()).Open(Actor.System);
        return (await db.Set<DataProtectionKey>().AsNoTracking().ToListAsync()).ConvertAll(key => XElement.Parse(key.Xml));
    }).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(async () =>
    {
        await using var db = (await workspaces.Default()).Open(Actor.System);
        db.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        await db.SaveChangesAsync();
    }).GetAwaiter().GetResult();
}
