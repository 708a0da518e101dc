using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Files;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Cleaning;

/// <summary>Removes file content that no row refers to any more, and uploads that never ended.</summary>
internal sealed class RemoveUnusedFiles(Crm crm, FileStore store, TimeProvider clock) : ICleaning
{
    private const int Chunk = 500;

    public string Name => "files";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var workspace = crm.Database.Name;
        var before = clock.GetUtcNow() - FileStore.Grace;
        store.RemoveUnfinished(workspace, clock.GetUtcNow() - TimeSpan.FromDays(1));
        long removed = 0;
        foreach (var chunk in store.All(workspace).Where(file => file.At < before).Select(file => file.Hash).Chunk(Chunk))
        {
            await using var db = crm.Open(job.Actor);
            var used = (await db.Set<StoredFile>().Where(file => chunk.Contains(file.Hash)).Select(file => file.Hash).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
            removed += chunk.Count(hash => !used.Contains(hash) && store.Remove(workspace, hash, before));
        }

        return removed;
    }
}
