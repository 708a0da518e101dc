namespace Tandem.Platform.Access;

/// <summary>What a user or an API key is in the workspace.</summary>
public enum Role
{
    ReadOnly, Service, Marketing, Sales, Manager, Administrator,
}

/// <summary>How far a role sees or edits among the records of one type.</summary>
public enum Reach
{
    None, Own, Team, Everything,
}

/// <summary>What a role may do with the records of one type.</summary>
/// <param name="See">Whose records it sees.</param>
/// <param name="Edit">Whose records it changes; never more than it sees.</param>
/// <param name="Unowned">Whether records without an owner count as seen (and edited, where <paramref name="Edit"/> is not none).</param>
public sealed record Grant(Reach See, Reach Edit, bool Unowned)
{
    public static readonly Grant All = new(Reach.Everything, Reach.Everything, true);

    public static readonly Grant ReadAll = new(Reach.Everything, Reach.None, true);
}
