using Microsoft.EntityFrameworkCore;
using Tandem.Core.Matching;
using Tandem.Core.Text;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Data;

namespace Tandem.Customers.Duplicates;

/// <summary>What a company or a person is compared by: a stored one, or one that is being typed.</summary>
internal sealed record MatchSubject(Guid Id, string RecordType, string? Name)
{
    private NameForms? forms;

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<string> Phones { get; init; } = [];

    public string? Domain { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public Guid? CompanyId { get; init; }

    public DateOnly? Birthday { get; init; }

    public string? ExternalId { get; init; }

    public Guid? OwnerId { get; init; }

    /// <summary>The name, ready to be compared.</summary>
    public NameForms Forms => forms ??= new NameForms(Name, CustomerComparison.Ignored);

    public bool IsPerson => RecordType == PersonRecord.TypeKey;

    /// <summary>The living ones among the ids.</summary>
    public static async Task<List<MatchSubject>> Load(CrmDb db, string recordType, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return [];
        return recordType == PersonRecord.TypeKey
            ? await db.People.AsNoTracking().Where(p => ids.Contains(p.Id) && p.DeletedAt == null).Select(p => new MatchSubject(p.Id, PersonRecord.TypeKey, p.Name)
            {
                Emails = p.Emails, Phones = p.Phones, City = p.CityFolded, Country = p.Country, CompanyId = p.CompanyId, Birthday = p.Birthday, ExternalId = p.ExternalIdFolded, OwnerId = p.OwnerId,
            }).ToListAsync(stop)
            : (await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id) && c.DeletedAt == null)
                .Select(c => new { c.Id, c.Name, c.DomainFolded, c.Phone, c.CityFolded, c.Country, c.ExternalIdFolded, c.OwnerId }).ToListAsync(stop)).ConvertAll(c => new MatchSubject(c.Id, CompanyRecord.TypeKey, c.Name)
                {
                    Domain = c.DomainFolded, Phones = c.Phone is null ? [] : [c.Phone], City = c.CityFolded, Country = c.Country, ExternalId = c.ExternalIdFolded, OwnerId = c.OwnerId,
                });
    }

    /// <summary>As somebody typed it so far; what is not readable yet says nothing.</summary>
    public static MatchSubject Typed(string recordType, Func<string, IReadOnlyList<string>> typed, string? homeCountry)
    {
        string? One(string field) => typed(field).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim();
        var name = One("name") ?? $"{One("givenName")} {One("familyName")}".Trim();
        var phones = typed("phones").Concat(typed("phone")).Select(text => PhoneNumbers.Normalise(text, One("country") ?? homeCountry)).Where(phone => phone.IsInternational).Select(phone => phone.Value);
        return new MatchSubject(Guid.TryParse(One("id"), out var id) ? id : Guid.Empty, recordType, name)
        {
            Emails = [.. typed("emails").Concat(typed("email")).Select(text => EmailAddresses.TryNormalise(text, out var address) ? address : null).OfType<string>().Distinct(StringComparer.Ordinal)],
            Phones = [.. phones.Distinct(StringComparer.Ordinal)], Domain = Folding.Fold(Domains.OfUrlOrEmail(One("domain")) ?? Domains.OfUrlOrEmail(One("website"))), City = Folding.Fold(One("city")), Country = One("country"),
            CompanyId = Guid.TryParse(One("companyId"), out var company) ? company : null, ExternalId = Folding.Fold(One("externalId")),
            Birthday = DateOnly.TryParseExact(One("birthday"), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var born) ? born : null,
        };
    }
}
