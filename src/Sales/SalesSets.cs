using Microsoft.EntityFrameworkCore;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales;

/// <summary>The tables of this module.</summary>
internal static class SalesSets
{
    extension(CrmDb db)
    {
        public DbSet<Pipeline> Pipelines => db.Set<Pipeline>();

        public DbSet<Stage> Stages => db.Set<Stage>();

        public DbSet<LostReason> LostReasons => db.Set<LostReason>();

        public DbSet<Deal> Deals => db.Set<Deal>();
    }
}
