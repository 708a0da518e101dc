using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Changes;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Running;

namespace Tandem.Platform.Records.Merging;

/// <summary>Points rows from one record to another, many in one statement, with their rows of the feed.</summary>
internal sealed class LinkMover(ReferencePlaces places, TimeProvider clock)
{
    private const int Chunk = 400;

    /// <summary>More rows than these are told to open screens by their type alone.</summary>
    private const int MostTold = 200;

    /// <summary>Points everything that refers to the loser to the survivor, and remembers it; answers how many rows it was.</summary>
    public async Task<int> Move(CrmDb db, WriteTransaction write, RecordMerge merge, CancellationToken stop)
    {
        var logs = new List<MovedLink>();
        foreach (var place in places.To(db, merge.RecordType))
        {
            foreach (var twin in await Twins(db, place, merge, stop)) logs.Add(await TakeOut(db, place, merge.Id, twin, stop));
            foreach (var filter in Halves(place))
            {
                var moved = await Point(db, write, place, filter + $" AND \"{place.Key}\" <> @to", [], merge.LoserId, merge.SurvivorId, stop);
                logs.AddRange(moved.Select(row => new MovedLink { MergeId = merge.Id, Place = place.Name, RowId = row }));
            }
        }

        // A row that came back to the loser while the merge stands is in the log already.
        var known = (await db.Set<MovedLink>().AsNoTracking().Where(link => link.MergeId == merge.Id).Select(link => new { link.Place, link.RowId }).ToListAsync(stop)).ConvertAll(link => (link.Place, link.RowId));
        await BulkInsert.Rows(db, logs.ExceptBy(known, link => (link.Place, link.RowId)).ToList(), stop);
        return logs.Count;
    }

    /// <summary>Points the rows of a merge back to the loser, as far as they still stand where the merge brought them; answers what stays.</summary>
    public async Task<List<KeptByMerge>> Return(CrmDb db, WriteTransaction write, RecordMerge merge, CancellationToken stop)
    {
        var logs = await db.Set<MovedLink>().AsNoTracking().Where(link => link.MergeId == merge.Id).ToListAsync(stop);
        var later = await Later(db, merge, stop);
        var kept = new List<KeptByMerge>();
        var known = places.To(db, merge.RecordType).ToDictionary(place => place.Name, StringComparer.Ordinal);
        foreach (var group in logs.Where(link => known.ContainsKey(link.Place)).GroupBy(link => link.Place))
        {
            var place = known[group.Key];
            foreach (var link in group.Where(link => link.Copy is not null)) await PutBack(db, place, link, stop);
            foreach (var run in group.Where(link => link.Copy is null).Select(link => (link.RowId, Trail: Follow(merge.SurvivorId, later[(link.Place, link.RowId)]))).GroupBy(one => one.Trail.At))
            {
                var rows = run.Select(one => one.RowId).ToList();
                var returned = new HashSet<Guid>();
                foreach (var part in rows.Where(_ => run.Key is not null).Chunk(Chunk)) returned.UnionWith(await Point(db, write, place, "", part, run.Key!.Value, merge.LoserId, stop));
                foreach (var (row, trail) in run.Where(one => returned.Contains(one.RowId))) await Forget(db, trail.By, place, row, stop);
                kept.AddRange((await Present(db, place, [.. rows.Where(row => !returned.Contains(row))], stop)).Select(id => new KeptByMerge(place.Field, place.RecordType, id)));
            }
        }

        await new Statement(db, "DELETE FROM moved_links WHERE merge_id = @merge").With("@merge", merge.Id).Run(stop);
        return kept;
    }

    /// <summary>How many rows refer to each of the records, by the type that people know them as.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Count(CrmDb db, string recordType, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var place in places.To(db, recordType))
        {
            var sql = $"SELECT count(*) FROM \"{place.Table}\" WHERE \"{place.Column}\" IN ({Statement.Names("@i", ids.Count)}){Halves(place)[0]}";
            var count = (await new Statement(db, sql).With("@i", ids).Read(row => Convert.ToInt32(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), stop))[0];
            if (count > 0) counts[place.RecordType] = counts.GetValueOrDefault(place.RecordType) + count;
        }

