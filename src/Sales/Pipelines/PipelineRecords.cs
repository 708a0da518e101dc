
namespace Tandem.Sales.Pipelines;

internal sealed class PipelineRecord : RecordType<Pipeline>
{
    public PipelineRecord() : base("pipeline", "pipelines", "kanban")
    {
        var name = Text("name", p => p.Name, (p, v) => p.Rename(v)).FoldedBy(p => p.NameFolded).AtMost(Pipeline.MaxNameLength).IsRequired().IsSearchable().IsListed();
        Text(FieldKind.Currency, "currency", p => p.Currency, (p, v) => p.OfferCurrency(v)).IsListed();
        YesNo("archived", p => p.Archived, (p, v) => p.Archived = v ?? false).IsListed();
        Integer("order", p => p.Order);
        Times();
        Related("stages", "stage", "pipeline");
        Related("deals", "deal", "pipeline");
        Titled(name);
        MatchedBy("name");
        SortedBy("order");
    }
}

internal sealed class StageRecord : RecordType<Stage>
{
    public static readonly IReadOnlyList<Choice> Meanings =
    [
        new(StageMeaning.Open, "stage.meaning.open"), new(StageMeaning.Won, "stage.meaning.won"), new(StageMeaning.Lost, "stage.meaning.lost"),
    ];

    public StageRecord() : base("stage", "stages", "columns-3")
    {
        var name = Text("name", s => s.Name, (s, v) => s.Rename(v)).FoldedBy(s => s.NameFolded).AtMost(Stage.MaxNameLength).IsRequired().IsListed();
        name.IsSearchable();
        Reference("pipeline", "pipeline", s => s.PipelineId, (s, v) => s.AskFor(v)).OnlyAtCreation().IsRequired().IsListed();
        Percent("probability", s => s.Probability, (s, v) => s.Expect(v)).IsListed();
        Integer("rottingDays", s => s.RottingDays, (s, v) => s.RotAfter(v)).IsListed();
        Choice("meaning", s => s.Meaning, Meanings).IsListed();
        Integer("order", s => s.Order);
        Times();
        Related("deals", "deal", "stage");
        Titled(name);
        MatchedBy("name");
        SortedBy("order");
    }
}

internal sealed class LostReasonRecord : RecordType<LostReason>
{
    public LostReasonRecord() : base("lost-reason", "lost-reasons", "circle-x")
    {
        var name = Text("name", r => r.Name, (r, v) => r.Rename(v)).FoldedBy(r => r.NameFolded).AtMost(LostReason.MaxNameLength).IsRequired().IsSearchable().IsListed();
        Integer("order", r => r.Order, (r, v) => r.Order = v ?? 0);
        YesNo("retired", r => r.Retired, (r, v) => r.Retired = v ?? false).IsListed();
        Times();
        Titled(name);
        MatchedBy("name");
        SortedBy("order");
    }
}
