using Microsoft.AspNetCore.Identity;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>Someone who signs in, or, while inactive, someone to whom imported records belong.</summary>
public sealed class User : IdentityUser<Guid>, IRecord
{
    public const int MaxNameLength = 200;

    private User()
    {
    }

    public User(string name, string? email, Role role, Guid? teamId)
    {
        Id = Ids.New();
        Rename(name);
        Email = email;
        UserName = email ?? Id.ToString("n");
        Role = role;
        TeamId = teamId;
        SecurityStamp = Ids.New().ToString("n");
        LockoutEnabled = true;
    }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public Role Role { get; set; }

    public Guid? TeamId { get; set; }

    /// <summary>Inactive users cannot sign in; their records stay theirs until someone takes them over.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Own language, calendar, time zone and theme; null follows the workspace.</summary>
    public string? Language { get; set; }

    public string? Calendar { get; set; }

    public string? TimeZone { get; set; }

    public string? Theme { get; set; }

    /// <summary>Whether single-letter keys act as shortcuts.</summary>
    public bool Shortcuts { get; set; } = true;

    public int Version { get; internal set; } = 1;

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    public void Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        if (trimmed.Length > MaxNameLength) throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", MaxNameLength));
        Name = trimmed;
        NameFolded = Folding.Fold(trimmed) ?? "";
    }

    /// <summary>The address to sign in with. It is given as <see cref="EmailAddresses"/> normalises it.</summary>
    public void SignInWith(string email, ILookupNormalizer normalizer)
    {
        Email = UserName = email;
        NormalizedEmail = normalizer.NormalizeEmail(email);
        NormalizedUserName = normalizer.NormalizeName(email);
    }

    /// <summary>A new password, of which only the hash is known. Sessions and links that were made before end.</summary>
    public void ChoosePassword(string hash)
    {
        PasswordHash = hash;
        EndSessions();
    }

    /// <summary>Keeps the user out, at once; what they own stays theirs.</summary>
    public void Deactivate()
    {
        Active = false;
        EndSessions();
    }

    public void Reactivate() => Active = true;

    private void EndSessions() => SecurityStamp = Ids.New().ToString("n");
}

/// <summary>People who work together and see each other's records. Teams form a tree: a team sees what the teams below it see.</summary>
public sealed class Team : Record
{
    private Team()
    {
    }

    public Team(string name, Guid? parentId = null)
    {
        Rename(name);
        ParentId = parentId;
    }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public Guid? ParentId { get; private set; }

    /// <summary>Who leads it; also a member.</summary>
    public Guid? LeadId { get; set; }

    public void Rename(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        if (trimmed.Length > User.MaxNameLength) throw Refused.On("name", RecordRefusals.TooLong, ("field", "name"), ("max", User.MaxNameLength));
        Name = trimmed;
        NameFolded = Folding.Fold(trimmed) ?? "";
    }

    /// <summary>Puts the team below another one. The caller passes that one's ancestors, nearest first.</summary>
    public void MoveBelow(Guid? parentId, IEnumerable<Guid> ancestors)
    {
        if (parentId == Id || ancestors.Contains(Id)) throw Refused.On("parent", AccessRefusals.TeamLoop);
        ParentId = parentId;
    }
}
