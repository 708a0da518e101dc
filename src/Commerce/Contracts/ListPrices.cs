using Microsoft.EntityFrameworkCore;
using Tandem.Commerce.Products;
using Tandem.Core.Finance;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Commerce.Contracts;

/// <summary>What products cost by the list, for many at once.</summary>
public static class ListPrices
{
    /// <summary>By product, as the actor may see them; those without a price are absent.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Money>> Of(CrmDb db, Actor actor, IReadOnlyCollection<Guid> products, CancellationToken stop)
    {
        var wanted = products.Distinct().ToArray();
        var priced = await db.Set<Product>().AsNoTracking().VisibleTo(actor, db).Where(product => wanted.Contains(product.Id) && product.Price != null)
            .Select(product => new { product.Id, product.Price, product.PriceCurrency }).ToListAsync(stop);
        return priced.ToDictionary(product => product.Id, product => new Money(product.Price!.Value, product.PriceCurrency ?? ""));
    }
}
