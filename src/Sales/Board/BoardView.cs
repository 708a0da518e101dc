using Tandem.Activities.Contracts;
using Tandem.Core.Finance;

namespace Tandem.Sales.Board;

/// <summary>A board as it is first painted.</summary>
public sealed record BoardView(
    BoardRequest Request, PipelineName Pipeline, IReadOnlyList<PipelineName> Pipelines, BoardSum Open, Money Weighted, ViewCounts Counts,
    IReadOnlyList<BoardStage> Stages, ClosedRail Won, ClosedRail Lost, bool MayEdit);

/// <summary>A pipeline in a menu.</summary>
public sealed record PipelineName(Guid Id, string Name, bool Archived);

/// <summary>How many deals each view has.</summary>
public sealed record ViewCounts(int All, int Mine, int Rotting, int Closing);

/// <summary>Deals counted and added up in the workspace's currency.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Value">Of those that have an amount.</param>
/// <param name="WithoutAmount">How many have none.</param>
/// <param name="WithoutRate">How many have one in a currency without a rate; they are not in <paramref name="Value"/>.</param>
public sealed record BoardSum(int Count, Money Value, int WithoutAmount, int WithoutRate);

/// <summary>A column.</summary>
/// <param name="More">Cursor of the cards that follow; null when these are all.</param>
public sealed record BoardStage(Guid Id, string Name, decimal Probability, int? RottingDays, BoardSum Sum, Money Weighted, IReadOnlyList<DealCard> Cards, string? More);

/// <summary>A card of the board.</summary>
/// <param name="Company">Null when the deal has none, or one that the reader may not see.</param>
/// <param name="Amount">Null when it is not known.</param>
/// <param name="Days">Whole days in the stage.</param>
public sealed record DealCard(
    Guid Id, int Version, string Name, Guid? CompanyId, string? Company, Guid? OwnerId, string? Owner, Money? Amount, int Days, int? Limit, bool IsRotting, CardStep? Step);

/// <summary>What is planned next on a deal.</summary>
/// <param name="At">Null when no date is planned.</param>
/// <param name="AllDay">Due some time on that day.</param>
public sealed record CardStep(string Text, DateTimeOffset? At, bool AllDay, bool IsOverdue, bool IsToday)
{
    internal static CardStep Of(NextStep step, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = SalesCalendar.DayOf(now, zone);
        var day = step.DueAt is { } due ? SalesCalendar.DayOf(due, zone) : (DateOnly?)null;
        return new CardStep(step.Subject, step.DueAt, step.AllDay, step.AllDay ? day < today : step.DueAt < now, day == today);
    }
}

/// <summary>What was won or lost this quarter.</summary>
public sealed record ClosedRail(Guid StageId, string Name, int Count, Money Value);
