using Tandem.Core.Records;

namespace Tandem.Customers.People;

internal sealed class PersonRecord : RecordType<Person>
{
    public const string TypeKey = "person";

    public PersonRecord() : base(TypeKey, "people", "circle-user")
    {
        var name = Text("name", p => p.Name, (p, v) => p.Rename(v)).FoldedBy(p => p.NameFolded).SortedBy(p => p.NameSortKey)
            .AtMost(Customer.MaxNameLength).IsRequired().IsSearchable().IsIndexed().IsListed().IsPersonal();
        Text("givenName", p => p.GivenName, (p, v) => p.CallGiven(v)).AtMost(Customer.MaxShortText).IsPersonal();
        Text("familyName", p => p.FamilyName, (p, v) => p.CallFamily(v)).AtMost(Customer.MaxShortText).IsPersonal();
        Text("title", p => p.JobTitle, (p, v) => p.JobTitle = v).AtMost(Customer.MaxShortText).IsListed();
        Reference("company", "company", p => p.CompanyId, (p, v) => p.WorkMainlyFor(v)).IsIndexed().IsListed();
        var email = Text(FieldKind.Email, "email", p => p.PrimaryEmail, (p, v) => p.ReachFirstBy(v)).FoldedBy(p => p.PrimaryEmailFolded)
            .IsIndexed().IsListed().IsPersonal().IsInDirectory();
        Text(FieldKind.Phone, "phone", p => p.PrimaryPhone, (p, v) => p.CallFirstOn(v)).FoldedBy(p => p.PrimaryPhoneFolded).IsIndexed().IsListed().IsPersonal();
        ContactPoints(FieldKind.Emails, "emails", p => p.Emails, p => p.EmailPoints, (p, v) => p.ReachBy(v)).IsSearchable().IsPersonal();
        ContactPoints(FieldKind.Phones, "phones", p => p.Phones, p => p.PhonePoints, (p, v) => p.CallOn(v)).IsSearchable().IsPersonal();
        Text("city", p => p.City, (p, v) => p.LocateIn(v)).FoldedBy(p => p.CityFolded).AtMost(Customer.MaxShortText).IsIndexed().IsListed();
        Text(FieldKind.Country, "country", p => p.Country, (p, v) => p.Country = v).IsIndexed();
        Date("birthday", p => p.Birthday, (p, v) => p.Birthday = v).IsPersonal();
        Text(FieldKind.Language, "language", p => p.Language, (p, v) => p.Language = v).AtMost(35);
        Text(FieldKind.TimeZone, "timeZone", p => p.TimeZone, (p, v) => p.TimeZone = v).AtMost(60);
        Reference("owner", "user", p => p.OwnerId, (p, v) => p.AssignTo(v)).IsIndexed().IsListed();
        Tags("tags", p => p.Tags, (p, v) => p.Tags = v ?? []);
        Text("externalId", p => p.ExternalId, (p, v) => p.KnownElsewhereAs(v)).FoldedBy(p => p.ExternalIdFolded).AtMost(Customer.MaxShortText).IsIndexed();
        Times();
        Titled(name, email);
        MatchedBy("externalId", "email", "phone", "name");
        SortedBy("name");
        AskedLike("email is not empty and createdAt within 30 days");
        Related("affiliations", "affiliation", "person");
    }
}
