namespace Tandem.Sales.Deals;

/// <summary>What a use case did to the stage of a deal: enough to say so and to take it back.</summary>
/// <param name="StayId">What <see cref="StepDealBack"/> asks for.</param>
internal sealed record StageChange(Guid DealId, string DealName, Guid StageId, string StageName, Guid StayId, int Version)
{
    public static StageChange Of(Deal deal) => new(deal.Id, deal.Name, deal.StageId, deal.Stage.Name, deal.Now.Id, deal.Version);
}
