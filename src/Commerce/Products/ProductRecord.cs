using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records;

namespace Tandem.Commerce.Products;

internal sealed class ProductRecord : RecordType<Product>
{
    public ProductRecord() : base("product", "products", "package")
    {
        var name = Text("name", p => p.Name, (p, v) => p.Rename(v)).FoldedBy(p => p.NameFolded).SortedBy(p => p.NameSortKey)
            .AtMost(Product.MaxNameLength).IsRequired().IsSearchable().IsIndexed().IsListed();
        var sku = Text("sku", p => p.Sku, (p, v) => p.Number(v)).FoldedBy(p => p.SkuFolded).AtMost(100).IsSearchable().IsIndexed().IsListed();
        Text("family", p => p.Family, (p, v) => p.PutInto(v)).FoldedBy(p => p.FamilyFolded).AtMost(200).IsListed();
        Money("price", p => p.Price, p => p.PriceCurrency, (p, v) => p.SetPrice(v)).IsListed();
        YesNo("active", p => p.Active, (p, v) => p.Active = v ?? true).IsListed();
        LongText("description", p => p.Description, (p, v) => p.Description = v);
        Times();
        Titled(name, sku);
        MatchedBy("sku", "name");
        SortedBy("name");
        AskedLike("price between 100 and 500");
    }
}

internal sealed class ProductRules : RecordRules<Product>
{
    public override Product Blank(Actor actor) => new();
}
