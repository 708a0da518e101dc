using Tandem.Commerce.Contracts;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Demo.Filling;

/// <summary>A product with its price in the workspace's currency.</summary>
internal sealed record CatalogProduct(Guid Id, string Name, decimal Price, DemoProduct Source)
{
    /// <summary>How many a deal has: cheap things come in numbers.</summary>
    public int Often(Dice dice) => Source.Home ? dice.Chance(0.85) ? 1 : 2 : Source.Price > 5_000 ? dice.Between(1, 3) : dice.Between(1, 8);
}

/// <summary>What is sold, and in which currencies.</summary>
internal sealed class DemoCatalog
{
    private static readonly Dictionary<string, string> CurrencyByCountry = new(StringComparer.Ordinal) { ["GB"] = "GBP" };

    private readonly DemoScene scene;
    private readonly IReadOnlyList<CatalogProduct> products;

    public DemoCatalog(DemoScene scene)
    {
        this.scene = scene;
        var at = scene.Now.AddDays(-DemoScene.Days - 310);
        products = [.. scene.Words.Products.Select(product => new CatalogProduct(Ids.New(at), product.Name, scene.Words.Price(product), product))];
        Records = [.. CreateProducts.Make(products.Select(product => new NewProduct(product.Id, product.Name)
            { Sku = product.Source.Sku, Family = product.Source.Family, Price = new Money(product.Price, scene.Currency), Past = new Past(at, null) }))];
    }

    public IReadOnlyList<IRecord> Records { get; }

    public IReadOnlyList<CatalogProduct> ForCompanies => [.. products.Where(product => product.Source is { Home: false, Service: false })];

    public IReadOnlyList<CatalogProduct> ForPeople => [.. products.Where(product => product.Source.Home)];

    public IReadOnlyList<CatalogProduct> Contracts => [.. products.Where(product => product.Source.Service)];

    /// <summary>Most deals are in the workspace's currency; a foreign customer's may be in theirs.</summary>
    public string CurrencyOf(string? country, Dice dice)
    {
        if (country is not null && CurrencyByCountry.TryGetValue(country, out var own) && scene.Words.Rates.ContainsKey(own)) return dice.Chance(0.7) ? own : scene.Currency;
        return dice.Chance(0.06) ? scene.Words.Rates.Keys.First() : scene.Currency;
    }

    public decimal PriceIn(CatalogProduct product, string currency) => currency == scene.Currency ? product.Price : decimal.Ceiling(product.Price / scene.Words.Rates[currency] / 5) * 5;
}
