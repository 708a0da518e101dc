using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>What the API keys are called that did something, also those that were revoked since.</summary>
public static class ProgramNames
{
    public static async Task<IReadOnlyDictionary<Guid, string>> Of(CrmDb db, IEnumerable<Guid> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToArray();
        return wanted.Length == 0 ? new Dictionary<Guid, string>()
            : await db.Set<ApiKey>().AsNoTracking().Where(key => wanted.Contains(key.Id)).ToDictionaryAsync(key => key.Id, key => key.Name, stop);
    }
}
