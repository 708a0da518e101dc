using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.History.Pages;

/// <summary>A record's history as its drawer shows it.</summary>
/// <param name="Editable">Whether the reader may put values back.</param>
/// <param name="Programs">Names of API keys.</param>
public sealed record HistoryView(RecordType Type, string Path, Guid Id, int Version, string Title, IReadOnlyList<HistoryRow> Rows, long? Before, IReadOnlyDictionary<Guid, RecordName> Names, IReadOnlyDictionary<Guid, string> Programs, bool Editable);

/// <summary>The drawer of a record's history, and putting a value back from it.</summary>
internal static class HistoryPages
{
    private const int PageSize = 40;

    public static void Map<T>(RouteGroupBuilder group, RecordPageOptions options) where T : class, IRecord
    {
        group.MapGet("{id:guid}/history", async (Guid id, Actor actor, RecordHistory<T> history, RecordTypes types, Crm crm, HttpContext http, long? before) =>
            Page.Of<HistoryDrawer>(await View(await history.Run(actor, id, before, PageSize, http.RequestAborted), actor, types, crm, options.In(http).Path, http.RequestAborted)));
        if (!typeof(T).IsAssignableTo(typeof(Record))) return;
        group.MapPost("{id:guid}/history/{sequence:long}/restore", async (Guid id, long sequence, Actor actor, CurrentPage page, RestoreValues<T> restore, RecordConflict<T> conflict, RecordTypes types, SeenVersion version, HttpContext http) =>
        {
            var path = options.In(http).Path;
            var back = options.HasPage ? $"{path}/{id}" : path;
            var name = http.Request.Form["field"].ToString();
            return await conflict.OrSay(actor, page, id, version, back, async () =>
            {
                await restore.Run(actor, id, version, sequence, new RestoreValues<T>.Request([name]), http.RequestAborted);
                return Page.SeeOther(back, new Notice(page.Locale.T("history.put-back", ("field", types.Of(typeof(T))!.Find(name) is { } field ? page.Locale.T(field.Label) : name))));
            }, http.RequestAborted);
        });
    }

    private static async Task<HistoryView> View<T>(HistoryPage<T> history, Actor actor, RecordTypes types, Crm crm, string path, CancellationToken stop) where T : class, IRecord
    {
        var record = history.Record;
        var type = types.Of(record)!;
        // Business events are told by the timeline, and by the fields that changed with them.
        var rows = history.Rows.Where(row => !char.IsUpper(row.Kind[0])).ToList();
        await using var db = crm.Open(actor);
        var actors = rows.Select(row => row.By).OfType<Guid>().Distinct().ToList();
        var named = rows.SelectMany(row => row.Changes).Where(change => change.Field.Kind == FieldKind.Reference).SelectMany(change => new[] { FeedValues.Shown(change.Field, change.Before), FeedValues.Shown(change.Field, change.After) }).OfType<Guid>();
        var names = await RecordNames.Of(db, actor, actors.Concat(named), stop);
        var programs = await ProgramNames.Of(db, actors.Where(one => !names.ContainsKey(one)), stop);
        return new HistoryView(type, path, record.Id, record.Version, type.Title.Read(record) as string ?? "", rows, history.Before, names, programs,
            record is IOwned owned ? actor.MayEdit(type.Key, owned.OwnerId) : actor.MayEditSome(type.Key));
    }
}
