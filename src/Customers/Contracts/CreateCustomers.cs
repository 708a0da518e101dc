using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Customers.Affiliations;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Data;

namespace Tandem.Customers.Contracts;

/// <summary>A company to be put in; its parent stands before it.</summary>
public sealed record NewCompany(Guid Id, string Name)
{
    public string? Website { get; init; }

    public string? Industry { get; init; }

    public int? Employees { get; init; }

    public string? Country { get; init; }

    public string? City { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? OwnerId { get; init; }

    public string? Phone { get; init; }

    public Money? Revenue { get; init; }

    /// <summary>Year of foundation.</summary>
    public int? Founded { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When and by whom it was made; null for now.</summary>
    public Past? Past { get; init; }
}

/// <summary>A person to be put in; with a company, also affiliated with it.</summary>
public sealed record NewPerson(Guid Id, string Name)
{
    public string? JobTitle { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public DateOnly? Birthday { get; init; }

    public string? Language { get; init; }

    public Guid? CompanyId { get; init; }

    public Guid? OwnerId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When and by whom they were made; null for now.</summary>
    public Past? Past { get; init; }
}

/// <summary>Makes many companies and people at once, for demo data and migrations; <see cref="RecordIntake"/> puts them in.</summary>
public static class CreateCustomers
{
    /// <summary>The companies, the people, and their affiliations.</summary>
    public static IEnumerable<IRecord> Make(IEnumerable<NewCompany> companies, IEnumerable<NewPerson> people) => companies.Select(IRecord (company) => Made(company)).Concat(people.SelectMany(Made));

    private static Company Made(NewCompany given)
    {
        var company = new Company(given.Name, given.Id) { Country = given.Country, Phone = given.Phone, Tags = [.. given.Tags] };
        company.UseWebsite(given.Website);
        company.WorkIn(given.Industry);
        company.Employ(given.Employees);
        company.Earn(given.Revenue);
        company.FoundIn(given.Founded);
        company.LocateIn(given.City);
        company.PutUnder(given.ParentId);
        company.AssignTo(given.OwnerId);
        if (given.Past is not null) company.BeMade(given.Past);
        return company;
    }

    private static IEnumerable<IRecord> Made(NewPerson given)
    {
        var person = new Person(given.Name, given.Id) { JobTitle = given.JobTitle, Country = given.Country, Birthday = given.Birthday, Language = given.Language, Tags = [.. given.Tags] };
        if (given.Email is not null) person.ReachBy([new ContactPoint(given.Email)]);
        if (given.Phone is not null) person.CallOn([new ContactPoint(given.Phone)]);
        person.LocateIn(given.City);
        person.WorkMainlyFor(given.CompanyId);
        person.AssignTo(given.OwnerId);
        if (given.Past is not null) person.BeMade(given.Past);
        if (given.CompanyId is not { } company) return [person];
        var affiliation = new Affiliation(person.Id, company, given.JobTitle);
        if (given.Past is not null) affiliation.BeMade(given.Past);
        return [person, affiliation];
    }
}
