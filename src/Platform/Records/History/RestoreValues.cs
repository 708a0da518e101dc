using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Changes;

namespace Tandem.Platform.Records.History;

/// <summary>Puts fields of a record back to what they were before one of its changes, as anyone who edits them by hand: the rules of the type hold.</summary>
public sealed class RestoreValues<T>(Crm crm, RecordTypes types, RecordReader<T> reader, RecordWriter<T> writer, Readings readings) where T : class, IRecord
{
    /// <param name="Fields">Names of the fields; all of the change when null.</param>
    public sealed record Request(IReadOnlyList<string>? Fields = null);

    /// <param name="version">The version that the actor saw.</param>
    /// <param name="sequence">Names the row of the history.</param>
    public async Task<T> Run(Actor actor, Guid id, int version, long sequence, Request request, CancellationToken stop)
    {
        var record = await reader.Get(actor, id, stop);
        var type = types.Of(record)!;
        using var data = JsonDocument.Parse(await DataOf(actor, type, id, sequence, stop));
        var changes = RecordHistory<T>.Changes(actor, type, data.RootElement);
        var context = await readings.Plain(stop);
        var values = new FieldValues(type);
        foreach (var name in request.Fields ?? [.. changes.Where(change => change.Field is { Editable: true, CreateOnly: false }).Select(change => change.Field.JsonName)])
        {
            var change = changes.FirstOrDefault(one => one.Field.JsonName == name || one.Field.Name == name) ?? throw Refused.On(name, RecordRefusals.UnknownField, ("field", name));
            values[change.Field.Name] = FeedValues.Before(change.Field, data.RootElement, change.Field.Read(record), context);
        }

        return await writer.Patch(actor, id, version, values, stop);
    }

    private async Task<string> DataOf(Actor actor, RecordType type, Guid id, long sequence, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await db.Changes.AsNoTracking().Where(change => change.Sequence == sequence && change.RecordId == id && change.RecordType == type.Key && change.Kind == ChangeKinds.Updated)
            .Select(change => change.Data).FirstOrDefaultAsync(stop) ?? throw new RecordNotFound();
    }
}
