using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Core.Text;

namespace Tandem.Sales.Pipelines;

/// <summary>
/// A way of selling, as an ordered row of stages: at least one open stage, and at the end exactly one for won and one for lost deals.
/// </summary>
internal sealed class Pipeline : Record
{
    public const int MaxNameLength = 120;
    public const int MostStages = 30;

    private readonly List<Stage> stages = [];

    internal Pipeline()
    {
    }

    public Pipeline(string name) => Rename(name);

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    /// <summary>Place among the pipelines, smallest first.</summary>
    public int Order { get; internal set; }

    /// <summary>Archived pipelines keep their deals and take no new ones.</summary>
    public bool Archived { get; internal set; }

    /// <summary>Offered for amounts of new deals; null for the workspace's currency.</summary>
    public string? Currency { get; private set; }

    /// <summary>The stages that were loaded, removed ones included.</summary>
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>The stages in order.</summary>
    internal IEnumerable<Stage> Row => stages.Where(stage => stage.DeletedAt is null).OrderBy(stage => stage.Order).ThenBy(stage => stage.Id);

    internal IEnumerable<Stage> OpenRow => Row.Where(stage => !stage.Closes);

    internal Stage Won => Row.First(stage => stage.Meaning == StageMeaning.Won);

    internal Stage Lost => Row.First(stage => stage.Meaning == StageMeaning.Lost);

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    public void OfferCurrency(string? code) => Currency = code is null || Currencies.Exists(code)
        ? code
        : throw Refused.On("currency", RecordRefusals.WrongType, ("field", "currency"), ("expected", "currency"));

    /// <summary>Takes a stage into the row: an open one before the two that close.</summary>
    internal void Add(Stage stage)
    {
        if (Row.Count() >= MostStages) throw new Refused(PipelineRefusals.TooManyStages, ("max", MostStages));
        if (stage.Closes && Row.Any(other => other.Meaning == stage.Meaning)) throw Refused.On("meaning", PipelineRefusals.ClosingStageExists);
        stage.Join(this);
        if (!stages.Contains(stage)) stages.Add(stage);
        PutInOrder([.. OpenRow.Where(other => other != stage), .. stage.Closes ? (Stage[])[] : [stage]]);
    }

    /// <summary>Moves an open stage to a place among the open ones, the first being 0.</summary>
    internal void Move(Stage stage, int place)
    {
        if (stage.Closes) throw new Refused(PipelineRefusals.ClosingStagesStandLast);
        var others = OpenRow.Where(other => other != stage).ToList();
        others.Insert(Math.Clamp(place, 0, others.Count), stage);
        PutInOrder(others);
    }

    /// <summary>Whether the stage can go; its deals are the caller's concern.</summary>
    internal void DemandSpare(Stage stage)
    {
        if (stage.Closes) throw new Refused(PipelineRefusals.NeedsWonAndLost);
        if (OpenRow.All(other => other == stage)) throw new Refused(PipelineRefusals.NeedsAnOpenStage);
    }

    /// <summary>A pipeline that was put together elsewhere has an open stage, and those that close.</summary>
    internal void DemandWhole()
    {
        if (!OpenRow.Any()) throw new Refused(PipelineRefusals.NeedsAnOpenStage);
        if (Row.Count(stage => stage.Closes) != 2) throw new Refused(PipelineRefusals.NeedsWonAndLost);
    }

    private void PutInOrder(IReadOnlyList<Stage> open)
    {
        var place = 0;
        foreach (var stage in open.Concat(Row.Where(stage => stage.Closes).OrderBy(stage => stage.Meaning == StageMeaning.Lost))) stage.Order = place++;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Pipeline>(pipeline =>
    {
        pipeline.ToTable("pipelines");
        pipeline.Property(p => p.Name).HasMaxLength(MaxNameLength);
        pipeline.HasMany(p => p.Stages).WithOne(s => s.Pipeline).HasForeignKey(s => s.PipelineId);
    });
}

internal static class PipelineRefusals
{
    public const string TooManyStages = "pipeline.too-many-stages";
    public const string ClosingStageExists = "pipeline.closing-stage-exists";
    public const string ClosingStagesStandLast = "pipeline.closing-stages-stand-last";
    public const string NeedsWonAndLost = "pipeline.needs-won-and-lost";
    public const string NeedsAnOpenStage = "pipeline.needs-an-open-stage";
    public const string HasDeals = "pipeline.has-deals";
    public const string LastOne = "pipeline.last-one";
    public const string ChangedSince = "pipeline.changed-since";
    public const string LastReason = "lost-reason.last-one";
    public const string StageHasDeals = "stage.has-deals";
    public const string ProbabilityOutOfRange = "stage.probability-out-of-range";
    public const string ClosingStageIsCertain = "stage.closing-stage-is-certain";
    public const string RottingDaysOutOfRange = "stage.rotting-days-out-of-range";
    public const string StageOfAnotherPipeline = "stage.of-another-pipeline";
}