        return counts;
    }

    /// <summary>Living rows and those in the trash have indexes of their own.</summary>
    private static string[] Halves(ReferencePlace place) => place.IsRecord
        ? [place.Discriminator + " AND \"deleted_at\" IS NULL", place.Discriminator + " AND \"deleted_at\" IS NOT NULL"] : [""];

    private async Task<List<Guid>> Point(CrmDb db, WriteTransaction write, ReferencePlace place, string filter, Guid[] only, Guid from, Guid to, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var bump = place.IsRecord ? ", \"version\" = \"version\" + 1, \"updated_at\" = @now" : "";
        var rows = only.Length == 0 ? "" : $" AND \"{place.Key}\" IN ({Statement.Names("@r", only.Length)})";
        var beside = place.Whole ?? place.About ?? place.Key;
        var sql = $"UPDATE \"{place.Table}\" SET \"{place.Column}\" = @to{bump} WHERE \"{place.Column}\" = @from{filter}{rows} RETURNING \"{place.Key}\", \"{beside}\"";
        var statement = new Statement(db, sql).With("@to", to).With("@from", from).With("@r", only);
        if (place.IsRecord) statement.With("@now", now);
        var moved = await statement.Read(row => (Id: Statement.Id(row, 0), Beside: row.IsDBNull(1) ? (Guid?)null : Statement.Id(row, 1)), stop);
        if (moved.Count == 0) return [];
        if (typeof(IAbout).IsAssignableFrom(place.Entity.ClrType))
            foreach (var part in moved.Select(row => row.Id).Chunk(Chunk))
                await new Statement(db, $"UPDATE record_entries SET about_id = @to WHERE about_id = @from AND record_id IN ({Statement.Names("@r", part.Length)})").With("@to", to).With("@from", from).With("@r", part).Run(stop);
        var data = JsonSerializer.Serialize(new Dictionary<string, object?[]>(StringComparer.Ordinal) { [place.Field] = [from, to] }, JsonForms.Stored);
        await BulkInsert.Rows(db, moved.ConvertAll(row => new Change
        {
            At = now, ActorId = db.Actor.Id, RecordType = place.RecordType, RecordId = place.IsRecord ? row.Id : row.Beside!.Value, AboutId = place.About is null ? null : row.Beside,
            Kind = ChangeKinds.Updated, Data = data, BatchId = db.Batch?.Id, Quiet = db.Batch?.Quiet ?? false, Door = db.Door,
        }), stop);
        write.Touch(place.RecordType);
        write.Touch($"about:{from:n}");
        write.Touch($"about:{to:n}");
        foreach (var row in moved.Take(MostTold)) write.Touch($"{place.RecordType}:{(place.IsRecord ? row.Id : row.Beside!.Value):n}");
        return moved.ConvertAll(row => row.Id);
    }

    /// <summary>Rows of the loser whose like the survivor has.</summary>
    private async Task<List<Guid>> Twins(CrmDb db, ReferencePlace place, RecordMerge merge, CancellationToken stop)
    {
        var twins = new List<Guid>();
        var living = place.IsRecord ? " AND a.\"deleted_at\" IS NULL AND b.\"deleted_at\" IS NULL" : "";
        foreach (var columns in places.Unique(place))
        {
            var same = string.Concat(columns.Select(column => $" AND a.\"{column}\" IS NOT DISTINCT FROM b.\"{column}\""));
            var sql = $"SELECT a.\"{place.Key}\" FROM \"{place.Table}\" a JOIN \"{place.Table}\" b ON b.\"{place.Column}\" = @to{same} WHERE a.\"{place.Column}\" = @from{living}";
            twins.AddRange(await new Statement(db, sql).With("@to", merge.SurvivorId).With("@from", merge.LoserId).Read(row => Statement.Id(row, 0), stop));
        }

        return [.. twins.Distinct()];
    }

    private static async Task<MovedLink> TakeOut(CrmDb db, ReferencePlace place, Guid merge, Guid row, CancellationToken stop)
    {
        var entity = (await db.FindAsync(place.Entity.ClrType, [row], stop))!;
        var values = db.Entry(entity).Properties.Where(property => !property.Metadata.IsShadowProperty())
            .ToDictionary(property => property.Metadata.Name, property => JsonSerializer.SerializeToElement(property.CurrentValue, property.Metadata.ClrType, JsonForms.Stored));
        db.Remove(entity);
        await db.SaveChangesAsync(stop);
        return new MovedLink { MergeId = merge, Place = place.Name, RowId = row, Copy = JsonSerializer.Serialize(values) };
    }

    private static async Task PutBack(CrmDb db, ReferencePlace place, MovedLink link, CancellationToken stop)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(link.Copy!)!;
        var entity = Activator.CreateInstance(place.Entity.ClrType, nonPublic: true)!;
        var entry = db.Entry(entity);
        foreach (var property in entry.Properties.Where(property => values.ContainsKey(property.Metadata.Name)))
            property.CurrentValue = values[property.Metadata.Name].Deserialize(property.Metadata.ClrType, JsonForms.Stored);
        if (place.Whole is { } whole && !await Exists(db, place, whole, entry, stop)) return;
        entry.State = EntityState.Added;
        await db.SaveChangesAsync(stop);
    }

    private static async Task<bool> Exists(CrmDb db, ReferencePlace place, string column, Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry, CancellationToken stop)
    {
        var property = place.Entity.GetProperties().First(one => one.GetColumnName() == column);
        return await db.FindAsync(property.GetContainingForeignKeys().First().PrincipalEntityType.ClrType, [entry.Property(property.Name).CurrentValue], stop) is not null;
    }

    /// <summary>Where later merges that stand brought the same rows, in their order.</summary>
    private static async Task<ILookup<(string Place, Guid Row), RecordMerge>> Later(CrmDb db, RecordMerge merge, CancellationToken stop)
    {
        var own = db.Set<MovedLink>().Where(link => link.MergeId == merge.Id);
        var pairs = await db.Set<MovedLink>().AsNoTracking().Join(own, other => new { other.Place, other.RowId }, link => new { link.Place, link.RowId }, (other, link) => other)
            .Join(db.Standing().AsNoTracking().Where(other => other.Sequence > merge.Sequence), link => link.MergeId, other => other.Id, (link, other) => new { link.Place, link.RowId, Merge = other }).ToListAsync(stop);
        return pairs.OrderBy(pair => pair.Merge.Sequence).ToLookup(pair => (pair.Place, pair.RowId), pair => pair.Merge);
    }

    /// <summary>Where a row must stand if nobody touched it since; nowhere when somebody did between two merges.</summary>
    private static (Guid? At, IReadOnlyList<Guid> By) Follow(Guid survivor, IEnumerable<RecordMerge> later)
    {
        var by = new List<Guid>();
        foreach (var merge in later)
        {
            if (merge.LoserId != survivor) return (null, []);
            by.Add(merge.Id);
            survivor = merge.SurvivorId;
        }

        return (survivor, by);
    }

    private static async Task Forget(CrmDb db, IReadOnlyList<Guid> merges, ReferencePlace place, Guid row, CancellationToken stop)
    {
        foreach (var merge in merges) await new Statement(db, $"DELETE FROM moved_links WHERE merge_id = @merge AND place = '{place.Name}' AND row_id = @row").With("@merge", merge).With("@row", row).Run(stop);
    }

    /// <summary>The records that rows belong to, without rows that are gone.</summary>
    private static async Task<List<Guid>> Present(CrmDb db, ReferencePlace place, IReadOnlyList<Guid> rows, CancellationToken stop)
    {
        var found = new List<Guid>();
        foreach (var part in rows.Chunk(Chunk))
            found.AddRange(await new Statement(db, $"SELECT \"{place.Whole ?? place.Key}\" FROM \"{place.Table}\" WHERE \"{place.Key}\" IN ({Statement.Names("@i", part.Length)})").With("@i", part).Read(row => Statement.Id(row, 0), stop));
        return found;
    }
}
