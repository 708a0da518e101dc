using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Reading.Workbooks;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records;

namespace Tandem.Platform.Import.Runs;

/// <summary>A file that someone hands in.</summary>
public sealed record IncomingFile(string Name, Stream Content);

/// <summary>The steps of an import, whichever door they come through: make, change, preview, start, pause, revert.</summary>
public sealed class Imports
{
    /// <summary>Files of one import.</summary>
    public const int MostFiles = 50;

    /// <summary>Files of together more bytes are read by a job.</summary>
    public const long ReadWhileWaiting = 4 * 1024 * 1024;

    private readonly Crm crm;
    private readonly AddFile files;
    private readonly FileStore store;
    private readonly Recogniser recogniser;
    private readonly ImportTargets targets;
    private readonly ImportRunner runner;
    private readonly JobQueue queue;
    private readonly JobList jobs;
    private readonly NewChoices choices;
    private readonly TimeProvider clock;

    internal Imports(Crm crm, AddFile files, FileStore store, Recogniser recogniser, ImportTargets targets, ImportRunner runner, JobQueue queue, JobList jobs, NewChoices choices, TimeProvider clock)
    {
        (this.crm, this.files, this.store, this.recogniser, this.targets, this.runner, this.queue, this.jobs, this.choices, this.clock) =
            (crm, files, store, recogniser, targets, runner, queue, jobs, choices, clock);
    }

    /// <summary>Stores the files and makes a plan for them; nothing else is written.</summary>
    /// <param name="only">The type that all files are; null to recognise them.</param>
    public async Task<ImportRun> Make(Actor actor, IReadOnlyList<IncomingFile> incoming, string? only, CancellationToken stop)
    {
        var (stored, _) = await Store(actor, incoming, stop);
        return await Keep(actor, await recogniser.Recognise(actor, stored, only, stop), stop);
    }

    /// <summary>Stores the files and makes a plan for them with its preview: at once, or for large files by a job that the answer waits for.</summary>
    /// <param name="only">The type that all files are; null to recognise them.</param>
    public async Task<ImportRun> HandIn(Actor actor, IReadOnlyList<IncomingFile> incoming, string? only, CancellationToken stop)
    {
        var (stored, size) = await Store(actor, incoming, stop);
        if (size <= ReadWhileWaiting)
        {
            var run = await Keep(actor, await recogniser.Recognise(actor, stored, only, stop), stop);
            return await Preview(actor, run.Id, stop);
        }

        if (only is not null && targets.Find(only) is null) throw new Refused(ImportRefusals.NotATarget, ("type", only));
        var unread = new ImportPlan { Large = true, Unread = true, Only = only, Files = [.. stored.Select(file => new FilePlan { Name = file.Name, Hash = file.Hash, Sheet = file.Sheet })] };
        return await ReadLater(actor, (await Keep(actor, unread, stop)).Id, begin: false, stop);
    }

    /// <summary>Has a job read what is not read of a plan, and check its rows.</summary>
    /// <param name="begin">Whether the import starts after that, if nothing speaks against it.</param>
    public async Task<ImportRun> ReadLater(Actor actor, Guid id, bool begin, CancellationToken stop)
    {
        DemandImporter(actor);
        await using var db = crm.Open(actor);
        var run = await Visible(db, actor).FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        await Settle(db, run, stop);
        run.Read(queue.Add(db, actor, ReadJob.JobKind, new ReadArguments(run.Id, begin), "import.read-job", run.Name).Id);
        await db.SaveChangesAsync(stop);
        return run;
    }

    /// <summary>Reads what is not read of a plan.</summary>
    /// <param name="say">Hears how many bytes of how many are read.</param>
    internal async Task<ImportPlan> Read(Actor actor, Guid id, Action<long, long> say, CancellationToken stop)
    {
        var plan = (await Get(actor, id, stop)).Plan;
        if (!plan.Unread)
        {
            foreach (var file in plan.Files.Where(file => file.Again == ReadAgain.Mapping)) await recogniser.Retarget(actor, plan, file, file.Target, one => Open(one.Hash, one.Name), stop);
            foreach (var file in plan.Files.Where(file => file.Again == ReadAgain.Doubts)) await recogniser.Remap(actor, plan, file, one => Open(one.Hash, one.Name), stop);
            foreach (var file in plan.Files) file.Again = ReadAgain.Nothing;
            return plan;
        }

        var sizes = plan.Files.Select(file => { using var content = Open(file.Hash, file.Name); return content.Length; }).ToList();
        var before = sizes.Select((_, at) => sizes.Take(at).Sum()).ToList();
        var read = await recogniser.Recognise(actor, [.. plan.Files.Select((file, at) => new ImportFile(file.Name, file.Hash, () => new ReadingProgress(Open(file.Hash, file.Name), done => say(before[at] + done, sizes.Sum())), file.Sheet))], plan.Only, stop);
        (read.Large, read.Only) = (plan.Large, plan.Only);
        return read;
    }

