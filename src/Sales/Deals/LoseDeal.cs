using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Api;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Closes a deal as lost, with the reason.</summary>
internal sealed class LoseDeal(Crm crm, SalesCalendar calendar, TimeProvider clock)
{
    /// <param name="ReasonId">One of the workspace's lost reasons.</param>
    /// <param name="Note">In own words.</param>
    /// <param name="On">The day that counts in reports; today when it is not named.</param>
    public sealed record Request(Guid? ReasonId, string? Note = null, DateOnly? On = null);

    public static void Map(RouteGroupBuilder deals) => deals.MapPost("{id:guid}/lose",
        async (Guid id, SeenVersion version, Request request, Actor actor, LoseDeal lose, CancellationToken stop) =>
        {
            await lose.Run(actor, id, version, request, stop);
            return TypedResults.NoContent();
        });

    public async Task<StageChange> Run(Actor actor, Guid id, int version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version, stop);
        if (request.ReasonId is not { } reasonId) throw Refused.On("reasonId", DealRefusals.ReasonRequired);
        var reason = await db.LostReasons.FirstOrDefaultAsync(one => one.Id == reasonId && one.DeletedAt == null, stop) ?? throw Refused.On("reasonId", DealRefusals.UnknownReason);
        if (reason.Retired) throw Refused.On("reasonId", DealRefusals.RetiredReason);
        var books = await calendar.Books(stop);
        var lost = (await db.WithStages(deal.PipelineId, stop)).Lost;
        deal.Lose(lost, reason, request.Note, request.On ?? books.Today, books, actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return StageChange.Of(deal);
    }
}
