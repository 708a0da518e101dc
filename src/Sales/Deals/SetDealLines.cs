using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Platform.Api;

namespace Tandem.Sales.Deals;

/// <summary>Replaces the lines of a deal.</summary>
internal sealed class SetDealLines(Crm crm, SalesCalendar calendar)
{
    /// <param name="Lines">All lines, in order.</param>
    /// <param name="AmountFromLines">Whether the deal's amount is their sum.</param>
    public sealed record Request(IReadOnlyList<Line> Lines, bool AmountFromLines = true);

    /// <summary>A line as the API takes it; like <see cref="LineDraft"/>.</summary>
    /// <param name="UnitPrice">All prices of a deal are in one currency: the one that they name, else the deal's, the pipeline's or the workspace's.</param>
    public sealed record Line(Guid? ProductId, string? Description, decimal Quantity = 1m, Money? UnitPrice = null, decimal Discount = 0m);

    public static void Map(RouteGroupBuilder deals) => deals.MapPut("{id:guid}/lines",
        async (Guid id, SeenVersion version, Request request, Actor actor, SetDealLines set, CancellationToken stop) =>
        {
            await set.Run(actor, id, version, request, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, int version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.EditableDeal(actor, id, version, stop);
        await DemandProducts(db, actor, request.Lines, stop);
        var books = await calendar.Books(stop);
        var named = request.Lines.Select(line => line.UnitPrice?.Currency).OfType<string>().Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count > 1) throw Refused.On("lines", DealRefusals.LinesInSeveralCurrencies);
        var currency = named.FirstOrDefault() ?? deal.Currency
            ?? await db.Pipelines.Where(pipeline => pipeline.Id == deal.PipelineId).Select(pipeline => pipeline.Currency).FirstOrDefaultAsync(stop) ?? books.Rates.Base;
        if (!Currencies.Exists(currency)) throw Refused.On("lines", RecordRefusals.WrongType, ("field", "unitPrice"), ("expected", "currency"));
        deal.SetLines([.. request.Lines.Select(line => new LineDraft(line.ProductId, line.Description, line.Quantity, line.UnitPrice?.Amount, line.Discount))], request.AmountFromLines, currency, books);
        await db.SaveChangesAsync(stop);
    }

    private static async Task DemandProducts(CrmDb db, Actor actor, IReadOnlyList<Line> lines, CancellationToken stop)
    {
        var ids = lines.Select(line => line.ProductId).OfType<Guid>().Distinct().ToArray();
        var known = await db.RecordEntries.VisibleTo(actor, db).CountAsync(entry => entry.RecordType == "product" && ids.Contains(entry.RecordId), stop);
        if (known != ids.Length) throw Refused.On("lines", RecordRefusals.UnknownReference, ("field", "product"));
    }
}
