using System.ComponentModel.DataAnnotations.Schema;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>The way of a deal through its stages: move, win, lose, reopen, and back by one step.</summary>
internal sealed partial class Deal
{
    public Guid PipelineId { get; private set; }

    public Guid StageId { get; private set; }

    public Stage Stage { get; private set; } = null!;

    /// <summary>The meaning of its stage: one of <see cref="StageMeaning"/>.</summary>
    public string Status { get; private set; } = StageMeaning.Open;

    public DateTimeOffset StageEnteredAt { get; private set; }

    /// <summary>When somebody closed it; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The day on which it was won or lost, as reports count it; null while it is open.</summary>
    public DateOnly? ClosedOn { get; private set; }

    public Guid? LostReasonId { get; private set; }

    public string? LostNote { get; private set; }

    /// <summary>Every stage it was in, with times; for one deal never a gap and never two at once.</summary>
    public IReadOnlyList<StageStay> Stays => stays;

    /// <summary>Ids of the stages it was ever in, so that filters can name them: what a funnel counts.</summary>
    public List<string> Stages { get; private set; } = [];

    [NotMapped]
    public bool IsOpen => Status == StageMeaning.Open;

    /// <summary>The stay that has not ended.</summary>
    internal StageStay Now => stays.Single(stay => stay.LeftAt is null);

    /// <summary>The stay before the present one; null at the beginning.</summary>
    internal StageStay? Before => stays.Where(stay => stay.LeftAt is not null).OrderBy(stay => stay.LeftAt).ThenBy(stay => stay.EnteredAt).ThenBy(stay => stay.Id).LastOrDefault();

    /// <summary>What a request to create names; <see cref="Begin"/> makes it true.</summary>
    internal void AskFor(Guid? pipelineId, Guid? stageId)
    {
        PipelineId = pipelineId ?? PipelineId;
        StageId = stageId ?? StageId;
    }

    /// <summary>Only the place of a deal in a column of the board, for cursors.</summary>
    internal static Deal Standing(Guid id, DateTimeOffset since, decimal? comparable, DateOnly? expectedClose, DateTimeOffset updatedAt) =>
        new() { Id = id, StageEnteredAt = since, ComparableAmount = comparable, ExpectedClose = expectedClose, UpdatedAt = updatedAt };

    /// <summary>Puts a new deal into its first stage.</summary>
    internal void Begin(Stage stage, Guid? by, DateTimeOffset at)
    {
        if (stage.Closes) throw Refused.On("stageId", DealRefusals.CloseWithWinOrLose);
        PipelineId = stage.PipelineId;
        Enter(stage, by, at);
    }

    /// <summary>To another open stage of the same pipeline.</summary>
    public void MoveTo(Stage stage, Guid? by, DateTimeOffset at)
    {
        DemandOwnStage(stage);
        if (stage.Closes) throw new Refused(DealRefusals.CloseWithWinOrLose); // those ask for more than a stage
        if (!IsOpen) throw new Refused(DealRefusals.ReopenFirst);
        if (stage.Id == StageId) return;
        Raise(new DealMoved(StageId, Stage.Name, stage.Id, stage.Name));
        Enter(stage, by, at);
    }

    /// <param name="won">The pipeline's stage for won deals.</param>
    /// <param name="on">The day that counts in reports; not after today.</param>
    public void Win(Stage won, DateOnly on, Books books, Guid? by, DateTimeOffset at)
    {
        DemandOwnStage(won);
        DemandClosable(on, books.Today);
        Raise(new DealWon(StageId, Stage.Name, on, Amount, Amount is null ? null : Currency));
        Close(won, on, books, by, at);
    }

