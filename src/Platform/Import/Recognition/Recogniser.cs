using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Recognition;

/// <summary>A file to import.</summary>
/// <param name="Open">Opens its content, readable and seekable.</param>
/// <param name="Sheet">Of a workbook with several sheets, the one that is meant.</param>
public sealed record ImportFile(string Name, string Hash, Func<Stream> Open, string? Sheet = null);

/// <summary>
/// Recognises what each of several files holds, by the names of its columns and by how values of one occur in another, and makes a plan
/// for them: mapping, order, doubts.
/// </summary>
public sealed class Recogniser(Crm crm, ImportTargets targets, RecordTypes types, TextCatalog catalog)
{
    private readonly TextCatalog texts = crm.Texts(catalog);

    private const int KnownNames = 20_000;
    private const int MostDoubts = 200;
    private const int MostChoices = 1_000;

    // More new choices than these are rather free text.
    private const int MostMade = 50;

    /// <param name="only">Key of the target that all files are to be taken for; null to recognise them.</param>
    public async Task<ImportPlan> Recognise(Actor actor, IReadOnlyList<ImportFile> files, string? only, CancellationToken stop)
    {
        if (only is not null && targets.Find(only) is null) throw new Refused(ImportRefusals.NotATarget, ("type", only));
        await using var db = crm.Open(actor);
        var settings = await crm.Database.Actors.Settings(stop);
        var plan = new ImportPlan { Options = new ImportOptions { Currency = settings?.Currency ?? "EUR" } };
        var context = new PlanningContext(db, actor, plan, texts, settings?.Language ?? "en");
        var surveys = Survey(files, plan);
        context.RowsOf = file => RowsOf(files.First(one => one.Hash == file.Hash && one.Name == file.Name), file.Shape!);
        TakeDictionaries(surveys, files, context);

        var known = await Known(db, stop);
        Assign(surveys, known, only, await RememberedMapping.Of(db, surveys.Select(pair => pair.File), stop));
        foreach (var (file, survey) in surveys.Where(pair => pair.File.Target is not null))
        {
            DescribeUnits(context, file);
            await targets.Find(file.Target)!.Refine(context, file, survey, stop);
        }

        foreach (var (file, survey) in surveys.Where(pair => pair.File.Target is not null)) Doubts(actor, context.Language, file, survey, known);
        plan.Files = [.. plan.Files.OrderBy(file => targets.Find(file.Target)?.Order ?? int.MaxValue)];
        return plan;
    }

    /// <summary>Takes a file for another target: maps its columns anew.</summary>
    public async Task Retarget(Actor actor, ImportPlan plan, FilePlan file, string? target, Func<FilePlan, Stream> open, CancellationToken stop)
    {
        file.Target = target;
        file.Key = null;
        file.Ladder = null;
        file.Why = null;
        file.Remembered = null;
        if (target is null)
        {
            foreach (var column in file.Columns) (column.Field, column.Why) = (null, null);
            return;
        }

        await using var db = crm.Open(actor);
        await using var content = open(file);
        var survey = FileSurvey.Of(file.Name, content, ReadingLimits.Usual, file.Sheet);
        var known = await Known(db, stop);
        foreach (var other in plan.Files.Where(one => one.Target is not null && one != file)) await AddNames(other, open, known);
        var chosen = targets.Find(target) ?? throw new Refused(ImportRefusals.NotATarget, ("type", target));
        var mapping = Mapping.Of(chosen, WordsOf(chosen), survey, Overlap(known));
        if (Presets.Of([chosen], survey) is { } export) Presets.Map(file, chosen, export.Preset, mapping);
        else Map(file, mapping);
        await Remap(actor, plan, file, open, stop);
    }

    /// <summary>After columns were mapped differently: proposes stages and doubts anew.</summary>
    public async Task Remap(Actor actor, ImportPlan plan, FilePlan file, Func<FilePlan, Stream> open, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var content = open(file);
        var survey = FileSurvey.Of(file.Name, content, ReadingLimits.Usual, file.Sheet);
        var settings = await crm.Database.Actors.Settings(stop);
        var context = new PlanningContext(db, actor, plan, texts, settings?.Language ?? "en")
        {
            RowsOf = one => RowsOf(new ImportFile(one.Name, one.Hash, () => open(one)), one.Shape!),
        };
        await targets.Find(file.Target)!.Refine(context, file, survey, stop);
        var known = await Known(db, stop);
        foreach (var other in plan.Files.Where(one => one.Target is not null)) await AddNames(other, open, known);
        Doubts(actor, context.Language, file, survey, known);
    }

