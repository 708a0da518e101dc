namespace Tandem.Platform.Access;

/// <summary>A key that cookies and secrets are protected with; shared by the nodes of a workspace through its database.</summary>
public sealed class DataProtectionKey
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>A named workspace beside the default one; kept in the default workspace's database.</summary>
public sealed class WorkspaceEntry
{
    public required string Name { get; init; }

    /// <summary>Host names that lead to it.</summary>
    public List<string> Hosts { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }
}
