using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Activities.Contracts;

/// <summary>The earliest open task about a record.</summary>
/// <param name="AboutId">The record.</param>
/// <param name="Kind"><c>to-do</c>, <c>call</c>, <c>meeting</c> or <c>email</c>.</param>
/// <param name="DueAt">Null when no date is planned. Of an all-day task the first moment of its day in the workspace's time zone.</param>
public sealed record NextStep(Guid AboutId, Guid TaskId, string Subject, string Kind, DateTimeOffset? DueAt, bool AllDay, Guid? AssigneeId, int Version);

/// <summary>The next step of many records at once: what boards and lists show.</summary>
public static class NextSteps
{
    /// <summary>
    /// By record; those without an open task are absent. Tasks with a date come before those without. The caller has checked that the actor may
    /// see the records: who sees a record sees its tasks.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, NextStep>> Of(CrmDb db, IReadOnlyCollection<Guid> records, CancellationToken stop)
    {
        var steps = new Dictionary<Guid, NextStep>();
        foreach (var portion in records.Distinct().Chunk(500))
        {
            var open = await db.Tasks.AsNoTracking()
                .Where(task => task.DoneAt == null && task.DeletedAt == null && portion.Contains(task.AboutId!.Value))
                .Select(task => new NextStep(task.AboutId!.Value, task.Id, task.Subject, task.Kind, task.DueAt, task.AllDay, task.OwnerId, task.Version))
                .ToListAsync(stop);
            foreach (var step in open)
                if (!steps.TryGetValue(step.AboutId, out var earliest) || Order(step).CompareTo(Order(earliest)) < 0) steps[step.AboutId] = step;
        }

        return steps;
    }

    /// <summary>Ids of the records that have a next step, for queries about those that have none.</summary>
    public static IQueryable<Guid?> Subjects(CrmDb db) => db.Tasks.Where(task => task.DoneAt == null && task.DeletedAt == null && task.AboutId != null).Select(task => task.AboutId);

    private static (DateTimeOffset, Guid) Order(NextStep step) => (step.DueAt ?? DateTimeOffset.MaxValue, step.TaskId);
}
