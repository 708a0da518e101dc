using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Commerce.Import;
using Tandem.Commerce.Products;
using Tandem.Core.Records;
using Tandem.Platform;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Navigation;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;

namespace Tandem.Commerce;

/// <summary>What is sold: products.</summary>
public sealed class CommerceModule : Module
{
    public override IEnumerable<RecordType> RecordTypes => [new ProductRecord()];

    public override IEnumerable<NavigationEntry> Navigation => [new(NavigationGroup.Companies, 40, "type.product.plural", "package", "/products", VisibleTo: actor => actor.Sees("product"))];

    public override void AddServices(IServiceCollection services) => services.AddScoped<RecordRules<Product>, ProductRules>().AddScoped<ImportTarget, ProductImport>().AddRecordPages<Product>();

    public override void MapPages(RouteGroupBuilder pages) => pages.MapRecordPages<Product>(new RecordPageOptions("/products", "product.new"));

    public override void MapModel(ModelBuilder model) => Product.Map(model);
}
