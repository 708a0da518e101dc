using System.Collections.Immutable;
using Tandem.Core.Records;
using Tandem.Platform.Import.Running;

namespace Tandem.Platform.Data;

/// <summary>
/// Puts new records in by the thousand, for what comes from elsewhere: each with its parts, its row of the directory and its rows of the feed,
/// those of records with a past in the order in which things happened.
/// </summary>
public static class RecordIntake
{
    /// <summary>Inserts the records within the caller's write transaction; <see cref="CrmDb.Batch"/> says what they belong to and whether they are quiet.</summary>
    /// <exception cref="InvalidOperationException">No write was begun on the context.</exception>
    public static async Task Run(CrmDb db, WriteTransaction write, IReadOnlyCollection<IRecord> records, CancellationToken stop)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Begin a write first.");
        await BulkInsert.Records(db, [.. records], ImmutableDictionary<object, DateTimeOffset>.Empty, db.Home.Clock.GetUtcNow(), stop);
        foreach (var type in records.Select(record => db.RecordTypes.Of(record)?.Key).OfType<string>().Distinct()) write.Touch(type);
    }
}
