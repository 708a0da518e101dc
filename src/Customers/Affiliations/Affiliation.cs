using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Customers.Affiliations;

/// <summary>What a person is, or was, to a company: a title, from when, until when.</summary>
internal sealed class Affiliation : Record, IAbout
{
    internal Affiliation()
    {
    }

    public Affiliation(Guid personId, Guid companyId, string? title = null, DateOnly? from = null, DateOnly? to = null)
    {
        AboutId = personId;
        CompanyId = companyId;
        Title = title;
        Last(from, to);
    }

    /// <summary>The person: who may see them may see it.</summary>
    public Guid? AboutId { get; private set; }

    public Guid? CompanyId { get; private set; }

    public string? Title { get; internal set; }

    public DateOnly? From { get; private set; }

    /// <summary>Last day; empty while it lasts.</summary>
    public DateOnly? To { get; private set; }

    public void Link(Guid? personId, Guid? companyId)
    {
        AboutId = personId ?? AboutId;
        CompanyId = companyId ?? CompanyId;
    }

    public void Last(DateOnly? from, DateOnly? to)
    {
        if (to < from) throw Refused.On("to", AffiliationRefusals.EndsBeforeItBegins);
        (From, To) = (from, to);
    }

    internal static void Map(ModelBuilder model) => model.Entity<Affiliation>(affiliation =>
    {
        affiliation.ToTable("affiliations");
        affiliation.Property(a => a.AboutId).HasColumnName("person_id");
        affiliation.Property(a => a.From).HasColumnName("from_date");
        affiliation.Property(a => a.To).HasColumnName("to_date");
        affiliation.Property(a => a.Title).HasMaxLength(Customer.MaxShortText);
        affiliation.HasIndex(a => a.AboutId);
        affiliation.HasIndex(a => a.CompanyId);
    });
}

internal static class AffiliationRefusals
{
    public const string EndsBeforeItBegins = "affiliation.ends-before-it-begins";
}

internal sealed class AffiliationRecord : RecordType<Affiliation>
{
    public AffiliationRecord() : base("affiliation", "affiliations", "briefcase")
    {
        var title = Text("title", a => a.Title, (a, v) => a.Title = v).AtMost(Customer.MaxShortText).IsListed();
        Reference("person", "person", a => a.AboutId, (a, v) => a.Link(v, null)).IsRequired().OnlyAtCreation().IsIndexed().IsListed();
        Reference("company", "company", a => a.CompanyId, (a, v) => a.Link(null, v)).IsRequired().OnlyAtCreation().IsIndexed().IsListed();
        Date("from", a => a.From, (a, v) => a.Last(v, a.To)).IsListed();
        Date("to", a => a.To, (a, v) => a.Last(a.From, v)).IsListed();
        Times();
        Titled(title);
    }
}
