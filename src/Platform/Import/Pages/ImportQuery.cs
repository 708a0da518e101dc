using Microsoft.EntityFrameworkCore;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;
using Tandem.Ui;

namespace Tandem.Platform.Import.Pages;

/// <summary>Reads imports for their screens.</summary>
internal sealed class ImportQuery(Crm crm, Imports imports, ImportTargets targets, JobList jobs)
{
    private const int MostRecent = 50;
    private const int MostRefused = 25;

    public async Task<ImportsScreen> List(Actor actor, CancellationToken stop)
    {
        var runs = await imports.Recent(actor, MostRecent, stop);
        await using var db = crm.Open(actor);
        var ids = runs.Select(run => run.CreatedBy).OfType<Guid>().Distinct().ToArray();
        var names = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, stop);
        return new ImportsScreen([.. runs.Select(run => Line(run, run.CreatedBy is { } by ? names.GetValueOrDefault(by, "") : "Tandem"))]);
    }

    public async Task<ImportScreen> One(Actor actor, Locale locale, Guid id, CancellationToken stop)
    {
        var run = await imports.Get(actor, id, stop);
        var plan = run.Plan;
        var job = run.JobId is { } jobId && run.State is ImportState.Running or ImportState.Reverting or ImportState.Failed ? await jobs.Get(actor, run.JobId!.Value, stop) : null;
        var refusals = run.State == ImportState.Draft ? [] : await imports.Refusals(actor, id, file: null, MostRefused, stop);
        // A job that gave up leaves the import where it came to.
        var state = job is { State: JobState.Failed or JobState.Cancelled } && run.State != ImportState.Done ? ImportState.Failed : run.State;
        return new ImportScreen(run.Id, run.Name, state, run.Version, plan, run.Preview, run.Report, run.Reversion,
            [.. imports.Objections(plan).Select(one => (plan.Files.IndexOf(one.File), locale.T("refused." + one.Why.Code, [.. one.Why.Args])))], job,
            [.. refusals.Select(refusal => new RefusedLine(plan.Files[refusal.File].Name, refusal.Row, RefusedRows.Reason(refusal, locale.Texts)))],
            [.. plan.Files.Select((file, at) => new FileScreen(at, file, FieldsOf(file, locale)))],
            [.. targets.All.Select(target => new Option(target.Key, locale.T("type." + target.Key + ".plural")))]);
    }

    private IReadOnlyList<Option> FieldsOf(Planning.FilePlan file, Locale locale) => targets.Find(file.Target) is { } target
        ? [.. target.FieldsOf(file).Select(field => new Option(field.Name, field.LabelIsText ? field.Label : locale.T(field.Label)))] : [];

    private static ImportLine Line(ImportRun run, string by)
    {
        var files = (run.Report ?? run.Preview)?.Files ?? [];
        return new ImportLine(run.Id, run.Name, run.State, by, run.CreatedAt, run.Plan.Files.Where(file => file.Target is not null).Sum(file => file.Rows),
            run.Report is null ? 0 : files.Sum(file => file.Created), run.Report is null ? 0 : files.Sum(file => file.Updated), run.Report is null ? 0 : files.Sum(file => file.Refused));
    }
}
