using Microsoft.AspNetCore.Http;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Search;

/// <summary>What someone looked at last on this device, as it is called now; without what they may not see any more.</summary>
internal sealed class RecentNames(Crm crm, RecordTypes types)
{
    public async Task<IReadOnlyList<(RecordName Name, string Href, string Icon, string Type)>> Of(Actor actor, HttpRequest request, CancellationToken stop)
    {
        var recent = RecentRecords.Of(request, actor);
        if (recent.Count == 0) return [];
        await using var db = crm.Open(actor);
        var names = await RecordNames.Of(db, actor, recent, stop);
        return [.. recent.Where(names.ContainsKey).Select(id => names[id]).Where(name => types.Find(name.RecordType) is not null).Select(name => (name, $"{types[name.RecordType].Path}/{name.Id}", types[name.RecordType].Icon, types[name.RecordType].Label))];
    }
}
