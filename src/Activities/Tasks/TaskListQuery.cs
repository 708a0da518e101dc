using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Timeline;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

/// <summary>Where in time a task stands.</summary>
public enum TaskGroup
{
    Overdue, Today, Upcoming, NoDate, Done,
}

/// <summary>A line of the tasks page.</summary>
/// <param name="DueOn">The day; of an all-day task the workspace's, of another one the reader's.</param>
/// <param name="DueAt">The moment, unless it is due some time on the day.</param>
public sealed record TaskRow(Guid Id, int Version, string Subject, string Kind, string Priority, DateOnly? DueOn, DateTimeOffset? DueAt, TaskGroup Group, string? Assignee, TimelineSubject? About, string? Outcome, bool Editable);

/// <summary>The tasks page.</summary>
/// <param name="Show">open, overdue, today, upcoming or done.</param>
/// <param name="Everyone">Tasks of everyone rather than one's own.</param>
public sealed record TaskListView(string Show, bool Everyone, IReadOnlyList<TaskRow> Rows, int Overdue, int Today, int Upcoming, DateOnly Day);

/// <summary>What is to be done: by day, the late first.</summary>
internal sealed class TaskListQuery(Crm crm, RecordTypes types, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<TaskListView> Run(Actor actor, string? show, string? who, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var now = clock.GetUtcNow();
        var day = await WorkDay.Of(crm.Database, stop);
        var today = day.BeginOf(now);
        var tomorrow = day.BeginOf(day.DayOf(now).AddDays(1));
        var everyone = who == "all";
        var mine = db.Tasks.AsNoTracking().VisibleTo(actor, db);
        if (!everyone) mine = mine.Where(task => task.OwnerId == actor.Id);
        var open = mine.Where(task => task.DoneAt == null);
        var late = open.Where(task => (task.AllDay && task.DueAt < today) || (!task.AllDay && task.DueAt < now));
        var due = open.Where(task => task.DueAt < tomorrow && ((task.AllDay && task.DueAt >= today) || (!task.AllDay && task.DueAt >= now)));
        var later = open.Where(task => task.DueAt >= tomorrow);
        var asked = show is "overdue" or "today" or "upcoming" or "done" ? show : "open";
        var rows = asked switch
        {
            "overdue" => late.OrderBy(task => task.DueAt).ThenBy(task => task.Id),
            "today" => due.OrderBy(task => task.DueAt).ThenBy(task => task.Id),
            "upcoming" => later.OrderBy(task => task.DueAt).ThenBy(task => task.Id),
            "done" => mine.Where(task => task.DoneAt != null).OrderByDescending(task => task.DoneAt).ThenBy(task => task.Id),
            _ => open.OrderBy(task => task.DueAt == null).ThenBy(task => task.DueAt).ThenBy(task => task.Id),
        };
        var tasks = await rows.Take(Most).ToListAsync(stop);
        var names = await RecordNames.Of(db, actor, tasks.SelectMany(task => new[] { task.OwnerId, task.AboutId }).OfType<Guid>(), stop);
        TaskGroup Group(TaskItem task) => task.DoneAt is not null ? TaskGroup.Done : task.DueAt is not { } at ? TaskGroup.NoDate
            : at < (task.AllDay ? today : now) ? TaskGroup.Overdue : at < tomorrow ? TaskGroup.Today : TaskGroup.Upcoming;
        var shown = tasks.Select(task => new TaskRow(task.Id, task.Version, task.Subject, task.Kind, task.Priority, day.Of(task, locale), task.AllDay ? null : task.DueAt, Group(task),
            task.OwnerId is { } owner ? names.GetValueOrDefault(owner)?.Title : null,
            task.AboutId is { } about && names.TryGetValue(about, out var name) ? Telling.SubjectOf(name, types) : null, task.Outcome, actor.MayEdit(TaskRecord.TypeKey, task.OwnerId)));
        // What was due at an hour of today that has passed stands with the late, before what is due some time today.
        return new TaskListView(asked, everyone, [.. shown.OrderBy(row => row.Group)],
            await late.CountAsync(stop), await due.CountAsync(stop), await later.CountAsync(stop), locale.Today);
    }
}