    /// <param name="lost">The pipeline's stage for lost deals.</param>
    /// <param name="on">The day that counts in reports; not after today.</param>
    public void Lose(Stage lost, LostReason reason, string? note, DateOnly on, Books books, Guid? by, DateTimeOffset at)
    {
        DemandOwnStage(lost);
        DemandClosable(on, books.Today);
        LostReasonId = reason.Id;
        LostNote = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        if (LostNote is { Length: > MaxNoteLength }) throw Refused.On("note", RecordRefusals.TooLong, ("field", "lostNote"), ("max", MaxNoteLength));
        Raise(new DealLost(StageId, Stage.Name, on, reason.Id, reason.Name, LostNote));
        Close(lost, on, books, by, at);
    }

    /// <summary>Opens a closed deal again.</summary>
    public void Reopen(Stage stage, Guid? by, DateTimeOffset at)
    {
        DemandOwnStage(stage);
        if (IsOpen) throw new Refused(DealRefusals.NotClosed);
        if (stage.Closes) throw Refused.On("stageId", DealRefusals.ReopenToOpenStage);
        Raise(new DealReopened(StageId, Stage.Name, stage.Id, stage.Name));
        Open();
        Enter(stage, by, at);
    }

    /// <summary>
    /// Takes the last change of stage back, whichever it was: the deal stands again where it stood before, since when it stood there,
    /// with the day and the reason that it may have had.
    /// </summary>
    /// <param name="stayId">The stay that is to vanish: refused when the deal went on since.</param>
    /// <param name="stage">The stage of <see cref="Before"/>.</param>
    public void StepBack(Guid stayId, Stage stage, Books books)
    {
        if (Now.Id != stayId) throw new Refused(DealRefusals.MovedSince);
        if (Before is not { } before || before.StageId != stage.Id || stage.DeletedAt is not null) throw new Refused(DealRefusals.NothingToTakeBack);
        Raise(new DealSteppedBack(StageId, Stage.Name, stage.Id, stage.Name));
        stays.Remove(Now);
        before.Resume();
        Stages = [.. stays.OrderBy(stay => stay.EnteredAt).Select(stay => stay.StageId.ToString()).Distinct(StringComparer.Ordinal)];
        Stand(stage, before.EnteredAt);
        Open();
        if (before.ClosedOn is not null)
        {
            ClosedAt = before.EnteredAt;
            ClosedOn = before.ClosedOn;
            LostReasonId = before.LostReasonId;
            LostNote = before.LostNote;
        }

        Revalue(books);
    }

    private void DemandOwnStage(Stage stage)
    {
        if (stage.PipelineId != PipelineId || stage.DeletedAt is not null) throw new Refused(DealRefusals.StageOfAnotherPipeline);
    }

    private void DemandClosable(DateOnly on, DateOnly today)
    {
        if (!IsOpen) throw new Refused(DealRefusals.ReopenFirst);
        if (on > today) throw Refused.On("on", DealRefusals.ClosedInFuture);
    }

    private void Close(Stage stage, DateOnly on, Books books, Guid? by, DateTimeOffset at)
    {
        ClosedAt = at;
        ClosedOn = on;
        Enter(stage, by, at);
        Now.Close(on, LostReasonId, LostNote);
        Revalue(books);
    }

    private void Open()
    {
        ClosedAt = null;
        ClosedOn = null;
        LostReasonId = null;
        LostNote = null;
        BaseAmount = null;
        BaseCurrency = null;
        CycleDays = null;
        foreach (var line in lines) line.BaseAmount = null;
    }

    private void Enter(Stage stage, Guid? by, DateTimeOffset at)
    {
        if (stays.Count > 0) Now.Leave(at);
        stays.Add(new StageStay(this, stage.Id, at, by));
        if (!Stages.Contains(stage.Id.ToString(), StringComparer.Ordinal)) Stages = [.. Stages, stage.Id.ToString()];
        Stand(stage, at);
    }

    private void Stand(Stage stage, DateTimeOffset since)
    {
        Stage = stage;
        StageId = stage.Id;
        Status = stage.Meaning;
        StageEnteredAt = since;
    }
}