    private static async Task AddNames(FilePlan file, Func<FilePlan, Stream> open, Dictionary<string, Names> known)
    {
        if (file.Shape is null) return;
        await using var content = open(file);
        AddNames(known, file, FileSurvey.Of(file.Name, content, ReadingLimits.Usual, file.Sheet));
    }

    private static List<(FilePlan File, FileSurvey Survey)> Survey(IReadOnlyList<ImportFile> files, ImportPlan plan)
    {
        var surveys = new List<(FilePlan, FileSurvey)>();
        foreach (var file in files)
        {
            var entry = new FilePlan { Name = file.Name, Hash = file.Hash, Sheet = file.Sheet };
            plan.Files.Add(entry);
            try
            {
                using var content = file.Open();
                var survey = FileSurvey.Of(file.Name, content, ReadingLimits.Usual, file.Sheet);
                (entry.Shape, entry.Rows) = (survey.Shape, survey.Rows);
                entry.Columns = [.. survey.Columns.Select(Describe)];
                surveys.Add((entry, survey));
            }
            catch (Refused refused)
            {
                entry.Why = new Reason("refused." + refused.Code, refused.Args.ToDictionary(arg => arg.Name, arg => Convert.ToString(arg.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal));
            }
        }

        return surveys;
    }

    private static ColumnPlan Describe(ColumnSurvey column) => new()
    {
        Column = column.Name, Kind = column.Kind, Filled = column.Filled, Samples = [.. column.Samples.Select(sample => sample.Length > 60 ? sample[..60] + "…" : sample)],
        Mark = column.Mark, MarkIsDoubtful = column.MarkIsDoubtful, Order = column.Order, OrderIsDoubtful = column.OrderIsDoubtful,
    };

    private static IEnumerable<IReadOnlyList<string>> RowsOf(ImportFile file, TableShape shape)
    {
        using var content = file.Open();
        foreach (var row in TableFile.Rows(content, shape, ReadingLimits.Usual)) yield return row.Cells;
    }

    private static void TakeDictionaries(List<(FilePlan File, FileSurvey Survey)> surveys, IReadOnlyList<ImportFile> files, PlanningContext context)
    {
        foreach (var (file, survey) in surveys.ToList())
        {
            var others = surveys.Where(other => other.File != file).Select(other => other.Survey).ToList();
            if (DataDictionary.Of(survey, others, one => RowsOf(files.First(f => f.Name == one.Name), one.Shape)) is not { } dictionary) continue;
            context.Dictionary = dictionary;
            file.Why = Reason.Of("import.why.dictionary");
            surveys.RemoveAll(pair => pair.File == file);
            return;
        }
    }

    /// <summary>Names that references may mean, from the database.</summary>
    private async Task<Dictionary<string, Names>> Known(CrmDb db, CancellationToken stop)
    {
        var known = new Dictionary<string, Names>(StringComparer.Ordinal);
        foreach (var key in targets.All.SelectMany(target => target.Fields).Select(field => field.ReferenceTo).OfType<string>().Distinct().Where(key => types.Find(key) is not null))
        {
            var type = types[key];
            var titles = await KeyReader.Of(type).Titles(db, type, KnownNames, stop);
            if (titles.Count > 0) (known[key] = new Names()).Add(titles, texts.For("en")[type.Label + ".plural"]);
        }

        return known;
    }

    /// <summary>Twice: what a file holds tells what the values of the others mean.</summary>
    private void Assign(List<(FilePlan File, FileSurvey Survey)> surveys, Dictionary<string, Names> known, string? only, Dictionary<string, RememberedMapping> remembered)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var (file, survey) in surveys)
            {
                if (Presets.Of(Candidates(survey.Shape, only), survey) is { } export)
                {
                    (file.Target, file.Why, file.Certainty, file.Program) = (export.Target.Key, null, 1, export.Preset.Program);
                    Presets.Map(file, export.Target, export.Preset, Mapping.Of(export.Target, WordsOf(export.Target), survey, Overlap(known)));
                }

                if (RememberedMapping.SignatureOf(file) is { } signature && remembered.TryGetValue(signature, out var before) && Candidates(survey.Shape, only).Any(target => target.Key == before.Target)) before.Apply(file);
                if (file.Program is not null || file.Remembered is not null) continue;

                var choices = Candidates(survey.Shape, only).Select(target => Mapping.Of(target, WordsOf(target), survey, Overlap(known))).ToList();
                var best = choices.MaxBy(mapping => mapping.Score)!;
                if (best.Score < 0.25 && only is null && !best.Target.Formats.Contains(survey.Shape.Format))
                {
                    (file.Target, file.Why) = (null, Reason.Of("import.why.unknown"));
                    continue;
                }

                (file.Target, file.Why, file.Certainty) = (best.Target.Key, null, Math.Round(Math.Min(1, best.Score * 1.15), 2));
                Map(file, best);
            }

