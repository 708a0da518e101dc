using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Pipelines;

internal sealed class PipelineRules(PipelineTemplate template, Crm crm) : RecordRules<Pipeline>
{
    public override Pipeline Blank(Actor actor) => new();

    /// <summary>A new pipeline begins with the stages of the template, so that it can take deals at once.</summary>
    public override async Task Creating(CrmDb db, Actor actor, Pipeline record, CancellationToken stop)
    {
        record.Order = 1 + (await db.Pipelines.MaxAsync(pipeline => (int?)pipeline.Order, stop) ?? -1);
        template.AddStages(record, crm.Database.Language);
    }

    public override async Task Changing(CrmDb db, Actor actor, Pipeline record, FieldValues values, CancellationToken stop)
    {
        if (record.Archived) await DemandAnother(db, record, stop);
    }

    public override async Task Trashing(CrmDb db, Actor actor, Pipeline record, CancellationToken stop)
    {
        if (await db.Deals.AnyAsync(deal => deal.PipelineId == record.Id && deal.DeletedAt == null, stop)) throw new Refused(PipelineRefusals.HasDeals);
        await DemandAnother(db, record, stop);
    }

    private static async Task DemandAnother(CrmDb db, Pipeline pipeline, CancellationToken stop)
    {
        if (!await db.Pipelines.AnyAsync(other => other.Id != pipeline.Id && !other.Archived && other.DeletedAt == null, stop)) throw new Refused(PipelineRefusals.LastOne);
    }
}

internal sealed class StageRules : RecordRules<Stage>
{
    public override Stage Blank(Actor actor) => new();

    public override async Task Creating(CrmDb db, Actor actor, Stage record, CancellationToken stop) =>
        (await db.WithStages(record.PipelineId, stop)).Add(record);

    public override async Task Trashing(CrmDb db, Actor actor, Stage record, CancellationToken stop)
    {
        (await db.WithStages(record.PipelineId, stop)).DemandSpare(record);
        var deals = await db.Deals.CountAsync(deal => deal.StageId == record.Id, stop);
        if (deals > 0) throw new Refused(PipelineRefusals.StageHasDeals, ("n", deals));
    }
}

internal sealed class LostReasonRules : RecordRules<LostReason>
{
    public override LostReason Blank(Actor actor) => new();

    public override async Task Creating(CrmDb db, Actor actor, LostReason record, CancellationToken stop)
    {
        if (record.Order == 0) record.Order = 1 + (await db.LostReasons.MaxAsync(reason => (int?)reason.Order, stop) ?? -1);
    }

    public override async Task Changing(CrmDb db, Actor actor, LostReason record, FieldValues values, CancellationToken stop)
    {
        if (record.Retired) await DemandAnother(db, record, stop);
    }

    public override Task Trashing(CrmDb db, Actor actor, LostReason record, CancellationToken stop) => DemandAnother(db, record, stop);

    /// <summary>Losing a deal asks for a reason: there must be one to choose.</summary>
    private static async Task DemandAnother(CrmDb db, LostReason reason, CancellationToken stop)
    {
        if (!await db.LostReasons.AnyAsync(other => other.Id != reason.Id && !other.Retired && other.DeletedAt == null, stop)) throw new Refused(PipelineRefusals.LastReason);
    }
}

internal static class PipelineFinding
{
    /// <summary>A pipeline with its stages, to read or change.</summary>
    public static async Task<Pipeline> WithStages(this CrmDb db, Guid pipelineId, CancellationToken stop) =>
        await db.Pipelines.Where(pipeline => pipeline.DeletedAt == null).Include(pipeline => pipeline.Stages).Get(pipelineId, stop);

    /// <summary>The pipeline that new deals go to when nobody names one; null when there is none.</summary>
    public static Task<Pipeline?> DefaultPipeline(this CrmDb db, CancellationToken stop) =>
        db.Pipelines.Where(pipeline => pipeline.DeletedAt == null && !pipeline.Archived).OrderBy(pipeline => pipeline.Order).ThenBy(pipeline => pipeline.Id)
            .Include(pipeline => pipeline.Stages).FirstOrDefaultAsync(stop);
}
