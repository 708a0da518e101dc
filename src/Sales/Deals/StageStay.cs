namespace Tandem.Sales.Deals;

/// <summary>The time that a deal spent in a stage. Of a closing stage it also keeps what was said when the deal was closed.</summary>
internal sealed class StageStay
{
    private StageStay()
    {
    }

    internal StageStay(Deal deal, Guid stageId, DateTimeOffset enteredAt, Guid? byId)
    {
        DealId = deal.Id;
        StageId = stageId;
        EnteredAt = enteredAt;
        ById = byId;
    }

    public Guid Id { get; private init; } = Ids.New();

    public Guid DealId { get; private init; }

    public Guid StageId { get; private init; }

    public DateTimeOffset EnteredAt { get; private init; }

    /// <summary>Null while the deal is here.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>The user or API key that brought it here; null for the system.</summary>
    public Guid? ById { get; private init; }

    public DateOnly? ClosedOn { get; private set; }

    public Guid? LostReasonId { get; private set; }

    public string? LostNote { get; private set; }

    internal void Leave(DateTimeOffset at) => LeftAt = at < EnteredAt ? EnteredAt : at;

    internal void Resume() => LeftAt = null;

    internal void Close(DateOnly on, Guid? lostReasonId, string? lostNote)
    {
        ClosedOn = on;
        LostReasonId = lostReasonId;
        LostNote = lostNote;
    }
}
