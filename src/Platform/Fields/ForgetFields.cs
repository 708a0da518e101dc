using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Cleaning;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Data;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Fields;

/// <summary>Takes away the values and the definitions of fields and types that were removed 30 days ago.</summary>
internal sealed class ForgetFields(Crm crm, TimeProvider clock) : ICleaning
{
    private const int Chunk = 500;
    private const string Forgetting = "fields.forget";

    public string Name => "customFields";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - EmptyTrash.Keeps;
        long forgotten = 0;
        foreach (var field in await Removed<CustomField>(before, job, stop))
        {
            while (await Clear(field, job, stop) > 0) stop.ThrowIfCancellationRequested();
            forgotten += await Forget<CustomField>(field.Id, job, stop);
        }

        foreach (var type in await Removed<CustomType>(before, job, stop))
        {
            while (await RemoveRecords(type.Key, job, stop) > 0) stop.ThrowIfCancellationRequested();
            forgotten += await Forget<CustomType>(type.Id, job, stop);
        }

        return forgotten;
    }

    private async Task<List<T>> Removed<T>(DateTimeOffset before, JobContext job, CancellationToken stop) where T : Record
    {
        await using var db = crm.Open(job.Actor);
        return await db.Set<T>().AsNoTracking().Where(one => one.DeletedAt != null && one.DeletedAt < before).ToListAsync(stop);
    }

    /// <summary>The definition is gone, so that no field is there to tell of the change: it stands in the feed with the definition's removal.</summary>
    private async Task<int> Clear(CustomField field, JobContext job, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        if (db.RecordTypes.Find(field.RecordType) is not { } type) return 0;
        var table = db.Model.FindEntityType(type.EntityType)!.GetTableName();
        var parts = FieldShapes.All(field).ToList();
        var keys = parts.SelectMany(part => CustomJson.KeysOf(part.Kind, part.Key)).ToList();
        await using var write = await db.BeginWrite(stop);
        // Keys and tables are ours, never typed by people.
        var cleared = await db.Database.ExecuteSqlRawAsync(db.Engine == DatabaseEngine.Postgres
            ? $"UPDATE {table} SET custom = custom {string.Concat(keys.Select(key => $"- '{key}' "))} WHERE id IN (SELECT id FROM {table} WHERE {string.Join(" OR ", parts.Select(part => $"jsonb_exists(custom, '{part.Key}')"))} LIMIT {Chunk})"
            : $"UPDATE {table} SET custom = json_remove(custom, {string.Join(", ", keys.Select(key => $"'$.{key}'"))}) WHERE id IN (SELECT id FROM {table} WHERE {string.Join(" OR ", parts.Select(part => $"json_type(custom, '$.{part.Key}') IS NOT NULL"))} LIMIT {Chunk})", stop);
        await write.Commit(stop);
        return cleared;
    }

    private async Task<int> RemoveRecords(string typeKey, JobContext job, CancellationToken stop)
    {
        await using var db = crm.Open(job.Actor);
        await using var write = await db.BeginExclusive(Forgetting, stop);
        var records = await db.Set<CustomRecord>().Where(record => record.TypeKey == typeKey).OrderBy(record => record.Id).Take(100).ToListAsync(stop);
        db.RemoveRange(records);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return records.Count;
    }

    private async Task<int> Forget<T>(Guid id, JobContext job, CancellationToken stop) where T : Record
    {
        await using var db = crm.Open(job.Actor);
        await using var write = await db.BeginExclusive(Forgetting, stop);
        if (await db.FindAsync<T>([id], stop) is not { DeletedAt: not null } definition) return 0;
        db.Remove(definition);
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return 1;
    }
}
