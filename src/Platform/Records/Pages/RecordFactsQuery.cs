using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Pages;

/// <summary>The facts of a record that concern it: a field whose condition does not hold is left out while it is empty.</summary>
internal sealed class RecordFactsQuery<T>(RecordTypes types, FieldDemands<T> demands) where T : class, IRecord
{
    public async Task<List<FactView>> Of(CrmDb db, Actor actor, T record, Func<Field, bool> wanted, CancellationToken stop)
    {
        var facts = new List<FactView>();
        foreach (var field in types.Of(typeof(T))!.Fields.Where(wanted))
        {
            var value = field.Read(record);
            if (field.Shape?.VisibleWhen is { } condition && FieldDemands<T>.IsEmpty(value) && !await demands.Holds(db, actor, record, db.RecordTypes.Of(record)!, condition, stop)) continue;
            facts.Add(new FactView(field, value));
        }

        return facts;
    }
}
