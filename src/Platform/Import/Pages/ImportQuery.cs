using Microsoft.EntityFrameworkCore;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records.History;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Import.Pages;

/// <summary>Reads imports for their screens.</summary>
internal sealed class ImportQuery(Crm crm, Imports imports, ImportTargets targets, RecordTypes types, JobList jobs)
{
    public const int ChangesAtOnce = 25;

    private const int MostRecent = 50;
    private const int MostSame = 10;
    private const int MostRefused = 25;

    public async Task<ImportsScreen> List(Actor actor, CancellationToken stop)
    {
        var runs = await imports.Recent(actor, MostRecent, stop);
        await using var db = crm.Open(actor);
        var ids = runs.Select(run => run.CreatedBy).OfType<Guid>().Distinct().ToArray();
        var names = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, stop);
        return new ImportsScreen([.. runs.Select(run => Line(run, run.CreatedBy is { } by ? names.GetValueOrDefault(by, "") : "Tandem"))]);
    }

    /// <param name="changes">How many changed records of each file are shown.</param>
    public async Task<ImportScreen> One(Actor actor, Locale locale, Guid id, int changes, CancellationToken stop)
    {
        var run = await imports.Get(actor, id, stop);
        var plan = run.Plan;
        var job = run.JobId is { } jobId && run.State is not (ImportState.Draft or ImportState.Done or ImportState.Reverted) ? await jobs.Get(actor, run.JobId!.Value, stop) : null;
        var refusals = run.State is ImportState.Draft or ImportState.Reading ? [] : await imports.Refusals(actor, id, file: null, MostRefused, stop);
        // A job that gave up leaves the import where it came to.
        var state = job is { State: JobState.Failed or JobState.Cancelled } && run.State is not (ImportState.Done or ImportState.Paused) ? ImportState.Failed : run.State;
        var changed = state == ImportState.Draft ? Changes(actor, run.Preview, Math.Clamp(changes, ChangesAtOnce, RecordDifference.Most)) : [];
        return new ImportScreen(run.Id, run.Name, state, run.Version, plan, run.Preview, run.Report, run.Reversion,
            [.. imports.Objections(plan).Select(one => (plan.Files.IndexOf(one.File), locale.T("refused." + one.Why.Code, [.. one.Why.Args])))], job,
            [.. refusals.Select(refusal => new RefusedLine(plan.Files[refusal.File].Name, refusal.Row, RefusedRows.Reason(refusal, locale.Texts)))],
            [.. plan.Files.Select((file, at) => new FileScreen(at, file, FieldsOf(file, locale), Extensible(actor, file)))],
            [.. targets.All.Select(target => new Option(target.Key, locale.T("type." + target.Key + ".plural")))], changed, await Names(actor, changed, stop));
    }

    private List<FileChanges> Changes(Actor actor, ImportTally? preview, int most) =>
    [
        .. from pair in (preview?.Files ?? []).Select((file, at) => (File: file, At: at))
           where pair.File.Target is not null && types.Find(pair.File.Target) is not null
           let type = types.Find(pair.File.Target!)!
           let counts = pair.File.Fields.Select(one => (Field: type.Find(one.Key), Count: one.Value)).Where(one => one.Field is { } field && Sees(actor, field)).ToDictionary(one => one.Field!, one => one.Count)
           let records = pair.File.Differences.Take(most).Select(one => new ChangedRecord(one.Row, one.Title, $"{type.Path}/{one.Id}",
               [.. one.Fields.Where(field => field.Value.Length == 2 && type.Find(field.Key) is { } known && Sees(actor, known)).Select(field => new HistoryChange(type.Find(field.Key)!, field.Value[0], field.Value[1]))])).ToList()
           select new FileChanges(pair.At, pair.File.File, counts, pair.File.Updated, records, pair.File.Differences.Count > most, pair.File.Unchanged, [.. pair.File.Same.Take(MostSame).Select(one => one.Title)]),
    ];

    private static bool Sees(Actor actor, Field field) => actor.MaySeePersonal || field.Sensitivity == Sensitivity.Normal;

    private async Task<IReadOnlyDictionary<Guid, RecordName>> Names(Actor actor, List<FileChanges> changes, CancellationToken stop)
    {
        var named = changes.SelectMany(file => file.Records).SelectMany(record => record.Fields).Where(change => change.Field.Kind == FieldKind.Reference)
            .SelectMany(change => new[] { FeedValues.Shown(change.Field, change.Before), FeedValues.Shown(change.Field, change.After) }).OfType<Guid>().ToList();
        await using var db = crm.Open(actor);
        return await RecordNames.Of(db, actor, named, stop);
    }

    private IReadOnlyList<Option> FieldsOf(Planning.FilePlan file, Locale locale) => targets.Find(file.Target) is { } target
        ? [.. target.FieldsOf(file).Select(field => new Option(field.Name, field.LabelIsText ? field.Label : locale.T(field.Label)))] : [];

    private HashSet<string> Extensible(Actor actor, Planning.FilePlan file)
    {
        if (!actor.IsAdministrator || targets.Find(file.Target) is not { } target) return [];
        var fields = target.FieldsOf(file).Where(field => field.TakesChoices).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return [.. file.Columns.Where(column => column.Field is not null && fields.Contains(column.Field)).Select(column => column.Column)];
    }

    private static ImportLine Line(ImportRun run, string by)
    {
        var files = (run.Report ?? run.Preview)?.Files ?? [];
        return new ImportLine(run.Id, run.Name, run.State, by, run.CreatedAt, run.Plan.Files.Where(file => file.Target is not null).Sum(file => file.Rows),
            run.Report is null ? 0 : files.Sum(file => file.Created), run.Report is null ? 0 : files.Sum(file => file.Updated), run.Report is null ? 0 : files.Sum(file => file.Refused));
    }
}
