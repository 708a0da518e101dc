using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Webhooks;

/// <summary>
/// Reads the feed and queues a delivery for each webhook that wants to hear of a change, with what it is told: as its rights are at this moment.
/// Quiet changes are passed over. A batch that comes twice queues nothing twice.
/// </summary>
internal sealed class QueueDeliveries(Crm crm, CurrentWorkspace workspace, FilterContexts contexts, TimeProvider clock) : IFeedConsumer
{
    private static readonly MethodInfo MatchingOf = typeof(QueueDeliveries).GetMethod(nameof(MatchingRows), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo RecordsOf = typeof(QueueDeliveries).GetMethod(nameof(Records), BindingFlags.NonPublic | BindingFlags.Static)!;

    public string Name => "webhooks";

    public bool FromTheBeginning => false;

    public async Task Handle(IReadOnlyList<Change> changes, CancellationToken stop)
    {
        var loud = changes.Where(change => !change.Quiet).ToList();
        if (loud.Count == 0) return;
        await using var db = crm.Open(Actor.System);
        var webhooks = (await db.Set<Webhook>().AsNoTracking().Where(one => one.DeletedAt == null && !one.Paused && one.StoppedBecause == null).OrderBy(one => one.Id).Take(Webhook.MostOfWorkspace).ToListAsync(stop))
            .Where(webhook => loud.Exists(change => webhook.Types.Count == 0 || webhook.Types.Contains(change.RecordType))).ToList();
        if (webhooks.Count == 0) return;
        await crm.Database.Types.Refresh(stop);
        var sequences = loud.ConvertAll(change => change.Sequence);
        foreach (var alike in webhooks.GroupBy(webhook => (webhook.Role, webhook.TeamId)))
        {
            var first = alike.First();
            var actor = await crm.Database.Actors.OfProgram(first.Id, first.Name, first.Role, first.TeamId, stop);
            var types = workspace.Known.For(actor);
            var told = await FeedView.Of(db, actor, types, loud, stop);
            var records = await RecordsTold(db, actor, types, told, stop);
            foreach (var webhook in alike)
            {
                var wanted = await Wanted(db, actor, types, webhook, told, stop);
                if (wanted.Count == 0) continue;
                var queued = (await db.Set<WebhookDelivery>().Where(one => one.WebhookId == webhook.Id && one.Sequence != null && sequences.Contains(one.Sequence.Value)).Select(one => one.Sequence!.Value).ToListAsync(stop)).ToHashSet();
                foreach (var (change, row) in wanted)
                {
                    if (queued.Contains(change.Sequence)) continue;
                    var body = WebhookMessage.Of(row, row.Kind == FeedView.Gone ? null : records.GetValueOrDefault(row.RecordId));
                    db.Add(WebhookDelivery.Queue(webhook.Id, change.Sequence, WebhookMessage.EventOf(row.RecordType, row.Kind), row.RecordType, row.RecordId, body, clock.GetUtcNow()));
                }
            }
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>
    /// The changes that a webhook is told. Where it has a filter, the record must match now; an update of a field that the filter asks about may have
    /// taken it out, and is told as <c>gone</c>.
    /// </summary>
    private async Task<List<(Change Change, ToldChange Row)>> Wanted(CrmDb db, Actor actor, RecordTypes types, Webhook webhook, IReadOnlyList<(Change Change, ToldChange Told)> told, CancellationToken stop)
    {
        var mine = told.Where(row => webhook.Types.Count == 0 || webhook.Types.Contains(row.Told.RecordType)).ToList();
        if (webhook.Filter is not null && mine.Count > 0)
        {
            var matching = await Matching(db, actor, types, webhook, mine, stop);
            if (matching is null) return [];
            mine = [.. mine.Select(row => row.Told.Kind is FeedView.Gone or ChangeKinds.Removed || matching.Value.Ids.Contains(row.Told.RecordId) ? row : (row.Change, Told: LeftFilter(row.Change, row.Told, matching.Value.Fields)!))
                .Where(row => row.Told is not null)];
        }

        return [.. mine.Where(row => webhook.Wants(row.Told.RecordType, row.Told.Kind))];
    }

    private static ToldChange? LeftFilter(Change change, ToldChange told, HashSet<string> fields) =>
        told.Kind == ChangeKinds.Updated && told.Data is System.Text.Json.Nodes.JsonObject data && data.Any(member => fields.Contains(member.Key)) ? FeedView.Told(change, FeedView.Gone, null) : null;

    /// <summary>Which of the records match the filter, and what it asks about; null when it does not fit the type any more.</summary>
    private async Task<(HashSet<Guid> Ids, HashSet<string> Fields)?> Matching(CrmDb db, Actor actor, RecordTypes types, Webhook webhook, List<(Change Change, ToldChange Told)> told, CancellationToken stop)
    {
        if (webhook.Types is not [var key] || types.Find(key) is not { } type) return null;
        Filter filter;
        try
        {
            filter = Filter.Parse(webhook.Filter!, type, types);
        }
        catch (FilterError)
        {
            return null; // a field it speaks of was removed: it tells nothing rather than everything
        }

        var ids = told.Select(row => row.Told.RecordId).Distinct().ToArray();
        var rows = (IQueryable<Guid>)MatchingOf.MakeGenericMethod(type.EntityType).Invoke(null, [db, ids, filter, await contexts.For(actor, db, stop)])!;
        return ((await rows.ToListAsync(stop)).ToHashSet(), FieldsOf(filter));
    }

    private static IQueryable<Guid> MatchingRows<T>(CrmDb db, Guid[] ids, Filter filter, FilterContext context) where T : class, IRecord =>
        db.Set<T>().AsNoTracking().Where(row => ids.Contains(row.Id)).Where(filter.ToExpression<T>(context)).Select(row => row.Id);

    private static HashSet<string> FieldsOf(Filter filter)
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(filter.ToJson());
        var open = new Stack<System.Text.Json.JsonElement>([json.RootElement]);
        while (open.TryPop(out var next))
        {
            if (next.ValueKind == System.Text.Json.JsonValueKind.Array)
                foreach (var item in next.EnumerateArray()) open.Push(item);
            if (next.ValueKind != System.Text.Json.JsonValueKind.Object) continue;
            foreach (var member in next.EnumerateObject())
            {
                if (member is { Name: "field", Value.ValueKind: System.Text.Json.JsonValueKind.String }) fields.Add(member.Value.GetString()!.Split('.')[0]);
                else open.Push(member.Value);
            }
        }

        return fields;
    }

    private static async Task<Dictionary<Guid, string?>> RecordsTold(CrmDb db, Actor actor, RecordTypes types, IReadOnlyList<(Change Change, ToldChange Told)> told, CancellationToken stop)
    {
        var records = new Dictionary<Guid, string?>();
        foreach (var group in told.Where(row => row.Told.Kind != FeedView.Gone).GroupBy(row => row.Told.RecordType, StringComparer.Ordinal))
        {
            var type = types[group.Key];
            var ids = group.Select(row => row.Told.RecordId).Distinct().ToArray();
            var rows = (IQueryable<IRecord>)RecordsOf.MakeGenericMethod(type.EntityType).Invoke(null, [db, ids])!;
            foreach (var record in await rows.ToListAsync(stop)) records[record.Id] = WebhookMessage.RecordOf(actor, type, record);
        }

        return records;
    }

    private static IQueryable<IRecord> Records<T>(CrmDb db, Guid[] ids) where T : class, IRecord => db.Set<T>().AsNoTracking().Where(row => ids.Contains(row.Id) && row.DeletedAt == null);
}
