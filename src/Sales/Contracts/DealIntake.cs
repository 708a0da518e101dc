using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Contracts;

/// <summary>A stage of a pipeline that is to be made.</summary>
/// <param name="Meaning"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record StagePlan(string Name, string Meaning, decimal Probability, int? RottingDays = null);

/// <summary>A pipeline that is to be made: open stages in order, then exactly one for won and one for lost deals.</summary>
public sealed record PipelinePlan(string Name, IReadOnlyList<StagePlan> Stages, string? Currency = null);

/// <summary>A stage of a pipeline.</summary>
/// <param name="Meaning"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
public sealed record PlannedStage(Guid Id, string Name, string Meaning, int? RottingDays);

/// <summary>A pipeline with its stages in order: the open ones, then won, then lost.</summary>
public sealed record PlannedPipeline(Guid Id, string Name, IReadOnlyList<PlannedStage> Stages)
{
    public IReadOnlyList<PlannedStage> Open => [.. Stages.Where(stage => stage.Meaning == StageMeaning.Open)];

    public PlannedStage Won => Stages.First(stage => stage.Meaning == StageMeaning.Won);

    public PlannedStage Lost => Stages.First(stage => stage.Meaning == StageMeaning.Lost);
}

/// <summary>A stage that a deal was in, since when. It ends when the next one begins.</summary>
public sealed record StayPlan(Guid StageId, DateTimeOffset EnteredAt);

/// <summary>A line of a deal that comes from elsewhere.</summary>
/// <param name="UnitPrice">Null when it is not known.</param>
public sealed record LinePlan(Guid? ProductId, string? Description = null, decimal Quantity = 1m, decimal? UnitPrice = null, decimal Discount = 0m);

/// <summary>A deal as it comes from elsewhere, with its past.</summary>
public sealed record DealPlan
{
    public Guid Id { get; init; } = Ids.New();

    public required string Name { get; init; }

    /// <summary>In the order of their times; the last one is where the deal stands. At least one.</summary>
    public required IReadOnlyList<StayPlan> Stays { get; init; }

    public Guid? CompanyId { get; init; }

    public Guid? OwnerId { get; init; }

    /// <summary>Null when it is not known: it stays empty.</summary>
    public Money? Amount { get; init; }

    /// <summary>Whether the amount is the sum of the lines from now on.</summary>
    public bool AmountFromLines { get; init; }

    public string? Source { get; init; }

    public DateOnly? ExpectedClose { get; init; }

    /// <summary>Of a closed deal, the day that counts in reports; the day of the last stay when null.</summary>
    public DateOnly? ClosedOn { get; init; }

    public Guid? LostReasonId { get; init; }

    public string? LostNote { get; init; }

    public string? ExternalId { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<LinePlan> Lines { get; init; } = [];

    public IReadOnlyList<(Guid PersonId, string? Role)> People { get; init; } = [];
}

/// <summary>
/// Takes pipelines and deals over from elsewhere, by the thousand. Everything happens in the caller's context and transaction;
/// <see cref="CrmDb.Batch"/> says whether it is quiet.
/// </summary>
public sealed class DealIntake
{
    private readonly TimeProvider clock;

    internal DealIntake(TimeProvider clock) => this.clock = clock;

    /// <summary>Makes a pipeline behind the existing ones, and saves it.</summary>
    public async Task<PlannedPipeline> AddPipeline(CrmDb db, PipelinePlan plan, CancellationToken stop)
    {
        var pipeline = new Pipeline(plan.Name) { Order = 1 + (await db.Pipelines.MaxAsync(one => (int?)one.Order, stop) ?? -1) };
        pipeline.OfferCurrency(plan.Currency);
        foreach (var stage in plan.Stages) pipeline.Add(new Stage(stage.Name, stage.Meaning, stage.Probability, stage.RottingDays));
        pipeline.DemandWhole();
        db.Add(pipeline);
        await db.SaveChangesAsync(stop);
        return Planned(pipeline);
    }

    /// <summary>The pipelines that take new deals, in order.</summary>
    public async Task<IReadOnlyList<PlannedPipeline>> Pipelines(CrmDb db, CancellationToken stop) =>
        (await db.Pipelines.AsNoTracking().Include(pipeline => pipeline.Stages).Where(pipeline => pipeline.DeletedAt == null && !pipeline.Archived).OrderBy(pipeline => pipeline.Order).ToListAsync(stop)).ConvertAll(Planned);

    /// <summary>Ids of the reasons for losing deals, in order.</summary>
    public async Task<IReadOnlyList<Guid>> LostReasons(CrmDb db, CancellationToken stop) =>
        await db.LostReasons.AsNoTracking().Where(reason => reason.DeletedAt == null).OrderBy(reason => reason.Order).Select(reason => reason.Id).ToListAsync(stop);

    /// <summary>Makes deals with their past, for <see cref="RecordIntake"/>: their timelines tell each move as of its time, by the owner.</summary>
    /// <exception cref="Refused">A rule of deals says no.</exception>
    public async Task<IReadOnlyList<IRecord>> Make(CrmDb db, IEnumerable<DealPlan> plans, CancellationToken stop)
    {
        var stages = await db.Stages.AsNoTracking().ToDictionaryAsync(stage => stage.Id, stop);
        var reasons = await db.LostReasons.AsNoTracking().ToDictionaryAsync(reason => reason.Id, stop);
        var books = await SalesCalendar.Books(db, clock, stop);
        return [.. plans.Select(plan => Deal.TakenOver(plan, stages, reasons, books))];
    }

    private static PlannedPipeline Planned(Pipeline pipeline) =>
        new(pipeline.Id, pipeline.Name, [.. pipeline.Row.Select(stage => new PlannedStage(stage.Id, stage.Name, stage.Meaning, stage.RottingDays))]);
}
