using Tandem.Sales.Contracts;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>A deal that comes from elsewhere with its past: the feed tells what happened to it as of then.</summary>
internal sealed partial class Deal
{
    internal static Deal TakenOver(DealPlan plan, IReadOnlyDictionary<Guid, Stage> stages, IReadOnlyDictionary<Guid, LostReason> reasons, Books books)
    {
        if (plan.Stays.Count == 0) throw new Refused(DealRefusals.NoPipeline);
        var first = StageOf(plan.Stays[0]);
        var deal = new Deal { Id = plan.Id, CompanyId = plan.CompanyId, ExpectedClose = plan.ExpectedClose, Tags = [.. plan.Tags], PipelineId = first.PipelineId };
        deal.BeMade(new Past(plan.Stays[0].EnteredAt, plan.OwnerId));
        deal.Rename(plan.Name);
        deal.AssignTo(plan.OwnerId);
        deal.ComeFrom(plan.Source);
        deal.Number(plan.ExternalId);
        deal.SetAmount(plan.Amount);
        foreach (var person in plan.People) deal.AddPerson(person.PersonId, person.Role);
        foreach (var stay in plan.Stays)
        {
            var stage = StageOf(stay);
            deal.DemandOwnStage(stage);
            if (!deal.IsOpen) throw new Refused(DealRefusals.ReopenFirst);
            if (deal.stays.Count > 0) deal.Tell(stage, plan, stay.EnteredAt, reasons, books);
            deal.Enter(stage, plan.OwnerId, stay.EnteredAt);
            if (stage.Closes) deal.BeClosed(plan, stay.EnteredAt, books);
        }

        if (plan.Lines.Count > 0)
        {
            deal.SetLines([.. plan.Lines.Select(line => new LineDraft(line.ProductId, line.Description, line.Quantity, line.UnitPrice, line.Discount))],
                plan.AmountFromLines, deal.Currency ?? books.Rates.Base, books);
        }
        else
        {
            deal.Revalue(books);
        }

        return deal;

        Stage StageOf(StayPlan stay) => stages.GetValueOrDefault(stay.StageId) ?? throw new Refused(DealRefusals.StageOfAnotherPipeline);
    }

    private void Tell(Stage to, DealPlan plan, DateTimeOffset at, IReadOnlyDictionary<Guid, LostReason> reasons, Books books)
    {
        var on = plan.ClosedOn ?? SalesCalendar.DayOf(at, books.Zone);
        BusinessEvent? happened = to.Meaning switch
        {
            StageMeaning.Won => new DealWon(StageId, Stage.Name, on, Amount, Amount is null ? null : Currency),
            StageMeaning.Lost when plan.LostReasonId is { } id && reasons.TryGetValue(id, out var reason) => new DealLost(StageId, Stage.Name, on, id, reason.Name, plan.LostNote),
            StageMeaning.Lost => null, // nobody said why
            _ => new DealMoved(StageId, Stage.Name, to.Id, to.Name),
        };
        if (happened is not null) Raise(happened, new Past(at, plan.OwnerId));
    }

    private void BeClosed(DealPlan plan, DateTimeOffset at, Books books)
    {
        ClosedAt = at;
        ClosedOn = plan.ClosedOn ?? SalesCalendar.DayOf(at, books.Zone);
        LostReasonId = Status == StageMeaning.Lost ? plan.LostReasonId : null;
        LostNote = Status == StageMeaning.Lost ? plan.LostNote : null;
        Now.Close(ClosedOn.Value, LostReasonId, LostNote);
    }
}