            foreach (var (file, survey) in surveys.Where(pair => pair.File.Target is not null)) AddNames(known, file, survey);
        }
    }

    /// <summary>What a file may hold. Cards and calendars say by their format what they are.</summary>
    private IEnumerable<ImportTarget> Candidates(TableShape shape, string? only)
    {
        if (only is not null) return targets.All.Where(target => target.Key == only);
        return targets.All.Where(target => target.Formats.Contains(shape.Format)).ToList() is { Count: > 0 } made ? made : targets.All;
    }

    private TargetWords WordsOf(ImportTarget target) => new(target, target.Fields, texts);

    private static Func<ColumnSurvey, string, (double Share, string Where)?> Overlap(Dictionary<string, Names> known) =>
        (column, type) => known.TryGetValue(type, out var names) && column.Values.Count > 0 ? (names.Share(column), names.Where) : null;

    private void Map(FilePlan file, Mapping mapping)
    {
        foreach (var column in file.Columns)
        {
            var match = mapping.Matches.FirstOrDefault(one => one.Column.Name == column.Column);
            (column.Field, column.Certainty, column.Why) = (match?.Field.Name, match is null ? 0 : Math.Round(Math.Min(1, match.Score), 2), match?.Why);
            column.WhenMissing = match?.Field.MayCreate == true ? WhenMissing.Create : WhenMissing.LeaveEmpty;
        }
    }

    private static void AddNames(Dictionary<string, Names> known, FilePlan file, FileSurvey survey)
    {
        foreach (var column in file.Columns.Where(column => column.Field is "name" or "fullName"))
        {
            if (!known.TryGetValue(file.Target!, out var names)) known[file.Target!] = names = new Names();
            names.Add(survey.Column(column.Column)!.Values.Keys, $"{file.Name}: {column.Column}");
        }
    }

    private static void DescribeUnits(PlanningContext context, FilePlan file)
    {
        foreach (var column in file.Columns.Where(column => column.Kind is ColumnKind.Whole or ColumnKind.Decimal or ColumnKind.Money))
        {
            var said = context.Description(file, column.Column);
            var (scale, currency) = DataDictionary.UnitOf((said ?? "") + " " + column.Column.Replace('_', ' '));
            if (scale == 1m && currency is null) continue;
            (column.Scale, column.Currency) = (scale, currency);
            if (said is not null && column.Field is not null) column.Why = Reason.Of("import.why.described", ("text", said));
        }
    }

    private void Doubts(Actor actor, string language, FilePlan file, FileSurvey survey, Dictionary<string, Names> known)
    {
        var fields = targets.Find(file.Target)!.FieldsOf(file);
        foreach (var column in file.Columns)
        {
            var field = fields.FirstOrDefault(one => one.Name == column.Field);
            var values = survey.Column(column.Column)!;
            var before = column.Doubts.ToDictionary(doubt => doubt.Value, StringComparer.Ordinal);
            var choice = field?.Kind is FieldKind.Choice or FieldKind.SeveralChoices;
            column.Doubts = field is null ? [] : choice ? [.. ChoiceDoubts(actor, language, field, values).Take(MostChoices)] : [.. DoubtsOf(field, values, known).Take(MostDoubts)];
            foreach (var doubt in column.Doubts)
                if (before.TryGetValue(doubt.Value, out var earlier)) (doubt.Take, doubt.Instead) = (earlier.Take, earlier.Instead);
        }
    }

    private static IEnumerable<Doubt> DoubtsOf(ImportField field, ColumnSurvey column, Dictionary<string, Names> known)
    {
        if (field.Kind == FieldKind.Country) return column.Values.Where(pair => Countries.Find(pair.Key) is null).Select(pair => CountryDoubt(pair.Key, pair.Value));
        if (field.ReferenceTo is { } type) return known.TryGetValue(type, out var names) ? column.Values.Where(pair => !names.Has(pair.Key)).Take(2_000).Select(pair => ReferenceDoubt(pair.Key, pair.Value, names)).OfType<Doubt>() : [];
        if (field.IsTitle || field.IsKey || field.Kind != FieldKind.Text || !column.IsComplete || column.Values.Count > 300) return [];
        return column.Values.Select(pair => SpellingDoubt(pair.Key, pair.Value, field, column)).OfType<Doubt>();
    }

    /// <summary>Values that a choice field does not have: taken for a choice that is spelled nearly so, else made a choice by who may do that, else left empty.</summary>
    private IEnumerable<Doubt> ChoiceDoubts(Actor actor, string language, ImportField field, ColumnSurvey column)
    {
        var labels = ChoiceLabels.Of(field, texts);
        var candidates = field.Choices.Where(choice => !choice.Retired).Select(choice => ChoiceLabels.In(language, choice, texts)).ToList();
        var unknown = column.Values.SelectMany(pair => (field.Kind == FieldKind.Choice ? [pair.Key] : CellValues.Split(pair.Key)).Select(value => (Value: value, Seen: pair.Value)))
            .Where(one => ChoiceLabels.Find(labels, one.Value) is null).GroupBy(one => one.Value, one => one.Seen, StringComparer.Ordinal).ToList();
        var otherwise = field.TakesChoices && actor.IsAdministrator && unknown.Count <= MostMade ? UnknownValue.Create : field.Required ? UnknownValue.Refuse : UnknownValue.LeaveEmpty;
        return unknown.Select(group => new Doubt
        {
            Value = group.Key, Candidates = candidates, Take = Names.Nearest(group.Key, candidates).Where(near => near.Score >= 0.9).Select(near => near.Name).FirstOrDefault(), Instead = otherwise,
            Count = group.Sum(seen => seen.Count), Rows = [.. group.SelectMany(seen => seen.Rows).Order().Take(ValueCount.KeptRows)], About = "import.doubt.choice",
        });
    }

    private static Doubt CountryDoubt(string value, ValueCount count)
    {
        var near = Countries.Near(value);
        return new Doubt
        {
            Value = value, Candidates = [.. near.Select(country => country.Name)], Take = near.Count == 1 ? near[0].Name : null,
            Count = count.Count, Rows = count.Rows, About = "import.doubt.country",
        };
    }

    private static Doubt? ReferenceDoubt(string value, ValueCount count, Names names)
    {
        var near = names.Near(value);
        if (near.Count == 0) return null;
        // Ticked only when nothing else comes close.
        var clear = near[0].Score >= 0.92 && (near.Count == 1 || near[0].Score - near[1].Score >= 0.02);
        return new Doubt
        {
            Value = value, Candidates = [.. near.Select(pair => pair.Name)], Take = clear ? near[0].Name : null, Count = count.Count, Rows = count.Rows, About = "import.doubt.reference",
        };
    }

    private static Doubt? SpellingDoubt(string value, ValueCount count, ImportField field, ColumnSurvey column)
    {
        if (value.Length < 4 || field.Vocabulary.Any(word => Folding.Fold(word) == Folding.Fold(value))) return null;
        var frequent = column.Values.Where(pair => pair.Key != value && pair.Value.Count >= count.Count * 5).Select(pair => pair.Key);
        var near = Names.Nearest(value, field.Vocabulary.Concat(frequent)).Where(pair => pair.Score >= 0.93).ToList();
        if (near.Count == 0) return null;
        var candidates = near.Select(pair => char.IsLower(value[0]) ? pair.Name.ToLowerInvariant() : pair.Name).Distinct(StringComparer.Ordinal).ToList();
        return new Doubt { Value = value, Candidates = candidates, Take = null, Count = count.Count, Rows = count.Rows, About = "import.doubt.spelling" };
    }
}
