using Tandem.Core.Finance;
using Tandem.Sales.Board;
using Tandem.Ui;

namespace Tandem.Sales.Reports;

/// <summary>Which deals a pipeline report is about.</summary>
/// <param name="Pipeline">Null for all pipelines.</param>
/// <param name="Period">One of <see cref="ReportPeriods"/>.</param>
/// <param name="Owner">Only deals of this user.</param>
/// <param name="Team">Only deals of the members of this team.</param>
public sealed record ReportRequest(Guid? Pipeline = null, string Period = ReportPeriods.All, Guid? Owner = null, Guid? Team = null)
{
    /// <summary>The address of a page of this report.</summary>
    public string With(string path)
    {
        string?[] parts =
        [
            Pipeline is { } pipeline ? $"pipeline={pipeline:n}" : null, Period == ReportPeriods.All ? null : "period=" + Period,
            Owner is { } owner ? $"owner={owner:n}" : null, Team is { } team ? $"team={team:n}" : null,
        ];
        var given = string.Join('&', parts.OfType<string>());
        return given.Length == 0 ? path : path + "?" + given;
    }
}

/// <summary>Periods by the workspace's fiscal year.</summary>
internal static class ReportPeriods
{
    public const string All = "all";
    public const string ThisQuarter = "this-quarter";
    public const string LastQuarter = "last-quarter";
    public const string ThisYear = "this-year";
    public const string LastYear = "last-year";

    public static IReadOnlyList<string> Offered { get; } = [All, ThisQuarter, LastQuarter, ThisYear, LastYear];
}

/// <summary>The days of a period, both included; null on a side that is open.</summary>
public sealed record ReportDays(DateOnly? From, DateOnly? To);

/// <summary>
/// How selling went. Closed deals count on the day they were closed on, in the workspace's currency at that day's rate; deals without an
/// amount are counted and add nothing.
/// </summary>
/// <param name="Cycle">Null while nothing was won in the period.</param>
/// <param name="Funnel">Of one pipeline; empty when the report is about several.</param>
public sealed record PipelineReport(
    ReportRequest Request, ReportDays Days, string Currency, IReadOnlyList<PipelineName> Pipelines, ReportRow Total, IReadOnlyList<ReportTable> Tables,
    CycleLength? Cycle, IReadOnlyList<FunnelRow> Funnel, IReadOnlyList<OpenRow> Open)
{
    /// <summary>Users whose deals the report can be about.</summary>
    public IReadOnlyList<Option> Owners { get; init; } = [];

    public IReadOnlyList<Option> Teams { get; init; } = [];

    /// <summary>Exactly the deals that the win rate is computed from.</summary>
    public string ClosedFilter { get; init; } = "";
}

/// <summary>The same deals, divided by one thing.</summary>
/// <param name="Key">One of <see cref="ReportTables"/>.</param>
public sealed record ReportTable(string Key, IReadOnlyList<ReportRow> Rows);

/// <summary>Divisions of the report.</summary>
internal static class ReportTables
{
    public const string Quarter = "quarter";
    public const string Agent = "agent";
    public const string Team = "team";
    public const string Product = "product";
    public const string Region = "region";
    public const string Industry = "industry";
}

/// <summary>What was won and lost in one part.</summary>
/// <param name="Key">Of the part: an id, a code, a name, the first day of a quarter; null for deals without one.</param>
/// <param name="Label">How people call it; null for deals without one.</param>
/// <param name="Won">How many deals were won.</param>
/// <param name="Value">Of the won deals that have an amount.</param>
/// <param name="WithoutAmount">Won deals that add nothing to the value: no amount, or no rate.</param>
/// <param name="Lost">How many were lost.</param>
/// <param name="WonFilter">Exactly the won deals, in the filter language.</param>
/// <param name="LostFilter">Exactly the lost deals.</param>
public sealed record ReportRow(string? Key, string? Label, int Won, Money Value, int WithoutAmount, int Lost, string WonFilter, string LostFilter)
{
    /// <summary>Won deals among the closed ones, 0 to 1; null while none is closed.</summary>
    public decimal? WinRate => Won + Lost == 0 ? null : (decimal)Won / (Won + Lost);
}

/// <summary>Days from the first stage to winning.</summary>
/// <param name="Median">Of an even number the mean of the two in the middle.</param>
public sealed record CycleLength(int Deals, decimal Median, decimal Mean, int Shortest, int Longest);

/// <summary>Deals that came at least as far as a stage.</summary>
public sealed record FunnelRow(Guid StageId, string Name, int Deals, decimal Share, string Filter);

/// <summary>Open deals of a stage.</summary>
public sealed record OpenRow(Guid StageId, Guid PipelineId, string Pipeline, string Stage, decimal Probability, BoardSum Sum, Money Weighted, string Filter);
