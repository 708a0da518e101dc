using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Tasks;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Home;

/// <summary>A task that is late or due today.</summary>
/// <param name="At">The moment, unless it is due some time on the day.</param>
/// <param name="DaysLate">0 for today.</param>
/// <param name="Href">The record it is about, else the task.</param>
internal sealed record TodayTask(Guid Id, int Version, string Subject, string Kind, DateTimeOffset? At, int DaysLate, bool Late, string? About, string Href);

/// <param name="Count">Of all of them, also those that are not shown.</param>
internal sealed record TodayView(IReadOnlyList<TodayTask> Tasks, int Count);

/// <summary>One's own tasks that are late or due today, the latest first.</summary>
internal sealed class TodayQuery(Crm crm, RecordTypes types, TimeProvider clock)
{
    private const int Most = 6;

    public async Task<TodayView> Run(Actor actor, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var now = clock.GetUtcNow();
        var day = await WorkDay.Of(crm.Database, stop);
        var today = day.DayOf(now);
        var tomorrow = day.BeginOf(today.AddDays(1));
        var due = db.Tasks.AsNoTracking().VisibleTo(actor, db).Where(task => task.OwnerId == actor.Id && task.DoneAt == null && task.DueAt < tomorrow);
        var names = db.RecordEntries.AsNoTracking().VisibleTo(actor, db);
        var rows = await due.OrderBy(task => task.DueAt).ThenBy(task => task.Id).Take(Most).Select(task => new
        {
            task.Id, task.Version, task.Subject, task.Kind, DueAt = task.DueAt!.Value, task.AllDay, task.AboutId,
            About = names.Where(entry => entry.RecordId == task.AboutId).Select(entry => new { entry.RecordType, entry.Title }).FirstOrDefault(),
            Count = due.Count(),
        }).ToListAsync(stop);
        return new TodayView([.. rows.Select(row =>
        {
            var on = row.AllDay ? day.DayOf(row.DueAt) : locale.DateOf(row.DueAt);
            return new TodayTask(row.Id, row.Version, row.Subject, row.Kind, row.AllDay ? null : row.DueAt, Math.Max(0, today.DayNumber - on.DayNumber), row.AllDay ? on < today : row.DueAt < now,
                row.About?.Title, row.About is { } about ? $"{types[about.RecordType].Path}/{row.AboutId}" : $"/tasks/{row.Id}/edit");
        })], rows.FirstOrDefault()?.Count ?? 0);
    }
}
