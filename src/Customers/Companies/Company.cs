using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Core.Text;

namespace Tandem.Customers.Companies;

/// <summary>An organisation. Companies form a tree: a subsidiary stands below its parent.</summary>
internal sealed class Company : Customer
{
    /// <summary>How deep a tree may be.</summary>
    public const int MostLevels = 20;

    internal Company()
    {
    }

    public Company(string name, Guid? id = null)
    {
        Id = id ?? Id;
        Rename(name);
    }

    /// <summary>The domain that names it, in lower-case ASCII without <c>www.</c>: what tells two of the same name apart.</summary>
    public string? Domain { get; private set; }

    public string? DomainFolded { get; private set; }

    public string? Website { get; private set; }

    public string? Industry { get; private set; }

    public string? IndustryFolded { get; private set; }

    /// <summary>Number of people who work there.</summary>
    public int? Employees { get; private set; }

    public decimal? AnnualRevenue { get; private set; }

    public string? AnnualRevenueCurrency { get; private set; }

    public string? Address { get; internal set; }

    /// <summary>Year of foundation, Gregorian.</summary>
    public int? Founded { get; private set; }

    /// <summary>E.164, or the digits as typed.</summary>
    public string? Phone { get; internal set; }

    public string? Description { get; internal set; }

    /// <summary>The company it belongs to.</summary>
    public Guid? ParentId { get; private set; }

    public void Rename(string? name) => NameIt(name);

    /// <summary>Reads the domain out of an address, an e-mail or a bare host.</summary>
    public void UseDomain(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Domain = DomainFolded = null;
            return;
        }

        Domain = Domains.OfUrlOrEmail(text) ?? throw Refused.On("domain", RecordRefusals.WrongType, ("field", "domain"), ("expected", "domain"));
        DomainFolded = Folding.Fold(Domain);
    }

    /// <summary>The domain follows the website until someone gives another one.</summary>
    public void UseWebsite(string? website)
    {
        var followed = Domain is null || Domain == Domains.OfUrlOrEmail(Website);
        Website = website;
        if (followed && Domains.OfUrlOrEmail(website) is { } domain) UseDomain(domain);
    }

    public void WorkIn(string? industry)
    {
        Industry = industry;
        IndustryFolded = Folding.Fold(industry);
    }

    public void Employ(int? people)
    {
        if (people < 0) throw Refused.On("employees", CompanyRefusals.NegativeNumber);
        Employees = people;
    }

    public void Earn(Money? revenue)
    {
        AnnualRevenue = revenue?.Amount;
        AnnualRevenueCurrency = revenue?.Currency;
    }

    public void FoundIn(int? year)
    {
        if (year is < 1 or > 2200) throw Refused.On("founded", CompanyRefusals.NoSuchYear);
        Founded = year;
    }

    /// <summary>Puts it below another company. Whether that one is below this one is checked by <see cref="CompanyRules"/>.</summary>
    public void PutUnder(Guid? parentId)
    {
        if (parentId == Id) throw Refused.On("parentId", CompanyRefusals.ParentLoop);
        ParentId = parentId;
    }

    internal static new void Map(ModelBuilder model) => model.Entity<Company>(company =>
    {
        const string Kind = CompanyRecord.TypeKey;
        company.Property(c => c.AnnualRevenue).HasPrecision(19, 4);
        company.HasCommonIndexes(Kind);
        company.HasListIndex(Kind, "industry", c => new { c.IndustryFolded, c.NameSortKey, c.Id, c.OwnerId });
        company.HasListIndex(Kind, "employees", c => new { c.Employees, c.Id });
        company.HasListIndex(Kind, "revenue", c => new { c.AnnualRevenue, c.Id });
        company.HasKeyIndex(Kind, "domain", c => new { c.DomainFolded, c.Id });
        company.HasIndex([nameof(ParentId)], "ix_company_parent").HasFilter($"kind = '{Kind}' AND parent_id IS NOT NULL");
    });
}

internal static class CompanyRefusals
{
    public const string ParentLoop = "company.parent-loop";
    public const string TooDeep = "company.too-deep";
    public const string NegativeNumber = "company.negative-number";
    public const string NoSuchYear = "company.no-such-year";
}
