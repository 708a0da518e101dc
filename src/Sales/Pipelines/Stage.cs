using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;

namespace Tandem.Sales.Pipelines;

/// <summary>A step of a pipeline: how likely its deals are won, and after how many days one that does not move is rotting.</summary>
internal sealed class Stage : Record
{
    public const int MaxNameLength = 120;
    public const int MostRottingDays = 3650;

    internal Stage()
    {
    }

    public Stage(string name, string meaning, decimal probability, int? rottingDays = null)
    {
        Rename(name);
        Meaning = meaning;
        Probability = meaning switch { StageMeaning.Won => 1m, StageMeaning.Lost => 0m, _ => Share(probability) };
        RotAfter(rottingDays);
    }

    public Guid PipelineId { get; private set; }

    public Pipeline? Pipeline { get; private set; }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    /// <summary>Place in the pipeline, the first being 0.</summary>
    public int Order { get; internal set; }

    /// <summary>Expected share of the deals here that are won, 0 to 1. Weighted totals multiply with it.</summary>
    public decimal Probability { get; private set; }

    /// <summary>Days after which a deal that stays here is rotting; null for never.</summary>
    public int? RottingDays { get; private set; }

    /// <summary>One of <see cref="StageMeaning"/>.</summary>
    public string Meaning { get; private set; } = StageMeaning.Open;

    /// <summary>Deals come here by winning or losing only.</summary>
    public bool Closes => Meaning != StageMeaning.Open;

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    public void Expect(decimal? probability)
    {
        if (Closes && probability != Probability) throw Refused.On("probability", PipelineRefusals.ClosingStageIsCertain);
        Probability = Share(probability ?? 0m);
    }

    public void RotAfter(int? days) => RottingDays = days is null or (>= 1 and <= MostRottingDays)
        ? days
        : throw Refused.On("rottingDays", PipelineRefusals.RottingDaysOutOfRange, ("max", MostRottingDays));

    /// <summary>The moment before which a deal must have come here to be rotting now; null when deals do not rot here.</summary>
    internal DateTimeOffset? RottingBefore(DateTimeOffset now) => Closes || RottingDays is not { } days ? null : now.AddDays(-days);

    internal void AskFor(Guid? pipelineId) => PipelineId = pipelineId ?? Guid.Empty;

    internal void Join(Pipeline pipeline)
    {
        Pipeline = pipeline;
        PipelineId = pipeline.Id;
    }

    private static decimal Share(decimal probability) => probability is >= 0m and <= 1m
        ? probability
        : throw Refused.On("probability", PipelineRefusals.ProbabilityOutOfRange);

    internal static void Map(ModelBuilder model) => model.Entity<Stage>(stage =>
    {
        stage.ToTable("stages");
        stage.Property(s => s.Id).ValueGeneratedNever();
        stage.Property(s => s.Name).HasMaxLength(MaxNameLength);
        stage.Property(s => s.Meaning).HasMaxLength(10);
        stage.Property(s => s.Probability).HasPrecision(9, 4);
        stage.Ignore(s => s.Closes);
        stage.HasIndex(s => new { s.PipelineId, s.Order });
    });
}

/// <summary>What a stage says about its deals; also the status of a deal.</summary>
internal static class StageMeaning
{
    public const string Open = "open";
    public const string Won = "won";
    public const string Lost = "lost";
}
