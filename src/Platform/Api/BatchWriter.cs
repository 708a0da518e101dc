using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.Api;

/// <summary>What became of one row of a batch.</summary>
public enum RowOutcome
{
    Created, Updated, Unchanged, Refused,
}

/// <param name="Index">Place of the row in the request, from 0.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record RowResult(int Index, RowOutcome Outcome, Guid? Id, int? Version, Exception? Refusal);

/// <summary>
/// Creates or updates many records of one type. Rows are looked up and saved in stretches of well under 500 ms, each in one transaction;
/// a refused row stops no other.
/// </summary>
public sealed class BatchWriter<T>(Crm crm, RecordTypes types, RecordWriter<T> writer, Readings readings) where T : class, IRecord
{
    public const int MaxRows = 10_000;

    private const int FirstStretch = 50;
    private const int LongestStretch = 500;

    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(200);

    private readonly RecordType type = types.Of(typeof(T))!;

    /// <param name="rows">JSON objects in the form of the API.</param>
    /// <param name="key">JSON name of the field that finds an existing record; null creates every row.</param>
    /// <param name="quiet">Sets off no automation, webhook or message.</param>
    public async Task<IReadOnlyList<RowResult>> Run(Actor actor, IReadOnlyList<JsonElement> rows, string? key, bool quiet, CancellationToken stop)
    {
        if (rows.Count > MaxRows) throw new Refused(ApiRefusals.TooManyRows, ("max", MaxRows));
        if (!actor.MayEditSome(type.Key)) throw new Refused(AccessRefusals.NotYours);
        var matching = key is null ? null : RowMatching<T>.By(type, key);
        var context = await readings.Plain(stop);
        var batch = new Batch(Ids.New(), quiet);
        var results = new RowResult[rows.Count];
        var size = FirstStretch;
        for (var at = 0; at < rows.Count;)
        {
            var stretch = Enumerable.Range(at, Math.Min(size, rows.Count - at)).Select(index => Read(index, rows[index], matching, context)).ToList();
            var started = Stopwatch.GetTimestamp();
            if (!await Save(actor, batch, stretch, matching, results, stop))
            {
                // Something in it broke a rule of the database: each row for itself shows which.
                foreach (var row in stretch)
                    if (!await Save(actor, batch, [row], matching, results, stop)) results[row.Index] = new RowResult(row.Index, RowOutcome.Refused, null, null, new Refused(ApiRefusals.Conflict));
            }

            at += stretch.Count;
            size = Stopwatch.GetElapsedTime(started) < Aim / 2 ? Math.Min(size * 2, LongestStretch) : Stopwatch.GetElapsedTime(started) > Aim ? Math.Max(size / 2, 1) : size;
        }

        await using (var db = crm.Open(actor)) await TableStatistics.Renew(db, typeof(T), results.Count(result => result.Outcome == RowOutcome.Created), stop);
        return results;
    }

    private BatchRow Read(int index, JsonElement json, RowMatching<T>? matching, ReadingContext context)
    {
        try
        {
            var values = FieldValues.FromJson(type, matching?.WithoutId(json) ?? json, context);
            return new BatchRow(index, values, matching?.KeyOf(json, values), null);
        }
        catch (Refused refused)
        {
            return new BatchRow(index, null, null, refused);
        }
    }

    private async Task<bool> Save(Actor actor, Batch batch, List<BatchRow> rows, RowMatching<T>? matching, RowResult[] results, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        db.Batch = batch;
        await using var write = await writer.Begin(db, rows.Select(row => row.Values).OfType<FieldValues>(), stop);
        var references = await KnownReferences.Of(db, actor, rows.Select(row => row.Values).OfType<FieldValues>(), stop);
        var existing = matching is null ? [] : await matching.Find(db, actor, rows.Select(row => row.Key).OfType<string>(), stop);
        var saved = new List<(int Index, RowOutcome Outcome, T Record)>();
        foreach (var row in rows)
        {
            try
            {
                saved.Add(await Apply(db, actor, row, matching, existing, references, stop));
            }
            catch (Exception refused) when (refused is Refused or RecordNotFound)
            {
                results[row.Index] = new RowResult(row.Index, RowOutcome.Refused, null, null, refused);
            }
        }

        try
        {
            await db.SaveChangesAsync(stop);
            if (write is not null) await write.Commit(stop);
        }
        catch (Exception conflict) when (conflict is DbUpdateException or VersionChanged or Refused { Code: RecordRefusals.NotUnique })
        {
            return false;
        }

        foreach (var (index, outcome, record) in saved) results[index] = new RowResult(index, outcome, record.Id, record.Version, null);
        return true;
    }

    private async Task<(int Index, RowOutcome Outcome, T Record)> Apply(CrmDb db, Actor actor, BatchRow row, RowMatching<T>? matching, Dictionary<string, List<T>> existing,
        KnownReferences references, CancellationToken stop)
    {
        if (row.Refused is not null) throw row.Refused;
        var found = row.Key is null ? null : existing.GetValueOrDefault(row.Key);
        if (found is { Count: > 1 }) throw Refused.On(matching!.Name, ApiRefusals.AmbiguousMatch, ("field", matching.Name));
        if (found is [var record])
        {
            var added = db.Entry(record).State == EntityState.Added;
            if (!added && !(record is IOwned owned ? actor.MayEdit(type.Key, owned.OwnerId) : actor.MayEditSome(type.Key))) throw new Refused(AccessRefusals.NotYours);
            try
            {
                matching!.KeepKey(row.Key, record, row.Values!);
                await writer.Apply(db, actor, record, row.Values!, stop, references);
            }
            catch
            {
                if (!added) PutBack(db, record);
                throw;
            }

            return (row.Index, added ? RowOutcome.Updated : db.Entry(record).State == EntityState.Modified ? RowOutcome.Updated : RowOutcome.Unchanged, record);
        }

        if (matching is { IsId: true }) throw new RecordNotFound();
        var created = await writer.Prepare(db, actor, row.Values!, stop, references);
        db.Add(created);
        if (row.Key is not null) existing[row.Key] = [created];
        return (row.Index, RowOutcome.Created, created);
    }

    /// <summary>Takes back what a refused row already changed.</summary>
    private static void PutBack(CrmDb db, T record)
    {
        var entry = db.Entry(record);
        entry.CurrentValues.SetValues(entry.OriginalValues);
        entry.State = EntityState.Unchanged;
        (record as IRaises)?.ForgetRaised();
    }

    private sealed record BatchRow(int Index, FieldValues? Values, string? Key, Refused? Refused);
}
