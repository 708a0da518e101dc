using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Affiliations;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Data;

namespace Tandem.Customers;

internal static class CustomerSets
{
    extension(CrmDb db)
    {
        public DbSet<Company> Companies => db.Set<Company>();

        public DbSet<Person> People => db.Set<Person>();

        public DbSet<Affiliation> Affiliations => db.Set<Affiliation>();
    }
}