    /// <summary>Starts an import whose preview shows nothing against it.</summary>
    internal async Task StartChecked(Actor actor, Guid id, CancellationToken stop)
    {
        if (!Objections((await Get(actor, id, stop)).Plan).Any()) await Start(actor, id, stop);
    }

    private async Task<(List<ImportFile> Files, long Size)> Store(Actor actor, IReadOnlyList<IncomingFile> incoming, CancellationToken stop)
    {
        DemandImporter(actor);
        if (incoming.Count == 0) throw Refused.On("files", FileRefusals.NoFile);
        var (stored, size) = (new List<ImportFile>(), 0L);
        foreach (var file in incoming.Take(MostFiles))
        {
            var kept = await files.Run(actor, file.Content, file.Name, aboutId: null, stop);
            size += kept.Size;
            stored.AddRange(Tables(kept.Name, kept.Hash));
        }

        return (stored, size);
    }

    private async Task<ImportRun> Keep(Actor actor, ImportPlan plan, CancellationToken stop)
    {
        var run = new ImportRun(string.Join(", ", plan.Files.Select(file => file.Name)), plan, actor.Id, clock.GetUtcNow());
        await using var db = crm.Open(actor);
        db.Add(run);
        await db.SaveChangesAsync(stop);
        return run;
    }

    public async Task<ImportRun> Get(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await Visible(db, actor).AsNoTracking().FirstOrDefaultAsync(run => run.Id == id, stop) ?? throw new RecordNotFound();
    }

    public async Task<IReadOnlyList<ImportRun>> Recent(Actor actor, int most, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await Visible(db, actor).AsNoTracking().OrderByDescending(run => run.CreatedAt).Take(most).ToListAsync(stop);
    }

    /// <summary>Changes the plan of an import that has not begun.</summary>
    public async Task<ImportRun> Change(Actor actor, Guid id, Func<ImportPlan, Task> change, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var run = await Visible(db, actor).FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        var plan = run.Plan;
        await change(plan);
        // What stays as it is keeps its preview.
        if (run.Says(plan)) return run;
        run.Change(plan);
        await db.SaveChangesAsync(stop);
        return run;
    }

    /// <summary>Takes a file of a plan for records of another type, or with null leaves it out.</summary>
    public Task Retarget(Actor actor, ImportPlan plan, FilePlan file, string? target, CancellationToken stop)
    {
        if (!plan.Large || target is null) return recogniser.Retarget(actor, plan, file, target, one => Open(one.Hash, one.Name), stop);
        (file.Target, file.Again) = (target, ReadAgain.Mapping);
        return Task.CompletedTask;
    }

    /// <summary>After columns were mapped differently: stages and doubts follow.</summary>
    public Task Remap(Actor actor, ImportPlan plan, FilePlan file, CancellationToken stop)
    {
        if (!plan.Large) return recogniser.Remap(actor, plan, file, one => Open(one.Hash, one.Name), stop);
        if (file.Again == ReadAgain.Nothing) file.Again = ReadAgain.Doubts;
        return Task.CompletedTask;
    }

    /// <summary>Forgets how files of these columns were mapped, and maps the file as if it came for the first time.</summary>
    public async Task Forget(Actor actor, ImportPlan plan, FilePlan file, CancellationToken stop)
    {
        DemandImporter(actor);
        await using var db = crm.Open(actor);
        if (RememberedMapping.SignatureOf(file) is { } signature && await db.Set<RememberedMapping>().FindAsync([signature], stop) is { } kept) db.Remove(kept);
        await db.SaveChangesAsync(stop);
        await Retarget(actor, plan, file, file.Target, stop);
    }

    /// <summary>Goes through all rows and counts what importing them would do. Nothing is written but the counts.</summary>
    public Task<ImportRun> Preview(Actor actor, Guid id, CancellationToken stop) => Check(actor, id, say: null, stop);

    /// <param name="say">Hears how many rows of how many are looked at.</param>
    internal async Task<ImportRun> Check(Actor actor, Guid id, Action<long, long>? say, CancellationToken stop)
    {
        var run = await Get(actor, id, stop);
        if (run.State is not (ImportState.Draft or ImportState.Reading)) return run;
        var tally = Objections(run.Plan).Any() ? null : await runner.Preview(actor, run.Plan, say, stop);
        if (tally is null && run.State == ImportState.Draft) return run;
        await using var db = crm.Open(actor);
        var fresh = await Visible(db, actor).FirstAsync(one => one.Id == id, stop);
        fresh.Show(tally);
        await db.SaveChangesAsync(stop);
        return fresh;
    }

    /// <summary>What stops the plan from being carried out.</summary>
    public IEnumerable<(FilePlan File, Refused Why)> Objections(ImportPlan plan)
    {
        if (plan.Files.TrueForAll(file => file.Target is null)) yield return (new FilePlan { Name = "", Hash = "" }, new Refused(ImportRefusals.NothingToImport));
        foreach (var file in plan.Files.Where(file => file.Target is not null))
            foreach (var why in targets.Find(file.Target)!.Objections(file)) yield return (file, why);
    }

