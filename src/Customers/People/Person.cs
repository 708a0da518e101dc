using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Customers.People;

/// <summary>
/// A human being. The name is free text, as people give it; given and family name are kept beside it where they are known,
/// because many names do not split.
/// </summary>
internal sealed class Person : Customer
{
    internal Person()
    {
    }

    public Person(string name, Guid? id = null)
    {
        Id = id ?? Id;
        Rename(name);
    }

    public string? GivenName { get; private set; }

    public string? FamilyName { get; private set; }

    /// <summary>Lower-case addresses, the primary one first.</summary>
    public List<string> Emails { get; private set; } = [];

    /// <summary>What each address is for; as many as there are addresses, empty for none.</summary>
    public List<string> EmailLabels { get; private set; } = [];

    public string? PrimaryEmail { get; private set; }

    public string? PrimaryEmailFolded { get; private set; }

    /// <summary>E.164 numbers, the primary one first.</summary>
    public List<string> Phones { get; private set; } = [];

    public List<string> PhoneLabels { get; private set; } = [];

    public string? PrimaryPhone { get; private set; }

    public string? PrimaryPhoneFolded { get; private set; }

    public string? JobTitle { get; internal set; }

    public DateOnly? Birthday { get; internal set; }

    /// <summary>IETF tag of the language they are written to in.</summary>
    public string? Language { get; internal set; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; internal set; }

    /// <summary>The main one of the companies they are affiliated with.</summary>
    public Guid? CompanyId { get; private set; }

    public Guid? PhotoId { get; private set; }

    public IReadOnlyList<ContactPoint> EmailPoints => Together(Emails, EmailLabels);

    public IReadOnlyList<ContactPoint> PhonePoints => Together(Phones, PhoneLabels);

    /// <summary>The name as it is shown. Without one it is put together from its parts.</summary>
    public void Rename(string? name) => NameIt(string.IsNullOrWhiteSpace(name) ? Joined() : name);

    public void CallGiven(string? given) => WithParts(() => GivenName = Part("givenName", given));

    public void CallFamily(string? family) => WithParts(() => FamilyName = Part("familyName", family));

    public void ReachBy(IReadOnlyList<ContactPoint> emails)
    {
        var points = Distinct("emails", emails.Select(point => point with
        {
            Value = EmailAddresses.TryNormalise(point.Value, out var address) ? address
                : throw Refused.On("emails", RecordRefusals.WrongType, ("field", "emails"), ("expected", "email")),
        }));
        (Emails, EmailLabels) = Apart(points);
        PrimaryEmail = points.FirstOrDefault()?.Value;
        PrimaryEmailFolded = Folding.Fold(PrimaryEmail);
    }

    /// <summary>Puts an address first; none takes the first one away.</summary>
    public void ReachFirstBy(string? email) => ReachBy(First(EmailPoints, email));

    public void CallOn(IReadOnlyList<ContactPoint> phones)
    {
        var points = Distinct("phones", phones.Where(point => point.Value.Length > 0));
        (Phones, PhoneLabels) = Apart(points);
        PrimaryPhone = points.FirstOrDefault()?.Value;
        PrimaryPhoneFolded = Folding.Fold(PrimaryPhone);
    }

    public void CallFirstOn(string? phone) => CallOn(First(PhonePoints, phone));

    /// <summary>Makes a company the main one. The affiliation with it is the matter of <see cref="PersonRules"/>.</summary>
    public void WorkMainlyFor(Guid? companyId) => CompanyId = companyId;

    public void ShowAs(Guid? photoId) => PhotoId = photoId;

    internal static new void Map(ModelBuilder model) => model.Entity<Person>(person =>
    {
        const string Kind = PersonRecord.TypeKey;
        person.Ignore(p => p.EmailPoints);
        person.Ignore(p => p.PhonePoints);
        person.Property(p => p.PrimaryEmail).IsDerived();
        person.Property(p => p.PrimaryPhone).IsDerived();
        person.HasCommonIndexes(Kind);
        person.HasSparseListIndex(Kind, "company", "company_id", p => new { p.CompanyId, p.NameSortKey, p.Id });
        person.HasKeyIndex(Kind, "email", p => new { p.PrimaryEmailFolded, p.Id });
        person.HasKeyIndex(Kind, "phone", p => new { p.PrimaryPhoneFolded, p.Id });
    });

    private void WithParts(Action change)
    {
        var followed = Name.Length == 0 || Name == Joined();
        change();
        if (followed && Joined() is { Length: > 0 } joined) NameIt(joined);
    }

    private string Joined() => $"{GivenName} {FamilyName}".Trim();

    private static string? Part(string field, string? text)
    {
        var trimmed = text?.Trim();
        if (trimmed?.Length > MaxShortText) throw Refused.On(field, RecordRefusals.TooLong, ("field", field), ("max", MaxShortText));
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private static List<ContactPoint> First(IReadOnlyList<ContactPoint> points, string? value)
    {
        if (value is null) return [.. points.Skip(1)];
        var known = points.FirstOrDefault(point => point.Value == value);
        var rest = known is null ? points.Skip(1) : points.Where(point => point != known);
        return [known ?? new ContactPoint(value, points is [var primary, ..] ? primary.Label : null), .. rest];
    }

    private static List<ContactPoint> Distinct(string field, IEnumerable<ContactPoint> points)
    {
        var distinct = points.DistinctBy(point => point.Value).ToList();
        return distinct.Count <= ContactPoint.Most ? distinct : throw Refused.On(field, PersonRefusals.TooManyContactPoints, ("max", ContactPoint.Most));
    }

    private static List<ContactPoint> Together(List<string> values, List<string> labels) =>
        [.. values.Select((value, i) => new ContactPoint(value, labels.ElementAtOrDefault(i) is { Length: > 0 } label ? label : null))];

    private static (List<string> Values, List<string> Labels) Apart(List<ContactPoint> points) =>
        ([.. points.Select(point => point.Value)], points.TrueForAll(point => point.Label is null) ? [] : [.. points.Select(point => point.Label ?? "")]);
}

internal static class PersonRefusals
{
    public const string TooManyContactPoints = "person.too-many-contact-points";
}
