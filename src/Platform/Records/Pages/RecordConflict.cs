using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Records.Pages;

/// <summary>Tells someone whose edit came second what the first one changed.</summary>
public sealed class RecordConflict<T>(Crm crm, RecordTypes types, RecordReader<T> reader) where T : class, IRecord
{
    private const int Most = 5;

    /// <summary>Does what a button asks for; whoever comes second is taken to the record as it is now, and told there.</summary>
    public async Task<IResult> OrSay(Actor actor, CurrentPage page, Guid id, int seen, string path, Func<Task<IResult>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (VersionChanged)
        {
            var refused = await Since(actor, id, seen, page.Locale, stop);
            return Page.SeeOther(path, new Notice(page.Locale.T("record.conflict.not-done", [.. refused.Args])));
        }
        catch (Refused refused) when (refused.Code != AccessRefusals.NotYours)
        {
            return Page.SeeOther(path, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
        }
    }

    /// <summary>The refusal of a form whose record was changed after it was opened.</summary>
    /// <param name="seen">The version that the editor began with.</param>
    public async Task<Refused> Since(Actor actor, Guid id, int seen, Locale locale, CancellationToken stop)
    {
        var type = types.Of(typeof(T))!;
        var record = await reader.Get(actor, id, stop);
        await using var db = crm.Open(actor);
        var saves = Math.Clamp(record.Version - seen, 1, Most);
        var moments = await db.Changes.AsNoTracking().Where(change => change.RecordId == id && change.RecordType == type.Key).Select(change => change.At).Distinct().OrderByDescending(at => at).Take(saves).ToListAsync(stop);
        var changes = await db.Changes.AsNoTracking().Where(change => change.RecordId == id && change.RecordType == type.Key && moments.Contains(change.At)).OrderBy(change => change.Sequence).ToListAsync(stop);
        var changed = changes.Where(change => change.Kind == ChangeKinds.Updated)
            .SelectMany(change => JsonDocument.Parse(change.Data).RootElement.EnumerateObject().Select(one => (Field: type.Find(one.Name), change.ActorId)))
            .Where(one => one.Field is not null).GroupBy(one => one.Field!).Select(group => (Field: group.Key, By: group.Last().ActorId)).Take(Most).ToList();
        var by = changes.Select(change => change.ActorId).LastOrDefault();
        var names = await RecordNames.Of(db, actor, changed.Select(one => one.By).Append(by).Concat(changed.Select(one => one.Field.Read(record) as Guid?)).OfType<Guid>(), stop);
        string Name(Guid? who) => who is { } known && names.TryGetValue(known, out var name) ? name.Title : locale.T("record.someone");
        var what = changed.Count == 0
            ? locale.T("record.conflict.some", ("name", Name(by)))
            : string.Join(' ', changed.Select(one => locale.T("record.conflict.field", ("name", Name(one.By)), ("field", locale.T(one.Field.Label)),
                ("value", FieldText.Shown(one.Field, one.Field.Read(record), locale, names) ?? locale.T("record.nothing")))));
        return new Refused(RecordRefusals.ChangedMeanwhile, ("what", what));
    }
}
