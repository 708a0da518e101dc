using Microsoft.EntityFrameworkCore;
using Tandem.Core.Finance;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Sales.Deals;

/// <summary>What the forms of deals offer to choose from.</summary>
internal sealed class DealFormQuery(Crm crm, SalesCalendar calendar, OwnFieldsOf<Deal> own, CurrentPage page)
{
    public async Task<DealForm> New(Actor actor, DealBeginning begin, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var pipelines = await db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null && !one.Archived).OrderBy(one => one.Order).ThenBy(one => one.Id)
            .Include(one => one.Stages).ToListAsync(stop);
        var pipeline = pipelines.Find(one => one.OpenRow.Any(stage => stage.Id == begin.StageId)) ?? pipelines.Find(one => one.Id == begin.PipelineId) ?? pipelines.FirstOrDefault() ?? throw new Refused(DealRefusals.NoPipeline);
        var rates = await crm.Database.Actors.Rates(stop);
        var ids = ((Guid?[])[begin.CompanyId, begin.OwnerId]).OfType<Guid>().ToArray();
        var names = await db.RecordEntries.VisibleTo(actor, db).Where(entry => ids.Contains(entry.RecordId)).ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
        Option? Named(Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? new Option(known.ToString(), name) : null;
        return new DealForm(
            begin.Back, [.. pipelines.SelectMany(one => one.OpenRow.Select(stage => new Option(stage.Id.ToString(), stage.Name) { Group = pipelines.Count > 1 ? one.Name : null }))],
            (pipeline.OpenRow.FirstOrDefault(stage => stage.Id == begin.StageId) ?? pipeline.OpenRow.First()).Id.ToString(),
            pipeline.Currency ?? rates.Base, [.. Currencies.All.Prepend(rates.Base).Prepend(pipeline.Currency ?? rates.Base).Distinct(StringComparer.Ordinal)],
            Named(begin.OwnerId), Named(begin.CompanyId), await own.On(actor, "/deals/list", id: null, page.Locale, stop));
    }

    public async Task<CloseDealForm> Close(Actor actor, Guid id, string back, bool losing, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.Deals.AsNoTracking().VisibleTo(actor, db).Where(one => one.Id == id).Select(one => new { one.Name, one.Version }).FirstOrDefaultAsync(stop) ?? throw new RecordNotFound();
        var reasons = losing
            ? await db.LostReasons.AsNoTracking().Where(reason => reason.DeletedAt == null && !reason.Retired).OrderBy(reason => reason.Order).ThenBy(reason => reason.Id)
                .Select(reason => new { reason.Id, reason.Name }).ToListAsync(stop)
            : [];
        return new CloseDealForm(id, deal.Name, deal.Version, back, await calendar.Today(stop), [.. reasons.Select(reason => new Option(reason.Id.ToString(), reason.Name))]);
    }
}

/// <summary>What is known of a new deal before its form is filled in, or after it was refused.</summary>
internal sealed record DealBeginning(string Back, Guid? PipelineId = null, Guid? StageId = null, Guid? CompanyId = null, Guid? OwnerId = null);
