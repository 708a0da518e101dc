namespace Tandem.Core.Tests.Filters;

internal sealed class TeamType : RecordType<Team>
{
    public TeamType() : base("team", "teams", "users") => Titled(Text("name", team => team.Name).FoldedBy(team => team.NameFolded));
}

internal sealed class MemberType : RecordType<Member>
{
    public MemberType() : base("user", "users", "user")
    {
        Titled(Text("name", user => user.Name).FoldedBy(user => user.NameFolded));
        Reference("team", "team", user => user.TeamId);
    }
}

internal sealed class CompanyType : RecordType<Company>
{
    public CompanyType() : base("company", "companies", "building")
    {
        Titled(Text("name", company => company.Name).FoldedBy(company => company.NameFolded).SortedBy(company => company.NameSortKey));
        Choice("industry", company => company.Industry, [new("retail", "company.industry.retail"), new("food", "Food & drink", LabelIsText: true), new("it", "company.industry.it")]);
        Text(FieldKind.Country, "country", company => company.Country);
        Integer("employees", company => company.Employees);
        ContactPoints(FieldKind.Emails, "emails", company => company.Emails, _ => [], (_, _) => { });
        ContactPoints(FieldKind.Phones, "phones", company => company.Phones, _ => [], (_, _) => { });
        Reference("owner", "user", company => company.OwnerId);
        Reference("parent", "company", company => company.ParentId);
        Related("deals", "deal", "company");
        Times();
    }
}

internal sealed class DealType : RecordType<Deal>
{
    public DealType() : base("deal", "deals", "handshake")
    {
        Titled(Text("title", deal => deal.Title).FoldedBy(deal => deal.TitleFolded).SortedBy(deal => deal.TitleSortKey));
        Text("source", deal => deal.Source).FoldedBy(deal => deal.SourceFolded).SortedBy(deal => deal.SourceSortKey);
        Text("code", deal => deal.Code);
        Choice("stage", deal => deal.Stage, [new("open", "deal.stage.open"), new("won", "deal.stage.won"), new("lost", "deal.stage.lost")]);
        Money("amount", deal => deal.Amount, deal => deal.Currency);
        Percent("probability", deal => deal.Probability);
        Integer("seats", deal => deal.Seats);
        Integer("score", deal => deal.Score);
        Date("closeDate", deal => deal.CloseDate);
        Instant("wonAt", deal => deal.WonAt);
        YesNo("urgent", deal => deal.Urgent);
        YesNo("archived", deal => deal.Archived);
        Tags("tags", deal => deal.Tags);
        Text(FieldKind.Email, "email", deal => deal.Email);
        Text(FieldKind.Phone, "phone", deal => deal.Phone);
        Reference("company", "company", deal => deal.CompanyId);
        Reference("owner", "user", deal => deal.OwnerId);
        Reference("region", "region", deal => null); // of a module that is not there
        AnyReference("about", deal => deal.CompanyId);
        Times();
    }
}
