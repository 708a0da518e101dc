namespace Tandem.Sales.Home;

/// <summary>Whose deals somebody's home page is about: a manager's the team's, everybody else's their own.</summary>
internal static class HomeScope
{
    public static bool IsTeam(Actor actor) => actor.Role == Role.Manager;

    /// <summary>In the filter language.</summary>
    public static string Filter(Actor actor) => IsTeam(actor) ? "owner = my team" : "owner = me";

    /// <summary>Whose totals: administrators look at the whole business; null for that.</summary>
    public static string? TotalsFilter(Actor actor) => actor.IsAdministrator ? null : Filter(actor);
}
