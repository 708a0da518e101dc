using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Takes a move, win, loss or reopening back, exactly: what «Undo» does.</summary>
internal sealed class StepDealBack(Crm crm, SalesCalendar calendar)
{
    /// <param name="StayId">The stay that the change began, from the deal's history: refused when the deal went on since.</param>
    public sealed record Request(Guid StayId);

    public static void Map(RouteGroupBuilder deals) => deals.MapPost("{id:guid}/step-back",
        async (Guid id, Request request, Actor actor, StepDealBack step, CancellationToken stop) =>
        {
            await step.Run(actor, id, request, stop);
            return TypedResults.NoContent();
        });

    public async Task<StageChange> Run(Actor actor, Guid id, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version: null, stop);
        var pipeline = await db.WithStages(deal.PipelineId, stop);
        if (deal.Now.Id != request.StayId) throw new Refused(DealRefusals.MovedSince);
        var stage = pipeline.Row.FirstOrDefault(one => one.Id == deal.Before?.StageId) ?? throw new Refused(DealRefusals.NothingToTakeBack);
        deal.StepBack(request.StayId, stage, await calendar.Books(stop));
        await db.SaveChangesAsync(stop);
        return StageChange.Of(deal);
    }
}
