using Tandem.Core.Localization;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Reports;

/// <summary>The deals of a report, as a query and as a filter: both say the same.</summary>
internal sealed record ReportScope(ReportRequest Request, ReportDays Days, FiscalCalendar Fiscal)
{
    public static ReportScope Of(ReportRequest request, FiscalCalendar fiscal, DateOnly today)
    {
        var quarter = fiscal.QuarterOf(today);
        var year = fiscal.YearOf(today);
        var days = request.Period switch
        {
            ReportPeriods.ThisQuarter => new ReportDays(quarter.Start, quarter.End),
            ReportPeriods.LastQuarter => fiscal.Move(quarter, -1) is var last ? new ReportDays(last.Start, last.End) : null!,
            ReportPeriods.ThisYear => new ReportDays(year.Start, year.End),
            ReportPeriods.LastYear => fiscal.Year(year.FromYear - 1) is var last ? new ReportDays(last.Start, last.End) : null!,
            _ => new ReportDays(null, null),
        };
        return new ReportScope(request, days, fiscal);
    }

    /// <summary>The filter of a part of the closed deals.</summary>
    public string Closed(string status, string? part = null, ReportDays? days = null) => Joined(
        $"status = \"{status}\"", Pipeline(), People(), Between("closedOn", days ?? Days), part);

    /// <summary>The filter of the open deals of a stage.</summary>
    public static string Open(Guid stageId, ReportRequest request) => Joined($"status = \"open\" and stage = \"{stageId}\"", People(request));

    /// <summary>The filter of all closed deals.</summary>
    public string AllClosed() => Joined("status in (\"won\", \"lost\")", Pipeline(), People(), Between("closedOn", Days));

    /// <summary>The filter of deals that were created in the period and came as far as one of these stages.</summary>
    public string Reached(IEnumerable<Guid> stages) => Joined(Pipeline(), People(), $"stages has any ({string.Join(", ", stages.Select(stage => $"\"{stage}\""))})", Between("createdAt", Days));

    private string? Pipeline() => Request.Pipeline is { } pipeline ? $"pipeline = \"{pipeline}\"" : null;

    private string? People() => People(Request);

    private static string? People(ReportRequest request) => (request.Owner, request.Team) switch
    {
        ({ } owner, { } team) => $"owner = \"{owner}\" and owner.team = \"{team}\"",
        ({ } owner, null) => $"owner = \"{owner}\"",
        (null, { } team) => $"owner.team = \"{team}\"",
        _ => null,
    };

    /// <summary>The same as a query: the deals of the people that the report is about.</summary>
    public static IQueryable<Deal> OfPeople(IQueryable<Deal> deals, CrmDb db, ReportRequest request)
    {
        if (request.Owner is { } owner) deals = deals.Where(deal => deal.OwnerId == owner);
        if (request.Team is not { } team) return deals;
        var members = db.Users.Where(user => user.TeamId == team && user.DeletedAt == null).Select(user => (Guid?)user.Id);
        return deals.Where(deal => members.Contains(deal.OwnerId));
    }

    private static string? Between(string field, ReportDays days) => days is { From: { } from, To: { } to } ? $"{field} between {from:yyyy-MM-dd} and {to:yyyy-MM-dd}" : null;

    private static string Joined(params ReadOnlySpan<string?> conditions)
    {
        var given = new List<string>();
        foreach (var condition in conditions)
            if (condition is not null) given.Add(condition);
        return string.Join(" and ", given);
    }
}
