using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

internal sealed class DealRecord : RecordType<Deal>
{
    private static readonly Choice[] Statuses =
        [new(StageMeaning.Open, "stage.meaning.open"), new(StageMeaning.Won, "stage.meaning.won"), new(StageMeaning.Lost, "stage.meaning.lost")];

    public DealRecord() : base(Deal.TypeKey, "deals", "kanban")
    {
        var name = Text("name", d => d.Name, (d, v) => d.Rename(v)).FoldedBy(d => d.NameFolded).SortedBy(d => d.NameSortKey)
            .AtMost(Deal.MaxNameLength).IsRequired().IsSearchable().IsIndexed().IsListed();
        Reference("company", "company", d => d.CompanyId, (d, v) => d.CompanyId = v).IsIndexed().IsListed();
        Money("amount", d => d.Amount, d => d.Currency, (d, v) => d.SetAmount(v)).OrderedBy(d => d.ComparableAmount).IsIndexed().IsListed();
        Reference("pipeline", "pipeline", d => d.PipelineId, (d, v) => d.AskFor(v, null)).OnlyAtCreation().IsIndexed();
        Reference("stage", "stage", d => d.StageId, (d, v) => d.AskFor(null, v)).OnlyAtCreation().IsIndexed().IsListed();
        Choice("status", d => d.Status, Statuses).IsIndexed();
        Reference("owner", "user", d => d.OwnerId, (d, v) => d.AssignTo(v)).IsIndexed().IsListed();
        Date("expectedClose", d => d.ExpectedClose, (d, v) => d.ExpectedClose = v).IsIndexed().IsListed();
        Text("source", d => d.Source, (d, v) => d.ComeFrom(v)).FoldedBy(d => d.SourceFolded).AtMost(Deal.MaxSourceLength);
        Tags("tags", d => d.Tags, (d, v) => d.Tags = v ?? []);
        var external = Text("externalId", d => d.ExternalId, (d, v) => d.Number(v)).FoldedBy(d => d.ExternalIdFolded).AtMost(Deal.MaxExternalIdLength).IsIndexed();
        external.IsSearchable();
        Tags("products", d => d.Products);
        Tags("stages", d => d.Stages);
        Instant("stageEnteredAt", d => d.StageEnteredAt);
        Date("closedOn", d => d.ClosedOn).IsIndexed();
        Instant("closedAt", d => d.ClosedAt);
        Reference("lostReason", "lost-reason", d => d.LostReasonId);
        LongText("lostNote", d => d.LostNote);
        Money("baseAmount", d => d.BaseAmount, d => d.BaseCurrency);
        Integer("cycleDays", d => d.CycleDays);
        Times();
        Related("tasks", "task", "about");
        Titled(name);
        MatchedBy("externalId");
        SortedBy("-createdAt");
        AskedLike("amount >= 10000 and owner = me");
    }
}
