using Tandem.Core.Records;

namespace Tandem.Platform.Access;

internal sealed class UserRecord : RecordType<User>
{
    public UserRecord() : base("user", "users", "circle-user")
    {
        var name = Text("name", u => u.Name).FoldedBy(u => u.NameFolded).IsSearchable().IsListed();
        var email = Text(FieldKind.Email, "email", u => u.Email).FoldedBy(u => u.NormalizedEmail).IsSearchable().IsListed().IsPersonal();
        Choice("role", u => u.Role.ToString(), [.. Enum.GetNames<Role>().Select(role => new Choice(role, "role." + role))]).IsListed();
        Reference("team", "team", u => u.TeamId).IsListed();
        YesNo("active", u => u.Active).IsListed();
        Times();
        Titled(name, email);
        MatchedBy("email", "name");
        SortedBy("name");
    }
}

internal sealed class TeamRecord : RecordType<Team>
{
    public TeamRecord() : base("team", "teams", "users")
    {
        var name = Text("name", t => t.Name).FoldedBy(t => t.NameFolded).IsSearchable().IsListed();
        Reference("parent", "team", t => t.ParentId).IsListed();
        Reference("lead", "user", t => t.LeadId).IsListed();
        Times();
        Titled(name);
        MatchedBy("name");
        SortedBy("name");
    }
}
