using System.Globalization;

namespace Tandem.Sales.Board;

/// <summary>Which deals a board shows, as its address says it.</summary>
/// <param name="Pipeline">Null for the one that was used last.</param>
/// <param name="View">One of <see cref="BoardViews"/>.</param>
/// <param name="Owner">Only deals of this user.</param>
/// <param name="Team">Only deals of the members of this team.</param>
/// <param name="Close">One of <see cref="ClosePeriods"/>: when they are expected to close.</param>
/// <param name="Sort">One of <see cref="BoardSorts"/>.</param>
public sealed record BoardRequest(Guid? Pipeline = null, string? View = null, Guid? Owner = null, Guid? Team = null, string? Close = null, string? Sort = null)
{
    /// <summary>The address of this board.</summary>
    public string Path => With("/deals");

    /// <summary>What the address says after its question mark; empty for a board that nobody chose anything on.</summary>
    public string Query => Path is var path && path.IndexOf('?', StringComparison.Ordinal) is > 0 and var at ? path[(at + 1)..] : "";

    /// <summary>Whether the cards are filtered or in an order of one's own.</summary>
    public bool IsChosen => this is not { View: null or BoardViews.All, Owner: null, Team: null, Close: null, Sort: null or BoardSorts.RecentlyMoved };

    /// <summary>An address with the parameters of this board.</summary>
    public string With(string path, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var query = new List<string>();
        void Add(string name, string? value)
        {
            if (value is not null) query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("pipeline", Pipeline?.ToString("n"));
        Add("view", View is BoardViews.All ? null : View);
        Add("owner", Owner?.ToString("n"));
        Add("team", Team?.ToString("n"));
        Add("close", Close);
        Add("sort", Sort is BoardSorts.RecentlyMoved ? null : Sort);
        foreach (var (name, value) in more) Add(name, value);
        return query.Count == 0 ? path : path + "?" + string.Join('&', query);
    }

    /// <summary>The chips in the filter language; empty when there are none.</summary>
    internal string ChipsFilter() => Joined(
        Owner is { } owner ? Named("owner", owner) : null,
        Team is { } team ? Named("owner.team", team) : null,
        Close is not null ? ClosePeriods.Filters.GetValueOrDefault(Close) : null);

    /// <summary>Owner and team alone: what the figures of closed deals follow.</summary>
    internal string PeopleFilter() => (this with { Close = null }).ChipsFilter();

    /// <summary>The view in the filter language; rotting, which depends on each stage, is not among its words.</summary>
    internal string ViewFilter() => View switch
    {
        BoardViews.Mine => "owner = me",
        BoardViews.Closing => ClosePeriods.Filters[ClosePeriods.ThisMonth],
        _ => "",
    };

    internal static string Joined(params ReadOnlySpan<string?> conditions)
    {
        var given = new List<string>();
        foreach (var condition in conditions)
            if (!string.IsNullOrEmpty(condition)) given.Add(condition);
        return string.Join(" and ", given);
    }

    private static string Named(string field, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{field} = \"{id}\"");
}

/// <summary>The saved views that every board has.</summary>
internal static class BoardViews
{
    public const string All = "all";
    public const string Mine = "mine";
    public const string Rotting = "rotting";
    public const string Closing = "closing";
}

/// <summary>When deals are expected to close.</summary>
internal static class ClosePeriods
{
    public const string Overdue = "overdue";
    public const string ThisWeek = "this-week";
    public const string ThisMonth = "this-month";
    public const string ThisQuarter = "this-quarter";
    public const string NextQuarter = "next-quarter";
    public const string None = "none";

    internal static readonly IReadOnlyDictionary<string, string> Filters = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Overdue] = "expectedClose before today",
        [ThisWeek] = "expectedClose within this week",
        [ThisMonth] = "expectedClose within this month",
        [ThisQuarter] = "expectedClose within this quarter",
        [NextQuarter] = "expectedClose on next quarter",
        [None] = "expectedClose is empty",
    };
}

/// <summary>How the cards of a column are ordered.</summary>
internal static class BoardSorts
{
    public const string RecentlyMoved = "moved";
    public const string Longest = "longest";
    public const string Amount = "amount";
    public const string Close = "close";
    public const string Changed = "changed";

    public static IReadOnlyList<string> Offered { get; } = [RecentlyMoved, Longest, Amount, Close, Changed];

    internal static readonly IReadOnlyDictionary<string, string> Orders = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [RecentlyMoved] = "-stageEnteredAt", [Longest] = "stageEnteredAt", [Amount] = "-amount", [Close] = "expectedClose", [Changed] = "-updatedAt",
    };

    internal static string OrderOf(string? sort) => Orders.GetValueOrDefault(sort ?? RecentlyMoved) ?? Orders[RecentlyMoved];
}
