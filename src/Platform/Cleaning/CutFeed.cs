using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Changes;
using Tandem.Platform.Hosting;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>Cuts the beginning of the change feed off where the installation keeps it for a limited time, but never what a consumer has yet to read.</summary>
internal sealed class CutFeed(Crm crm, TandemOptions options, TimeProvider clock) : ICleaning
{
    private const int Chunk = 2000;

    public string Name => "changes";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        if (options.FeedRetention is not { } keeps) return 0;
        var before = clock.GetUtcNow() - keeps;
        for (long cut = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            await using var write = await db.BeginWrite(stop);
            var cursors = await db.Set<FeedCursor>().ToListAsync(stop);
            var read = cursors.Where(cursor => cursor.Consumer != FeedCursor.Cut).Select(cursor => cursor.Position).ToList();
            var oldest = await db.Changes.AsNoTracking().OrderBy(change => change.Sequence).Take(Chunk).Select(change => new { change.Sequence, change.Transaction, change.At }).ToListAsync(stop);
            var due = oldest.TakeWhile(change => change.At < before && read.TrueForAll(position => !position.IsBefore(new FeedPosition(change.Transaction, change.Sequence)))).ToList();
            if (due.Count == 0) return cut;
            var mark = cursors.Find(cursor => cursor.Consumer == FeedCursor.Cut) ?? db.Add(new FeedCursor { Consumer = FeedCursor.Cut }).Entity;
            var end = due.Max(change => (change.Transaction, change.Sequence));
            if (mark.Position.IsBefore(new FeedPosition(end.Transaction, end.Sequence))) mark.Position = new FeedPosition(end.Transaction, end.Sequence);
            await db.SaveChangesAsync(stop);
            cut += await db.Database.ExecuteSqlAsync($"DELETE FROM changes WHERE sequence <= {due[^1].Sequence}", stop);
            await write.Commit(stop);
        }
    }
}
