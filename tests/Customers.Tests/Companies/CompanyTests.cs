using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Customers.Companies;

namespace Tandem.Customers.Tests.Companies;

public class CompanyTests
{
    [Fact]
    public void The_domain_follows_the_website_until_one_is_given()
    {
        var company = new Company("Brightwater");
        company.UseWebsite("https://www.brightwater.example/about");
        company.Domain.ShouldBe("brightwater.example");
        company.UseDomain("sales@bw.example");
        company.UseWebsite("https://other.example");
        company.Domain.ShouldBe("bw.example");
    }

    [Fact]
    public void A_domain_is_a_domain() =>
        Should.Throw<Refused>(() => new Company("Brightwater").UseDomain("not one")).Code.ShouldBe(RecordRefusals.WrongType);

    [Fact]
    public void A_company_is_not_its_own_parent()
    {
        var company = new Company("Brightwater");
        Should.Throw<Refused>(() => company.PutUnder(company.Id)).Code.ShouldBe(CompanyRefusals.ParentLoop);
    }

    [Fact]
    public void Numbers_of_people_and_years_make_sense()
    {
        Should.Throw<Refused>(() => new Company("Brightwater").Employ(-1)).Code.ShouldBe(CompanyRefusals.NegativeNumber);
        Should.Throw<Refused>(() => new Company("Brightwater").FoundIn(9999)).Code.ShouldBe(CompanyRefusals.NoSuchYear);
    }

    [Fact]
    public void A_company_has_a_name() => Should.Throw<Refused>(() => new Company(" ")).Code.ShouldBe(RecordRefusals.RequiredField);
}
