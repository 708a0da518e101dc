using Tandem.Core.Records;

namespace Tandem.Customers.Companies;

internal sealed class CompanyRecord : RecordType<Company>
{
    public const string TypeKey = "company";

    public CompanyRecord() : base(TypeKey, "companies", "building-2")
    {
        var name = Text("name", c => c.Name, (c, v) => c.Rename(v)).FoldedBy(c => c.NameFolded).SortedBy(c => c.NameSortKey)
            .AtMost(Customer.MaxNameLength).IsRequired().IsSearchable().IsIndexed().IsListed();
        var domain = Text("domain", c => c.Domain, (c, v) => c.UseDomain(v)).FoldedBy(c => c.DomainFolded).AtMost(253).IsSearchable().IsIndexed().IsListed();
        Text(FieldKind.Url, "website", c => c.Website, (c, v) => c.UseWebsite(v));
        Text("industry", c => c.Industry, (c, v) => c.WorkIn(v)).FoldedBy(c => c.IndustryFolded).AtMost(Customer.MaxShortText).IsIndexed().IsListed();
        Integer("employees", c => c.Employees, (c, v) => c.Employ(v)).IsIndexed().IsListed();
        Money("annualRevenue", c => c.AnnualRevenue, c => c.AnnualRevenueCurrency, (c, v) => c.Earn(v)).IsIndexed();
        Text(FieldKind.Phone, "phone", c => c.Phone, (c, v) => c.Phone = v).IsSearchable();
        Text(FieldKind.Country, "country", c => c.Country, (c, v) => c.Country = v).IsIndexed().IsListed();
        Text("city", c => c.City, (c, v) => c.LocateIn(v)).FoldedBy(c => c.CityFolded).AtMost(Customer.MaxShortText).IsIndexed().IsListed();
        Text("address", c => c.Address, (c, v) => c.Address = v);
        Integer("founded", c => c.Founded, (c, v) => c.FoundIn(v)).IsYear();
        Reference("parent", TypeKey, c => c.ParentId, (c, v) => c.PutUnder(v)).IsIndexed();
        Reference("owner", "user", c => c.OwnerId, (c, v) => c.AssignTo(v)).IsIndexed().IsListed();
        Tags("tags", c => c.Tags, (c, v) => c.Tags = v ?? []);
        LongText("description", c => c.Description, (c, v) => c.Description = v);
        Text("externalId", c => c.ExternalId, (c, v) => c.KnownElsewhereAs(v)).FoldedBy(c => c.ExternalIdFolded).AtMost(Customer.MaxShortText).IsIndexed();
        Times();
        Titled(name, domain);
        MatchedBy("externalId", "domain", "name");
        SortedBy("name");
        AskedLike("employees >= 50 and owner = me");
        Related("people", "affiliation", "company");
        Related("subsidiaries", TypeKey, "parent");
    }
}
