using Microsoft.EntityFrameworkCore;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

internal sealed class DealRules(SalesCalendar calendar, TimeProvider clock) : RecordRules<Deal>
{
    public override Deal Blank(Actor actor) => new();

    /// <summary>Where a deal begins: in the stage that was named, else the first open one of its pipeline, else of the default pipeline.</summary>
    public override async Task Creating(CrmDb db, Actor actor, Deal record, CancellationToken stop)
    {
        var pipeline = await PipelineOf(db, record, stop);
        if (pipeline.Archived) throw Refused.On("pipelineId", DealRefusals.PipelineArchived);
        var stage = record.StageId == Guid.Empty ? pipeline.OpenRow.First() : pipeline.Row.FirstOrDefault(one => one.Id == record.StageId);
        record.Begin(stage ?? throw Refused.On("stageId", DealRefusals.StageOfAnotherPipeline), actor.Id, clock.GetUtcNow());
    }

    /// <summary>A closed deal's value follows its amount.</summary>
    public override async Task Changing(CrmDb db, Actor actor, Deal record, FieldValues values, CancellationToken stop)
    {
        if (record.IsOpen || !values.Has("amount")) return;
        await db.Entry(record).Collection(deal => deal.Lines).Query().OrderBy(line => line.Order).LoadAsync(stop);
        await db.Entry(record).Collection(deal => deal.Stays).LoadAsync(stop);
        record.Revalue(await calendar.Books(stop));
    }

    private static async Task<Pipeline> PipelineOf(CrmDb db, Deal deal, CancellationToken stop)
    {
        if (deal.PipelineId != Guid.Empty) return await db.WithStages(deal.PipelineId, stop);
        if (deal.StageId != Guid.Empty) return await db.WithStages((await db.Stages.Get(deal.StageId, stop)).PipelineId, stop);
        return await db.DefaultPipeline(stop) ?? throw new Refused(DealRefusals.NoPipeline);
    }
}
