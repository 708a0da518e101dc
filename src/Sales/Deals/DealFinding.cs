using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Deals;

internal static class DealFinding
{
    /// <summary>A deal to change, with everything that its rules look at.</summary>
    public static async Task<Deal> EditableDeal(this CrmDb db, Actor actor, Guid id, int? version, CancellationToken stop)
    {
        var deal = await db.GetEditable<Deal>(actor, id, version, stop);
        await db.Entry(deal).Reference(d => d.Stage).LoadAsync(stop);
        await db.Entry(deal).Collection(d => d.Stays).LoadAsync(stop);
        await db.Entry(deal).Collection(d => d.Lines).Query().OrderBy(line => line.Order).LoadAsync(stop);
        return deal;
    }
}
