using Tandem.Commerce.Products;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Commerce.Contracts;

/// <summary>A product to be put in.</summary>
public sealed record NewProduct(Guid Id, string Name)
{
    public string? Sku { get; init; }

    public string? Family { get; init; }

    public string? Description { get; init; }

    public Money? Price { get; init; }

    /// <summary>When and by whom it was made; null for now.</summary>
    public Past? Past { get; init; }
}

/// <summary>Makes many products at once, for demo data and migrations; <see cref="RecordIntake"/> puts them in.</summary>
public static class CreateProducts
{
    public static IEnumerable<IRecord> Make(IEnumerable<NewProduct> products) => products.Select(IRecord (product) => Made(product));

    private static Product Made(NewProduct given)
    {
        var product = new Product(given.Name, given.Id) { Description = given.Description };
        product.Number(given.Sku);
        product.PutInto(given.Family);
        product.SetPrice(given.Price);
        if (given.Past is not null) product.BeMade(given.Past);
        return product;
    }
}
