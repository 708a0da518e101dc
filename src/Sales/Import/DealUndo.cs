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

    public async Task<bool> Undo(CrmDb db, Change change, CancellationToken stop)
    {
        if (change.Kind is not (nameof(DealMoved) or nameof(DealWon) or nameof(DealLost) or nameof(DealReopened))) return true;
        var later = await db.Changes.AnyAsync(other => other.RecordId == change.RecordId && other.Sequence > change.Sequence && other.BatchId != change.BatchId && other.Kind.StartsWith("Deal")
            && other.Kind != nameof(DealSteppedBack), stop);
        if (later || await db.Deals.Include(one => one.Stage).Include(one => one.Stays).Include(one => one.Lines).FirstOrDefaultAsync(one => one.Id == change.RecordId, stop) is not { Before: { } before } deal) return false;
        deal.StepBack(deal.Now.Id, await db.Stages.Get(before.StageId, stop), await calendar.Books(stop));
        return true;
    }
}
