using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Api;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Closes a deal as won.</summary>
internal sealed class WinDeal(Crm crm, SalesCalendar calendar, TimeProvider clock)
{
    /// <param name="On">The day that counts in reports; today when it is not named.</param>
    public sealed record Request(DateOnly? On = null);

    public static void Map(RouteGroupBuilder deals) => deals.MapPost("{id:guid}/win",
        async (Guid id, SeenVersion version, Request? request, Actor actor, WinDeal win, CancellationToken stop) =>
        {
            await win.Run(actor, id, version, request ?? new Request(), stop);
            return TypedResults.NoContent();
        });

    public async Task<StageChange> Run(Actor actor, Guid id, int version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version, stop);
        var books = await calendar.Books(stop);
        var won = (await db.WithStages(deal.PipelineId, stop)).Won;
        deal.Win(won, request.On ?? books.Today, books, actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return StageChange.Of(deal);
    }
}
