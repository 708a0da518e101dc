using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Import;

/// <summary>The pipeline of an import: the one that its plan proposes, made with the first batch, or one that exists.</summary>
internal sealed class ImportedPipeline(ImportSession session, FilePlan file)
{
    private readonly Dictionary<string, Rung> rungs = (file.Ladder?.Rungs ?? []).ToDictionary(rung => Folding.Fold(rung.Value), StringComparer.Ordinal);
    private readonly Dictionary<string, LostReason> reasons = new(StringComparer.Ordinal);
    private Pipeline? pipeline;

    public Guid Id => pipeline!.Id;

    public IEnumerable<Stage> Open => pipeline!.OpenRow;

    public Stage Won => pipeline!.Won;

    public Stage Lost => pipeline!.Lost;

    public async Task SetUp(CancellationToken stop)
    {
        if (await Stored(stop) is not null) return;
        if (file.Ladder is not { } ladder) throw new Refused(DealsNeedPipeline);
        pipeline = new Pipeline(ladder.Name) { Order = 1 + (await session.Db.Pipelines.MaxAsync(one => (int?)one.Order, stop) ?? -1) };
        foreach (var rung in ladder.Rungs.Where(rung => rung.Meaning == StageMeaning.Open).DistinctBy(rung => Folding.Fold(rung.Name))) pipeline.Add(new Stage(rung.Name, rung.Meaning, rung.Share));
        if (!pipeline.OpenRow.Any()) pipeline.Add(new Stage(Text("stage.meaning.open"), StageMeaning.Open, 0.5m));
        foreach (var meaning in (string[])[StageMeaning.Won, StageMeaning.Lost])
            pipeline.Add(new Stage(ladder.Rungs.Find(rung => rung.Meaning == meaning)?.Name ?? Text("stage.meaning." + meaning), meaning, 0m));
        session.Add(pipeline);
        session.CountMade("pipeline", pipeline.Name);
        foreach (var stage in pipeline.Row) session.CountMade("stage", stage.Name);
    }

    /// <summary>Brings the pipeline into the context of the present batch.</summary>
    public async Task Load(CancellationToken stop)
    {
        foreach (var reason in await session.Db.LostReasons.Where(one => one.DeletedAt == null).ToListAsync(stop)) reasons.TryAdd(reason.NameFolded, reason);
        if (await Stored(stop) is { } stored) pipeline = stored;
    }

    /// <summary>The stage of a value and what it means; the first stage for an empty one.</summary>
    public Stage StageOf(string? value)
    {
        if (string.IsNullOrEmpty(value)) return Open.First();
        var rung = rungs.GetValueOrDefault(Folding.Fold(value)) ?? throw Refused.On(DealFields.Stage, ImportRefusals.StageMissing, ("value", value));
        if (rung.Meaning == StageMeaning.Won) return Won;
        if (rung.Meaning == StageMeaning.Lost) return Lost;
        return Open.FirstOrDefault(stage => stage.NameFolded == Folding.Fold(rung.Name)) ?? throw Refused.On(DealFields.Stage, ImportRefusals.StageMissing, ("value", rung.Name));
    }

    /// <summary>Open stages with the field that dates them.</summary>
    public IEnumerable<(Stage Stage, string Field)> Dated() => (file.Ladder?.Rungs ?? []).Where(rung => rung.Meaning == StageMeaning.Open && file.ColumnOf(DealFields.StageDate + rung.Value) is not null)
        .Select(rung => (StageOf(rung.Value), DealFields.StageDate + rung.Value));

    /// <summary>The reason of a name; where the file gives none, one that says so.</summary>
    public LostReason ReasonOf(string? name)
    {
        var text = name ?? Text("import.lost-reason");
        if (reasons.TryGetValue(Folding.Fold(text), out var known)) return known;
        var reason = new LostReason(text.Length > LostReason.MaxNameLength ? text[..LostReason.MaxNameLength] : text, reasons.Count);
        session.Add(reason);
        session.CountMade("lost-reason", reason.Name);
        return reasons[reason.NameFolded] = reason;
    }

    private string Text(string key) => session.Texts.For(session.Language)[key];

    private async Task<Pipeline?> Stored(CancellationToken stop)
    {
        var pipelines = session.Db.Pipelines.AsTracking().Where(one => one.DeletedAt == null);
        if (file.Ladder is not { } ladder) return await session.Db.DefaultPipeline(stop);
        var folded = Folding.Fold(ladder.Name);
        return await (ladder.ExistingId is { } id ? pipelines.Where(one => one.Id == id) : pipelines.Where(one => one.NameFolded == folded)).Include(one => one.Stages).FirstOrDefaultAsync(stop);
    }

    private const string DealsNeedPipeline = Deals.DealRefusals.NoPipeline;
}
