namespace Tandem.Platform.Access;

/// <summary>What each role may do with each record type. An administrator changes it under Settings; what is not listed has the default.</summary>
public sealed class AccessRules(IReadOnlyDictionary<(Role Role, string RecordType), Grant> changed)
{
    private static readonly HashSet<string> Customers = new(StringComparer.Ordinal) { "company", "person", "affiliation" };

    private static readonly HashSet<string> Catalogue = new(StringComparer.Ordinal) { "product", "pipeline", "stage", "user", "team", "lost-reason" };

    private static readonly HashSet<string> SellingSetUp = new(StringComparer.Ordinal) { "pipeline", "stage", "lost-reason" };

    private static readonly HashSet<string> Work = new(StringComparer.Ordinal) { "task", "note" };

    public static AccessRules Default { get; } = new(new Dictionary<(Role, string), Grant>());

    public Grant For(Role role, string recordType) => role == Role.Administrator ? Grant.All
        : changed.GetValueOrDefault((role, recordType)) ?? DefaultFor(role, recordType);

    /// <summary>What a role may do unless an administrator says otherwise.</summary>
    public static Grant DefaultFor(Role role, string type)
    {
        if (role == Role.Manager && SellingSetUp.Contains(type)) return Grant.All;
        if (role == Role.Administrator) return Grant.All;
        if (Catalogue.Contains(type)) return Grant.ReadAll;
        if (type == "file") return new Grant(Reach.Own, role == Role.ReadOnly ? Reach.None : Reach.Own, Unowned: false);
        return role switch
        {
            Role.Manager => Grant.All,
            Role.Sales => Work.Contains(type) ? Grant.All : new Grant(Reach.Team, Reach.Team, true),
            Role.Marketing when Customers.Contains(type) || Work.Contains(type) => Grant.All,
            Role.Service when Customers.Contains(type) || Work.Contains(type) => Grant.All,
            _ => Grant.ReadAll,
        };
    }
}
