using Microsoft.EntityFrameworkCore;
using Tandem.Ui;

namespace Tandem.Sales.Pipelines;

/// <summary>What the settings of pipelines show.</summary>
public sealed record PipelineSettings(IReadOnlyList<PipelineRow> Pipelines, IReadOnlyList<ReasonRow> Reasons, IReadOnlyList<string> Currencies, string Currency);

public sealed record PipelineRow(Guid Id, int Version, string Name, string? Currency, bool Archived, int Place, int Deals, IReadOnlyList<StageRow> Stages);

/// <param name="Place">Among the open stages.</param>
public sealed record StageRow(Guid Id, int Version, string Name, decimal Probability, int? RottingDays, bool Closes, int Place, int Deals);

/// <param name="Deals">How many were lost for it.</param>
public sealed record ReasonRow(Guid Id, int Version, string Name, bool Retired, int Place, int Deals);

/// <summary>What removing a stage asks.</summary>
public sealed record RemoveStageForm(Guid Id, string Name, int Deals, IReadOnlyList<Option> Others);

internal sealed class PipelineSettingsQuery(Crm crm)
{
    public async Task<PipelineSettings> Run(Actor actor, CancellationToken stop)
    {
        Demand(actor);
        await using var db = crm.Open(actor);
        var pipelines = await db.Pipelines.AsNoTracking().Where(pipeline => pipeline.DeletedAt == null).OrderBy(pipeline => pipeline.Order).ThenBy(pipeline => pipeline.Id)
            .Include(pipeline => pipeline.Stages).ToListAsync(stop);
        var deals = await db.Deals.AsNoTracking().Where(deal => deal.DeletedAt == null).GroupBy(deal => deal.StageId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        var lost = await db.Deals.AsNoTracking().Where(deal => deal.DeletedAt == null && deal.LostReasonId != null).GroupBy(deal => deal.LostReasonId).Select(group => new { Id = group.Key!.Value, Count = group.Count() })
            .ToDictionaryAsync(group => group.Id, group => group.Count, stop);
        var reasons = await db.LostReasons.AsNoTracking().Where(reason => reason.DeletedAt == null).OrderBy(reason => reason.Order).ThenBy(reason => reason.Id).ToListAsync(stop);
        var currency = (await crm.Database.Actors.Rates(stop)).Base;
        return new PipelineSettings([.. pipelines.Select((pipeline, place) => Row(pipeline, place, deals))],
            [.. reasons.Select((reason, place) => new ReasonRow(reason.Id, reason.Version, reason.Name, reason.Retired, place, lost.GetValueOrDefault(reason.Id)))], Core.Finance.Currencies.All, currency);
    }

    public async Task<RemoveStageForm> Removal(Actor actor, Guid id, CancellationToken stop)
    {
        Demand(actor);
        await using var db = crm.Open(actor);
        var stage = await db.Stages.AsNoTracking().VisibleTo(actor, db).Get(id, stop);
        var pipeline = await db.WithStages(stage.PipelineId, stop);
        var deals = await db.Deals.CountAsync(deal => deal.StageId == id, stop);
        return new RemoveStageForm(id, stage.Name, deals, [.. pipeline.OpenRow.Where(other => other.Id != id).Select(other => new Option(other.Id.ToString(), other.Name))]);
    }

    /// <summary>Whether somebody has made the pipelines their own: changed the first one, added another, or put a deal in.</summary>
    public static async Task<bool> AreTheirs(CrmDb db, CancellationToken stop) =>
        await db.Stages.AnyAsync(stage => stage.Version > 1 || stage.DeletedAt != null, stop)
        || await db.Pipelines.AnyAsync(pipeline => pipeline.Version > 1, stop) || await db.Pipelines.CountAsync(stop) > 1 || await db.Deals.AnyAsync(stop);

    public static void Demand(Actor actor)
    {
        if (!actor.MayEditSome("pipeline")) throw new Refused(AccessRefusals.NotYours);
    }

    private static PipelineRow Row(Pipeline pipeline, int place, Dictionary<Guid, int> deals)
    {
        var stages = pipeline.Row.Select((stage, at) => new StageRow(
            stage.Id, stage.Version, stage.Name, stage.Probability, stage.RottingDays, stage.Closes, at, deals.GetValueOrDefault(stage.Id))).ToList();
        return new PipelineRow(pipeline.Id, pipeline.Version, pipeline.Name, pipeline.Currency, pipeline.Archived, place, stages.Sum(stage => stage.Deals), stages);
    }
}
