using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tandem.Core.Matching;

namespace Tandem.Customers.Duplicates;

/// <summary>How likely two companies, or two people, are one, and why.</summary>
internal static class CustomerComparison
{
    /// <summary>From here on a pair is proposed.</summary>
    public const double Proposed = 0.5;

    // Of records that share a key, one pair in sixty-four is taken to be one before anything else is known.
    private const double Prior = -6;

    // A name in common, or one that is close, is worth about as much for companies as for people.
    private static readonly AgreementWeights PersonName = new(5, 3.5, -4), CompanyName = new(6, 3.5, -4);

    public static Comparison Of(MatchSubject a, MatchSubject b) => new(With(Name(a, b), a.IsPerson ? People(a, b) : Companies(a, b)), Prior);

    /// <summary>The comparison of two that may be proposed; null when they are not. Names, which cost most, are compared only where they can decide.</summary>
    public static Comparison? IfProposed(MatchSubject a, MatchSubject b)
    {
        var fields = a.IsPerson ? People(a, b) : Companies(a, b);
        if (new Comparison([.. fields, WeightsOfName(a).Of("name", Agreement.Same)], Prior).Score < Proposed) return null;
        var compared = new Comparison(With(Name(a, b), fields), Prior);
        return compared.Score >= Proposed ? compared : null;
    }

    /// <summary>Whether it is worth telling somebody who is typing one of them.</summary>
    public static bool IsWorthTelling(Comparison compared) => HasKey(compared) || compared["name"] is Agreement.Same or Agreement.Close;

    /// <summary>Whether they agree in something that names one only.</summary>
    public static bool HasKey(Comparison compared) => compared.Fields.Any(field => field is { Level: Agreement.Same, Field: "email" or "phone" or "domain" or "externalId" });

    /// <summary>Words that say nothing about which company it is, and titles before names of people; folded.</summary>
    public static readonly IReadOnlySet<string> Ignored = new HashSet<string>(StringComparer.Ordinal)
    {
        "gmbh", "ag", "kg", "ohg", "ug", "ev", "ltd", "limited", "llc", "llp", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "pty", "kft", "sro", "doo", "the", "and", "und",
        "ооо", "зао", "оао", "пао", "ао", "ип", "тоо", "компания", "شرکت", "سهامی", "خاص", "عام", "موسسه", "گروه", "tnhh", "cty", "mtv",
        "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "г", "г-н", "آقای", "خانم", "دکتر", "مهندس",
    };

    /// <summary>Under which keys a record lies; names in order, the narrowest first.</summary>
    public static MatchedKeys KeysOf(MatchSubject subject)
    {
        var names = NameKeys.Of(subject.Forms);
        return new MatchedKeys(
            [
                .. subject.Emails.Select(email => Hash(subject, "email", email)), .. subject.Phones.Select(phone => Hash(subject, "phone", phone)),
                .. subject.Domain is { } domain ? (long[])[Hash(subject, "domain", domain)] : [], .. subject.ExternalId is { } external ? (long[])[Hash(subject, "external", external)] : [],
            ],
            [.. names.Select(key => Hash(subject, "name", key))],
            subject.IsPerson ? [.. Beside(subject).SelectMany(beside => names.Select(key => Hash(subject, "name beside", $"{key}\n{beside}")))] : null);
    }

    /// <summary>What people of one name must have in common to be proposed.</summary>
    private static IEnumerable<string> Beside(MatchSubject subject)
    {
        if (!string.IsNullOrEmpty(subject.City)) yield return "city " + subject.City;
        if (subject.CompanyId is { } company) yield return $"company {company:n}";
        if (subject.Birthday is { } birthday) yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"birthday {birthday:yyyy-MM-dd}");
    }

    private static List<FieldAgreement> People(MatchSubject a, MatchSubject b) =>
    [
        new AgreementWeights(10, 0, 0).Of("email", Agreements.Shared(a.Emails, b.Emails)),
        new AgreementWeights(7, 0, 0).Of("phone", Agreements.Shared(a.Phones, b.Phones)),
        new AgreementWeights(12, 0, -1).Of("externalId", Agreements.Exact(a.ExternalId, b.ExternalId)),
        new AgreementWeights(3, 0, -0.5).Of("company", Agreements.Exact(a.CompanyId, b.CompanyId)),
        new AgreementWeights(2.5, 0, -0.5).Of("city", Agreements.Exact(a.City, b.City)),
        new AgreementWeights(5, 0, -6).Of("birthday", Agreements.Exact(a.Birthday, b.Birthday)),
    ];

    private static List<FieldAgreement> Companies(MatchSubject a, MatchSubject b) =>
    [
        new AgreementWeights(8, 0, -4).Of("domain", Agreements.Exact(a.Domain, b.Domain)),
        new AgreementWeights(7, 0, 0).Of("phone", Agreements.Shared(a.Phones, b.Phones)),
        new AgreementWeights(12, 0, -1).Of("externalId", Agreements.Exact(a.ExternalId, b.ExternalId)),
        new AgreementWeights(2.5, 0, -0.5).Of("city", Agreements.Exact(a.City, b.City)),
        new AgreementWeights(0.5, 0, -2).Of("country", Agreements.Exact(a.Country, b.Country)),
    ];

    private static FieldAgreement Name(MatchSubject a, MatchSubject b) => WeightsOfName(a).Of("name", NameKeys.Compare(a.Forms, b.Forms));

    private static AgreementWeights WeightsOfName(MatchSubject subject) => subject.IsPerson ? PersonName : CompanyName;

    /// <summary>After what names one only, and before the rest.</summary>
    private static List<FieldAgreement> With(FieldAgreement name, List<FieldAgreement> fields)
    {
        fields.Insert(3, name);
        return fields;
    }

    private static long Hash(MatchSubject subject, string kind, string value) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.RecordType}\n{kind}\n{value}")));
}

/// <summary>The keys of a record.</summary>
/// <param name="Exact">Of what names one only.</param>
/// <param name="Name">Of its name, the narrowest first.</param>
/// <param name="NameBeside">Of its name together with what else must agree before a pair is proposed; null where the name alone is enough.</param>
internal sealed record MatchedKeys(IReadOnlyList<long> Exact, IReadOnlyList<long> Name, IReadOnlyList<long>? NameBeside)
{
    /// <summary>All that are stored.</summary>
    public IEnumerable<long> All => Exact.Concat(Name).Concat(NameBeside ?? []).Distinct();

    /// <summary>Those under which whoever is typing finds others.</summary>
    public IEnumerable<long> ForTyping => Exact.Concat(Name).Distinct();

    /// <summary>Those under which pairs are looked for.</summary>
    public IEnumerable<long> ForPairs => Exact.Concat(NameBeside ?? Name).Distinct();
}
