using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Commerce.Products;

/// <summary>Something the workspace sells, with the price that is offered before anyone haggles.</summary>
internal sealed class Product : Record, ISortable, ICustomizable
{
    public const int MaxNameLength = 300;

    internal Product()
    {
    }

    public Product(string name, Guid? id = null)
    {
        Id = id ?? Id;
        Rename(name);
    }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public string NameSortKey { get; private set; } = "";

    /// <summary>The seller's own number for it.</summary>
    public string? Sku { get; private set; }

    public string? SkuFolded { get; private set; }

    /// <summary>Products of one family, such as a series.</summary>
    public string? Family { get; private set; }

    public string? FamilyFolded { get; private set; }

    public string? Description { get; internal set; }

    /// <summary>Values of the workspace's own fields.</summary>
    public CustomValues Custom { get; set; } = CustomValues.None;

    public decimal? Price { get; private set; }

    public string? PriceCurrency { get; private set; }

    /// <summary>What is no longer sold stays on old deals and is offered on no new one.</summary>
    public bool Active { get; internal set; } = true;

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    public void Number(string? sku)
    {
        Sku = sku;
        SkuFolded = Folding.Fold(sku);
    }

    public void PutInto(string? family)
    {
        Family = family;
        FamilyFolded = Folding.Fold(family);
    }

    public void SetPrice(Money? price)
    {
        if (price is { Amount: < 0 }) throw Refused.On("price", ProductRefusals.NegativePrice);
        Price = price?.Amount;
        PriceCurrency = price?.Currency;
    }

    void ISortable.SortBy(SortBasis basis) => NameSortKey = SortKeys.Of(Name, basis.Language) ?? "";

    internal static void Map(ModelBuilder model) => model.Entity<Product>(product =>
    {
        product.ToTable("products");
        product.Property(p => p.Name).HasMaxLength(MaxNameLength);
        product.HasIndex(p => new { p.NameSortKey, p.Id });
        product.HasIndex(p => p.NameFolded);
        product.HasIndex(p => p.SkuFolded);
    });
}

internal static class ProductRefusals
{
    public const string NegativePrice = "product.negative-price";
}
