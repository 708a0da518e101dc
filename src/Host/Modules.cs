using Tandem.Activities;
using Tandem.Commerce;
using Tandem.Customers;
using Tandem.Demo;
using Tandem.Platform.Data;
using Tandem.Sales;

namespace Tandem.Host;

/// <summary>The modules that make up the product: the one list of them.</summary>
public static class Modules
{
    public static ModuleSet All() => new([new CustomersModule(), new ActivitiesModule(), new CommerceModule(), new SalesModule(), new DemoModule()]);
}
