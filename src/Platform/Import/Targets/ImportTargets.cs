using Microsoft.Extensions.DependencyInjection;
using Tandem.Core.Records;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Records;

namespace Tandem.Platform.Import.Targets;

/// <summary>Everything that files can be imported as: what modules registered, and every record type that has rules and fields to write.</summary>
public sealed class ImportTargets
{
    private readonly Dictionary<string, ImportTarget> byKey = new(StringComparer.Ordinal);

    public ImportTargets(IEnumerable<ImportTarget> registered, RecordTypes types, IServiceProvider services)
    {
        foreach (var target in registered) byKey[target.Key] = target;
        foreach (var type in types.All)
        {
            if (byKey.ContainsKey(type.Key) || services.GetService(typeof(RecordRules<>).MakeGenericType(type.EntityType)) is null) continue;
            var target = type.SharesEntity ? new RecordTarget<CustomRecord>(types.Choosing(type.Key), new CustomRecordRules(types.Choosing(type.Key)))
                : (ImportTarget)ActivatorUtilities.CreateInstance(services, typeof(RecordTarget<>).MakeGenericType(type.EntityType));
            if (target.Fields.Any(field => field.IsTitle)) byKey[type.Key] = target;
        }
    }

    /// <summary>In the order of import.</summary>
    public IEnumerable<ImportTarget> All => byKey.Values.OrderBy(target => target.Order).ThenBy(target => target.Key, StringComparer.Ordinal);

    public ImportTarget? Find(string? key) => key is null ? null : byKey.GetValueOrDefault(key);
}
