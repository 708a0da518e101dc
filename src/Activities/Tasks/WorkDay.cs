using Tandem.Core.Localization;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

/// <summary>Days as the workspace counts them: an all-day task is the same day for everyone, wherever they are.</summary>
internal readonly record struct WorkDay(TimeZoneInfo Zone)
{
    public static async ValueTask<WorkDay> Of(WorkspaceDatabase database, CancellationToken stop)
    {
        var name = (await database.Actors.Settings(stop))?.TimeZone;
        return new(name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc);
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>The day on which a task is due, for a reader.</summary>
    internal DateOnly? Of(TaskItem task, Locale locale) => task.DueAt is not { } at ? null : task.AllDay ? DayOf(at) : locale.DateOf(at);

    /// <summary>The first moment of a day; where clocks skip midnight, the first one there is.</summary>
    public DateTimeOffset BeginOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    public DateTimeOffset BeginOf(DateTimeOffset at) => BeginOf(DayOf(at));

    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
