using Tandem.Core.Finance;
using Tandem.Platform.Records.Pages;
using Tandem.Sales.Board;

namespace Tandem.Sales.Deals;

/// <summary>A deal as its page shows it.</summary>
/// <param name="Way">The open stages of its pipeline, in order.</param>
/// <param name="Days">Whole days in the present stage.</param>
/// <param name="LinesTotal">Null while no line has a price.</param>
/// <param name="WithoutPrice">Lines whose price is not known.</param>
public sealed record DealView(
    Guid Id, int Version, string Name, string Status, Guid PipelineId, string Pipeline, string Stage, decimal Probability, IReadOnlyList<WayStage> Way, int Days, int? Limit, bool IsRotting,
    Named? Company, Named? Owner, Money? Amount, bool AmountFromLines, Money? BaseAmount, DateOnly? ExpectedClose, bool IsLate, DateOnly? ClosedOn, int? CycleDays, string? LostReason, string? LostNote,
    string? Source, string? ExternalId, IReadOnlyList<string> Tags, IReadOnlyList<DealPersonRow> People, IReadOnlyList<DealLineRow> Lines, Money? LinesTotal, int WithoutPrice,
    CardStep? Step, DateTimeOffset CreatedAt, bool MayEdit)
{
    /// <summary>Of the amount and of the lines: the deal's, else the pipeline's, else the workspace's.</summary>
    public required string Currency { get; init; }

    /// <summary>Every stay in a stage, the present one first.</summary>
    public IReadOnlyList<PastStay> History { get; init; } = [];

    /// <summary>The workspace's own fields, on the form.</summary>
    public OwnFields Own { get; init; } = OwnFields.None;

    /// <summary>The workspace's own fields, on the page.</summary>
    public required OwnFacts OwnFacts { get; init; }

    /// <summary>Query of the list that the reader came from; null when they came another way.</summary>
    public string? List { get; init; }

    public Guid? Before { get; init; }

    public Guid? After { get; init; }

    /// <summary>Which part a narrow screen shows: <c>main</c>, <c>details</c> or <c>side</c>.</summary>
    public string Show { get; init; } = "main";
}

/// <summary>A stay in a stage.</summary>
/// <param name="LeftAt">Null while the deal is there.</param>
/// <param name="Spent">Until now while the deal is there.</param>
/// <param name="By">Who brought it there; null for programs, the system and those whom the reader may not see.</param>
public sealed record PastStay(string Stage, DateTimeOffset EnteredAt, DateTimeOffset? LeftAt, TimeSpan Spent, string? By);

/// <summary>A record with its name.</summary>
public sealed record Named(Guid Id, string Name);

/// <summary>A stage on the way of a deal.</summary>
/// <param name="Spent">Time in it, all stays together; null when it was never there.</param>
public sealed record WayStage(Guid Id, string Name, TimeSpan? Spent, bool IsHere, bool IsPassed);

public sealed record DealPersonRow(Guid PersonId, string Name, string? Role);

/// <param name="Name">Of the product, or what the line says.</param>
/// <param name="Total">Null while the price is not known.</param>
public sealed record DealLineRow(Guid? ProductId, string Name, string? Description, decimal Quantity, decimal? UnitPrice, decimal Discount, decimal? Total, string Currency);
