using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Records.Bulk;

/// <param name="Batch">Names the change, to undo it.</param>
/// <param name="Outcome">Null when a job does it; its id is that of the batch.</param>
public sealed record BulkAnswer(Guid Batch, BulkOutcome? Outcome);

/// <summary>
/// One change to many records. A few that are named are changed at once, in one transaction; all that match, or many, by a job. Either way what was
/// changed is one batch of the feed and can be taken back as a whole.
/// </summary>
internal sealed class BulkEdit<T>(Crm crm, RecordTypes types, BulkWork<T> work, RecordReader<T> reader, JobQueue jobs) where T : class, IRecord
{
    /// <summary>So many records are changed while one waits.</summary>
    public const int AtOnce = 500;

    /// <summary>So many can be named; there is no bound to how many can match.</summary>
    public const int MostNamed = 100_000;

    private readonly RecordType type = types.Of(typeof(T))!;

    public async Task<BulkAnswer> Run(Actor actor, BulkSelection selection, BulkChange change, CancellationToken stop)
    {
        if (selection.Ids is { } named)
        {
            if (named.Count > MostNamed) throw new Refused(BulkRefusals.TooMany, ("max", MostNamed));
            selection = selection with { Ids = [.. named.Distinct()] };
        }

        await using var db = crm.Open(actor);
        var prepared = await work.Prepare(db, actor, change, stop);
        if (selection.Ids is not { Count: <= AtOnce } ids)
        {
            // A filter that cannot be read is told now, not by a job that fails.
            await reader.Matching(db, actor, new ListRequest(selection.Filter, Search: selection.Search), page: false, stop);
            return new BulkAnswer(await jobs.Enqueue(actor, BulkJob.JobKind, new BulkArguments(type.Key, selection, change), "bulk.job." + change.What, null, stop), null);
        }

        db.Batch = new Batch(Core.Ids.New(), Quiet: false);
        await using var write = await work.Begin(db, prepared, stop);
        var outcome = await work.Apply(db, actor, ids, prepared, stop);
        await db.SaveMany(stop);
        await write.Commit(stop);
        return new BulkAnswer(db.Batch.Id, outcome);
    }
}
