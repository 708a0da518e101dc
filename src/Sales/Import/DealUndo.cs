using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Changes;
using Tandem.Platform.Import.Reverting;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Import;

/// <summary>Takes the stage changes of an import back, one by one, by the deal's own method.</summary>
internal sealed class DealUndo(SalesCalendar calendar) : IUndoEvents
{
    public string RecordType => Deal.TypeKey;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal)
        { "stage", "status", "stageEnteredAt", "closedOn", "closedAt", "lostReason", "lostNote", "baseAmount" };

    public Task Load(CrmDb db, Guid[] ids, CancellationToken stop) =>
        db.Deals.AsTracking().Where(deal => ids.Contains(deal.Id)).Include(deal => deal.Stage).Include(deal => deal.Stays).Include(deal => deal.Lines).AsSplitQuery().LoadAsync(stop);

    public async Task<bool> Undo(CrmDb db, Change change, IReadOnlyList<Change> later, CancellationToken stop)
    {
        if (change.Kind is not (nameof(DealMoved) or nameof(DealWon) or nameof(DealLost) or nameof(DealReopened))) return true;
        if (later.Any(other => other.Kind.StartsWith("Deal", StringComparison.Ordinal) && other.Kind != nameof(DealSteppedBack))) return false;
        if (await db.Deals.FindAsync([change.RecordId], stop) is not { Before: { } before } deal) return false;
        deal.StepBack(deal.Now.Id, await db.Stages.FindAsync([before.StageId], stop) ?? throw new RecordNotFound(), await calendar.Books(stop));
        return true;
    }
}
