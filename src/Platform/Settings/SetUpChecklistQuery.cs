using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Settings;

/// <summary>The set-up checklist as an administrator sees it.</summary>
public sealed record ChecklistView(IReadOnlyList<ChecklistRow> Steps, int Done, int Needed)
{
    public bool IsComplete => Done == Needed;
}

/// <summary>One step of it.</summary>
public sealed record ChecklistRow(string Key, string Icon, string Path, bool Done, bool Skipped, bool Optional);

/// <summary>Looks which steps the data shows as done.</summary>
internal sealed class SetUpChecklistQuery(Crm crm, ModuleSet modules)
{
    private static readonly string[] NotData = ["user", "team", "pipeline", "stage", "lost-reason"];

    /// <summary>Null when there is nothing to show: not an administrator, put away, or complete.</summary>
    public async Task<ChecklistView?> Run(Actor actor, CancellationToken stop)
    {
        var workspace = await crm.Database.Actors.Settings(stop);
        if (workspace is null || !actor.IsAdministrator || workspace.FinishedSteps.Contains(ChecklistStep.WholeList)) return null;
        await using var db = crm.Open(actor);
        var rows = new List<ChecklistRow>();
        foreach (var step in modules.All.SelectMany(module => module.ChecklistSteps).OrderBy(step => step.Order))
        {
            var done = step.IsDone is not null && await step.IsDone(db, stop);
            var finished = workspace.FinishedSteps.Contains(step.Key);
            rows.Add(new ChecklistRow(step.Key, step.Icon, step.Path, done || (finished && step.Key is ChecklistStep.Profile or ChecklistStep.Currency), finished && !done, step.Optional));
        }

        var needed = rows.Where(row => !row.Optional).ToList();
        return new ChecklistView(rows, needed.Count(row => row.Done || row.Skipped), needed.Count);
    }

    /// <summary>Whether the workspace has customers of its own, rather than none or only the demonstration's.</summary>
    public static async Task<bool> HasRecords(CrmDb db, CancellationToken stop) =>
        !await db.Set<Workspace>().AnyAsync(workspace => workspace.DemoBatchId != null, stop)
        && await db.RecordEntries.AnyAsync(entry => !entry.Trashed && !NotData.Contains(entry.RecordType), stop);
}