    /// <summary>Puts the import into the queue, or goes on with one that was paused or failed.</summary>
    public async Task<Guid> Start(Actor actor, Guid id, CancellationToken stop)
    {
        DemandImporter(actor);
        await using var db = crm.Open(actor);
        var run = await Visible(db, actor).FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        await Settle(db, run, stop);
        // What was stopped while it was read goes on being read.
        if (run.State is ImportState.Paused or ImportState.Failed && await db.Set<Job>().AnyAsync(one => one.Id == run.JobId && one.Kind == ReadJob.JobKind, stop))
        {
            run.Read(queue.Add(db, actor, ReadJob.JobKind, new ReadArguments(run.Id), "import.read-job", run.Name).Id);
            await db.SaveChangesAsync(stop);
            return run.JobId!.Value;
        }

        foreach (var (_, why) in Objections(run.Plan)) throw why;
        await choices.Add(actor, run.Plan, stop);
        var job = queue.Add(db, actor, ImportJob.JobKind, new ImportArguments(run.Id, run.JobId), "import.job", run.Name);
        run.Start(job.Id);
        await RememberedMapping.Keep(db, run.Plan, clock.GetUtcNow(), stop);
        await db.SaveChangesAsync(stop);
        return job.Id;
    }

    /// <summary>Stops after the batch under way; <see cref="Start"/> goes on from there.</summary>
    public async Task Pause(Actor actor, Guid id, CancellationToken stop)
    {
        var run = await Get(actor, id, stop);
        if (run is not { State: ImportState.Running or ImportState.Reading, JobId: { } jobId }) throw new Refused(ImportRefusals.NotRunnable);
        var job = await jobs.Change(actor, jobId, (held, now) => held.RequestCancel(now), stop);
        if (job.State != JobState.Cancelled) return;
        await using var db = crm.Open(actor);
        (await Visible(db, actor).FirstAsync(one => one.Id == id, stop)).Pause();
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Puts the revert of everything the import did into the queue.</summary>
    public async Task<Guid> Revert(Actor actor, Guid id, CancellationToken stop)
    {
        DemandImporter(actor);
        await using var db = crm.Open(actor);
        var run = await Visible(db, actor).FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        await Settle(db, run, stop);
        var job = queue.Add(db, actor, RevertJob.JobKind, new ImportArguments(run.Id), "import.revert-job", run.Name);
        run.Revert(job.Id);
        await db.SaveChangesAsync(stop);
        return job.Id;
    }

    /// <summary>The refused rows of a file, in its order.</summary>
    public async Task<IReadOnlyList<ImportRefusal>> Refusals(Actor actor, Guid id, int? file, int most, CancellationToken stop)
    {
        await Get(actor, id, stop);
        await using var db = crm.Open(actor);
        var refusals = db.Set<ImportRefusal>().AsNoTracking().Where(refusal => refusal.RunId == id);
        if (file is { } one) refusals = refusals.Where(refusal => refusal.File == one);
        return await refusals.OrderBy(refusal => refusal.File).ThenBy(refusal => refusal.Row).Take(most).ToListAsync(stop);
    }

    /// <summary>An import whose job is over without having said so has failed; one whose job goes on is not touched.</summary>
    private static async Task Settle(CrmDb db, ImportRun run, CancellationToken stop)
    {
        if (run.State is not (ImportState.Running or ImportState.Reverting or ImportState.Reading) || run.JobId is not { } jobId) return;
        var job = await db.Set<Job>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == jobId, stop);
        if (job is { IsOver: false }) throw new Refused(ImportRefusals.AlreadyRunning);
        run.Fail();
    }

    /// <summary>Each table in a file: of a workbook with several sheets every one that is not empty.</summary>
    private IEnumerable<ImportFile> Tables(string name, string hash)
    {
        using var content = Open(hash, name);
        var sheets = Workbook.SheetsOf(content, ReadingLimits.Usual);
        if (sheets.Count < 2) return [new ImportFile(name, hash, () => Open(hash, name))];
        return [.. sheets.Take(MostFiles).Select(sheet => new ImportFile($"{name} · {sheet}", hash, () => Open(hash, name), sheet))];
    }

    internal Stream Open(string hash, string name) => store.Open(crm.Database.Name, hash) ?? throw new Refused(ImportRefusals.FileGone, ("name", name));

    private static void DemandImporter(Actor actor)
    {
        if (!actor.MayEditSome("file")) throw new Refused(AccessRefusals.NotYours);
    }

    private static IQueryable<ImportRun> Visible(CrmDb db, Actor actor) => actor.IsAdministrator ? db.Set<ImportRun>() : db.Set<ImportRun>().Where(run => run.CreatedBy == actor.Id);
}
