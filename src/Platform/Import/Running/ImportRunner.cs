using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Import.Running;

/// <summary>How far an import came; stored with every batch.</summary>
/// <param name="File">Place of the file in the plan.</param>
/// <param name="Pass">First or second time through it.</param>
/// <param name="Row">The last row that was dealt with.</param>
internal sealed record ImportPoint(int File, int Pass, long Row, ImportTally Tally);

/// <summary>Goes through the files of a plan, file by file and batch by batch: for a preview, or to write.</summary>
internal sealed class ImportRunner(Crm crm, FileStore store, ImportTargets targets, RecordTypes types, TextCatalog texts, IServiceProvider services, TimeProvider clock)
{
    private const int FirstBatch = 200;
    private const int MostRows = 2_000;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(400);

    /// <summary>Does everything but write; answers the counts that importing would give.</summary>
    /// <param name="reached">Hears how many rows of how many are done.</param>
    public async Task<ImportTally> Preview(Actor actor, ImportPlan plan, Action<long, long>? reached, CancellationToken stop)
    {
        var work = new Work(await Session(actor, plan, preview: true, Fresh(plan), stop), new ImportPoint(0, 1, 0, null!), Run: null, Job: null) { Reached = reached };
        await Carry(work, stop);
        return work.Session.Tally;
    }

    /// <summary>Writes, from where an earlier job of the same import came to.</summary>
    public async Task<ImportTally> Write(ImportRun run, JobContext job, ImportPoint? from, CancellationToken stop)
    {
        var plan = run.Plan;
        var point = from ?? new ImportPoint(0, 1, 0, Fresh(plan));
        var work = new Work(await Session(job.Actor, plan, preview: false, point.Tally, stop), point, run, job);
        await Carry(work, stop);
        return work.Session.Tally;
    }

    private sealed record Work(ImportSession Session, ImportPoint From, ImportRun? Run, JobContext? Job)
    {
        public int BatchSize { get; set; } = FirstBatch;

        public Action<long, long>? Reached { get; init; }

        /// <summary>Why no row of the present file can be written.</summary>
        public Refused? Obstacle { get; set; }

        public long Total => Session.Plan.Files.Where(file => file.Target is not null).Sum(file => file.Rows);
    }

    private static ImportTally Fresh(ImportPlan plan) => new() { Files = [.. plan.Files.Select(file => new FileTally { File = file.Name, Target = file.Target, Rows = file.Rows })] };

