using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Import;

/// <summary>Imports deals with the way they took: a pipeline out of the stages, the dates of stages, how and when they were closed.</summary>
internal sealed class DealImport : ImportTarget
{
    public override string Key => Deal.TypeKey;

    public override int Order => 40;

    public override IReadOnlyList<string> Words => DealFields.FileWords;

    public override IReadOnlyList<ExportPreset> Presets => DealExports.All;

    public override IReadOnlyList<ImportField> Fields => DealFields.Fixed;

    public override IReadOnlyList<ImportField> FieldsOf(FilePlan file) => DealFields.Of(file);

    public override async Task Refine(PlanningContext context, FilePlan file, FileSurvey survey, CancellationToken stop)
    {
        var kept = file.Ladder;
        file.Ladder = await new PipelineProposal(context, file, survey).Make(stop);
        if (kept is not null && file.Ladder is not null && kept.Rungs.Select(rung => rung.Value).Order(StringComparer.Ordinal).SequenceEqual(file.Ladder.Rungs.Select(rung => rung.Value).Order(StringComparer.Ordinal)))
            file.Ladder = kept;
        DateStages(context, file);
    }

    public override IEnumerable<Refused> Objections(FilePlan file)
    {
        string[] telling = [DealFields.Name, DealFields.External, DealFields.Company, DealFields.Product];
        if (!file.Columns.Exists(column => telling.Contains(column.Field))) yield return new Refused(ImportRefusals.ColumnMissing, ("field", DealFields.Name));
    }

    public override ImportWriter Open(ImportSession session, FilePlan file) => new DealWriter(session, file);

    /// <summary>A date column that is called like a stage, or described with it, says when deals came into that stage.</summary>
    private static void DateStages(PlanningContext context, FilePlan file)
    {
        if (file.Ladder is not { } ladder) return;
        foreach (var column in file.Columns.Where(column => column.Kind == ColumnKind.Date && (column.Field is null || column.Certainty < 0.9)))
        {
            var said = context.Description(file, column.Column);
            var rung = ladder.Rungs.Find(one => one.Meaning == Pipelines.StageMeaning.Open && StageWords.ShareStem(column.Column, one.Value))
                ?? ladder.Rungs.Find(one => one.Meaning == Pipelines.StageMeaning.Open && said?.Contains(one.Value, StringComparison.OrdinalIgnoreCase) == true);
            if (rung is null) continue;
            (column.Field, column.Certainty, column.Why) = (DealFields.StageDate + rung.Value, 0.95, Reason.Of("import.why.stage-date", ("stage", rung.Name)));
        }
    }

}
