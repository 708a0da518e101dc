using System.Globalization;
using Tandem.Platform.Records.Pages;
using Tandem.Sales.Board;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>What a seller asks of the list of deals every day. The same words as the views of the board, so that both count alike.</summary>
internal sealed class DealChips(Crm crm, KnownPipelines pipelines) : IQuickFilters<Deal>
{
    public const string WithoutStepKey = "without-step";
    public const string WithoutStep = $"{Open} and count(tasks where doneAt is empty) = 0";
    public const string Open = $"status = \"{StageMeaning.Open}\"";

    public async ValueTask<IReadOnlyList<QuickFilter>> Offered(CancellationToken stop) =>
    [
        new(BoardViews.Closing, "board.view.closing", "calendar", $"{Open} and {ClosePeriods.Filters[ClosePeriods.ThisMonth]}"),
        new(BoardViews.Rotting, "board.view.rotting", "timer", Rotting(await pipelines.Of(crm.Database, stop))),
        new(WithoutStepKey, "deal.no-step.chip", "circle-dashed", WithoutStep),
    ];

    /// <summary>Each stage has its own limit; a stage without one has no rotting deals.</summary>
    internal static string Rotting(IReadOnlyList<Pipeline> pipelines)
    {
        var stages = pipelines.SelectMany(pipeline => pipeline.OpenRow).Where(stage => stage.RottingDays is not null).GroupBy(stage => stage.RottingDays)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"(stage in ({string.Join(", ", group.Select(stage => $"\"{stage.Id}\""))}) and not stageEnteredAt within {group.Key * 24} hours)")).ToList();
        return stages.Count == 0 ? $"{Open} and not {Open}" : string.Join(" or ", stages);
    }
}