    private async Task<ImportSession> Session(Actor actor, ImportPlan plan, bool preview, ImportTally tally, CancellationToken stop)
    {
        var settings = await crm.Database.Actors.Settings(stop);
        return new ImportSession(services, types, actor, plan, preview, tally)
        {
            Now = clock.GetUtcNow(),
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(settings?.TimeZone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc,
            Language = settings?.Language ?? "en",
            Rates = await crm.Database.Actors.Rates(stop),
        };
    }

    private async Task Carry(Work work, CancellationToken stop)
    {
        var plan = work.Session.Plan;
        for (var at = work.From.File; at < plan.Files.Count; at++)
        {
            var file = plan.Files[at];
            if (file.Target is null || targets.Find(file.Target) is not { } target) continue;
            work.Session.Tally.Current = work.Session.Tally.Files[at];
            var writer = target.Open(work.Session, file);
            var begun = at == work.From.File ? work.From : new ImportPoint(at, 1, 0, work.Session.Tally);
            if (begun.Pass == 1) await Pass(work, writer, target, at, 1, begun.Row, stop);
            if (writer.NeedsSecondPass) await Pass(work, writer, target, at, 2, begun.Pass == 2 ? begun.Row : 0, stop);
        }
    }

    private async Task Pass(Work work, ImportWriter writer, ImportTarget target, int at, int pass, long after, CancellationToken stop)
    {
        var file = work.Session.Plan.Files[at];
        var settings = await crm.Database.Actors.Settings(stop);
        var reader = new RowReader(file, target.FieldsOf(file), new CellReader(work.Session.Currency, settings?.Country, work.Session.Zone, crm.Texts(texts), work.Session.IsPreview));
        var refused = pass == 2 ? await RefusedRows(work, at, stop) : [];
        await using var content = store.Open(crm.Database.Name, file.Hash) ?? throw new Refused(ImportRefusals.FileGone, ("name", file.Name));
        var batch = new List<ImportRow>();
        var first = true;
        foreach (var row in TableFile.Rows(content, file.Shape!, ReadingLimits.Usual))
        {
            if (row.Number <= after || refused.Contains(row.Number))
            {
                if (row.Number <= after && pass == 1) writer.Remember(reader.Read(row));
                continue;
            }

            batch.Add(reader.Read(row));
            if (batch.Count < work.BatchSize) continue;
            await Batch(work, writer, batch, at, pass, first, stop);
            (first, batch) = (false, []);
        }

        if (batch.Count > 0 || first) await Batch(work, writer, batch, at, pass, first, stop);
    }

    private async Task Batch(Work work, ImportWriter writer, List<ImportRow> rows, int at, int pass, bool first, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var began = Stopwatch.GetTimestamp();
        await using var db = crm.Open(work.Session.Actor);
        work.Session.BeginBatch(db);
        if (work.Run is { } run)
        {
            db.Batch = new Batch(run.Id, Quiet: !work.Session.Plan.Options.Loud);
            await using var transaction = await db.BeginWrite(stop);
            var refusals = await WriteRows(work, writer, rows, pass, first, stop);
            foreach (var (row, why) in refusals) db.Add(ImportRefusal.Of(run.Id, at, row, why));
            await BulkInsert.Records(db, work.Session.Added, work.Session.CreatedAt, clock.GetUtcNow(), stop);
            await db.SaveChangesAsync(stop);
            var tally = work.Session.Tally;
            var point = new ImportPoint(at, pass, rows.Count > 0 ? rows[^1].Number : 0, tally);
            await work.Job!.Reach(db, point, tally.Files.Sum(one => one.Done), work.Total, stop);
            transaction.Touch(work.Session.Plan.Files[at].Target!);
            foreach (var type in tally.Made.Keys) transaction.Touch(type);
            await transaction.Commit(stop);
        }
        else
        {
            await WriteRows(work, writer, rows, pass, first, stop);
            work.Reached?.Invoke(work.Session.Tally.Files.Sum(one => one.Done), work.Total);
        }

        // Batches are cut so that no transaction holds others up.
        var took = Stopwatch.GetElapsedTime(began);
        if (took > Late) work.BatchSize = Math.Max(FirstBatch / 2, work.BatchSize / 2);
        else if (took < Soon) work.BatchSize = Math.Min(MostRows, work.BatchSize * 2);
    }

    private static async Task<List<(long Row, IReadOnlyList<Refused> Why)>> WriteRows(Work work, ImportWriter writer, List<ImportRow> rows, int pass, bool first, CancellationToken stop)
    {
        var refusals = new List<(long, IReadOnlyList<Refused>)>();
        if (first) work.Obstacle = await Begin(writer, stop);
        if (work.Obstacle is null) await writer.Prepare(rows, stop);
        var tally = work.Session.Tally.Current;
        foreach (var row in rows)
        {
            try
            {
                if (work.Obstacle is { } obstacle) throw obstacle;
                Refused.ThrowAny(row.Problems);
                if (pass == 1)
                {
                    tally.Count(await writer.Write(row, stop));
                    foreach (var figure in row.LeftOut) work.Session.Count(figure);
                }
                else await writer.WriteAgain(row, stop);
            }
            catch (Refused refused)
            {
                if (pass == 1) tally.Refused++;
                else work.Session.Count("import.figure.reference-left-out");
                if (pass == 1) refusals.Add((row.Number, refused.All));
            }
        }

        return refusals;
    }

    private static async Task<Refused?> Begin(ImportWriter writer, CancellationToken stop)
    {
        try
        {
            await writer.Begin(stop);
            return null;
        }
        catch (Refused refused)
        {
            return refused;
        }
    }

    private async Task<HashSet<long>> RefusedRows(Work work, int at, CancellationToken stop)
    {
        if (work.Run is not { } run) return [];
        await using var db = crm.Open(work.Session.Actor);
        return [.. await db.Set<ImportRefusal>().Where(refusal => refusal.RunId == run.Id && refusal.File == at).Select(refusal => refusal.Row).ToListAsync(stop)];
    }
}
