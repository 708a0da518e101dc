using System.Security.Cryptography;
using System.Text;
using Tandem.Platform.Data;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Access;

/// <summary>Lets a program in. It is an actor with a role and, if wanted, a team. Only the key's hash is stored.</summary>
public sealed class ApiKey : Record
{
    private const string Prefix = "tdm_";

    private ApiKey()
    {
    }

    private ApiKey(string name, Role role, Guid? teamId, string secret)
    {
        Name = name;
        Role = role;
        TeamId = teamId;
        Hash = HashOf(secret);
        Hint = secret[..(Prefix.Length + 4)];
    }

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    public Guid? TeamId { get; private set; }

    /// <summary>SHA-256 of the key: it has 160 random bits, so that a slow hash adds nothing.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The first characters, to tell keys apart.</summary>
    public string Hint { get; private set; } = "";

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>A new key and its secret, which is shown once.</summary>
    public static (ApiKey Key, string Secret) Make(string name, Role role, Guid? teamId)
    {
        var secret = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        return (new ApiKey(name.Trim(), role, teamId, secret), secret);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>A change of what a role may do with a record type, against the default.</summary>
public sealed class RoleGrant : IPart
{
    public Role Role { get; init; }

    public required string RecordType { get; init; }

    public Reach See { get; set; }

    public Reach Edit { get; set; }

    public bool Unowned { get; set; }

    Guid IPart.WholeId => Workspace.OnlyId;

    string IPart.WholeType => "workspace";

    string IPart.PartName => "access";

    string IPart.Describe() => $"{Role}: {RecordType}, see {See}, edit {Edit}, without owner {(Unowned ? "yes" : "no")}";
}
