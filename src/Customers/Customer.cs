using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Data;

namespace Tandem.Customers;

/// <summary>
/// The party that one sells to: a company or a person. Both live in one table, so that timeline, consent, loyalty and tickets attach to either.
/// </summary>
internal abstract class Customer : OwnedRecord, ISortable, ICustomizable
{
    public const int MaxNameLength = 300;
    public const int MaxShortText = 200;

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public string NameSortKey { get; private set; } = "";

    /// <summary>ISO 3166 alpha-2.</summary>
    public string? Country { get; internal set; }

    public string? City { get; private set; }

    public string? CityFolded { get; private set; }

    public List<string> Tags { get; internal set; } = [];

    /// <summary>Values of the workspace's own fields.</summary>
    public CustomValues Custom { get; set; } = CustomValues.None;

    /// <summary>The key of the record in the system it came from.</summary>
    public string? ExternalId { get; private set; }

    public string? ExternalIdFolded { get; private set; }

    public void LocateIn(string? city)
    {
        City = city;
        CityFolded = Folding.Fold(city);
    }

    public void KnownElsewhereAs(string? externalId)
    {
        ExternalId = externalId;
        ExternalIdFolded = Folding.Fold(externalId);
    }

    void ISortable.SortBy(SortBasis basis) => NameSortKey = SortKeys.Of(Name, basis.Language);

    private protected void NameIt(string? name)
    {
        var trimmed = name?.Trim();
        if (string.IsNullOrEmpty(trimmed)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        if (trimmed.Length > MaxNameLength) throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", MaxNameLength));
        Name = trimmed;
        NameFolded = Folding.Fold(trimmed);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Customer>(customer =>
        {
            customer.ToTable("customers");
            customer.HasDiscriminator<string>("Kind").HasValue<Company>(CompanyRecord.TypeKey).HasValue<Person>(PersonRecord.TypeKey);
            customer.Property("Kind").HasMaxLength(20);
            customer.Property(c => c.Name).HasMaxLength(MaxNameLength);
        });
        Company.Map(model);
        Person.Map(model);
    }
}
