namespace Tandem.Core.Records;

/// <summary>A record that says itself of which type it is: several types share its entity.</summary>
public interface ITyped
{
    /// <summary>Key of its record type.</summary>
    string TypeKey { get; }
}

/// <summary>The record types of a workspace as they are at one moment: the product's, and those and the fields that the workspace added. It does not change.</summary>
public sealed class RecordTypes
{
    private readonly Dictionary<string, RecordType> byKey;
    private readonly RecordType? chosen;

    /// <param name="types">All that are in use.</param>
    /// <param name="hidden">Keys of types that were removed and whose records still lie in the database.</param>
    public RecordTypes(IEnumerable<RecordType> types, IReadOnlyCollection<string>? hidden = null)
    {
        byKey = types.ToDictionary(t => t.Key, StringComparer.Ordinal);
        Hidden = hidden ?? [];
        Computed = byKey.Values.SelectMany(type => type.Fields.Where(field => field.Shape?.Computed is not null).Select(field => (Type: type, Field: field))).ToDictionary(one => one.Field.Shape!.Key, StringComparer.Ordinal);
    }

    private RecordTypes(RecordTypes types, RecordType chosen) => (byKey, Hidden, Computed, this.chosen) = (types.byKey, types.Hidden, types.Computed, chosen);

    /// <summary>The fields that are computed, by the keys of their shapes.</summary>
    internal IReadOnlyDictionary<string, (RecordType Type, Field Field)> Computed { get; }

    /// <summary>Whether some field is computed.</summary>
    public bool Compute => Computed.Count > 0;

    /// <summary>Keys of types that were removed and whose records still lie in the database.</summary>
    public IReadOnlyCollection<string> Hidden { get; }

    public IReadOnlyCollection<RecordType> All => byKey.Values;

    public RecordType? Find(string key) => byKey.GetValueOrDefault(key);

    public RecordType this[string key] => byKey[key];

    /// <summary>The type of an entity; for an entity that several types share, the one that this work is about (<see cref="Choosing"/>).</summary>
    public RecordType? Of(Type entity) => chosen?.EntityType == entity ? chosen : byKey.Values.FirstOrDefault(t => t.EntityType == entity && !t.SharesEntity);

    /// <summary>The type of a record.</summary>
    public RecordType? Of(IRecord record) => record is ITyped typed ? Find(typed.TypeKey) : Of(record.GetType());

    public RecordType? OfPlural(string plural) => byKey.Values.FirstOrDefault(t => t.Plural == plural);

    /// <summary>The same types, where the entity that several share stands for one of them.</summary>
    public RecordTypes Choosing(string key) => new(this, byKey[key]);
}
