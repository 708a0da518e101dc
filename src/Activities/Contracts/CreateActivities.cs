using Tandem.Activities.Notes;
using Tandem.Activities.Tasks;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Activities.Contracts;

/// <summary>A note to be put in.</summary>
/// <param name="AboutType">Key of the type of the record it is about.</param>
/// <param name="Past">When it was written, and by whom.</param>
public sealed record NewNote(string AboutType, Guid AboutId, string Text, Past Past)
{
    /// <summary>Stays on top.</summary>
    public bool Pinned { get; init; }
}

/// <summary>A task to be put in, with what became of it.</summary>
/// <param name="Past">When it was made, and by whom.</param>
public sealed record NewTask(string Subject, Past Past)
{
    /// <summary><c>to-do</c>, <c>call</c>, <c>meeting</c> or <c>email</c>.</summary>
    public string Kind { get; init; } = TaskKinds.General;

    public string? AboutType { get; init; }

    public Guid? AboutId { get; init; }

    public Guid? AssigneeId { get; init; }

    /// <summary>A day in the workspace's time zone; null when no date is planned.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Time of that day; null for some time on it.</summary>
    public TimeOnly? Time { get; init; }

    public bool Urgent { get; init; }

    /// <summary>When it was done; null while it is open.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    public string? Outcome { get; init; }
}

/// <summary>Makes many notes and tasks at once, for demo data and migrations; <see cref="RecordIntake"/> puts them in.</summary>
public static class CreateActivities
{
    /// <param name="zone">The workspace's: days are counted in it.</param>
    public static IEnumerable<IRecord> Make(IEnumerable<NewNote> notes, IEnumerable<NewTask> tasks, TimeZoneInfo zone)
    {
        var day = new WorkDay(zone);
        return notes.Select(IRecord (note) => Made(note)).Concat(tasks.Select(IRecord (task) => Made(task, day)));
    }

    private static Note Made(NewNote given)
    {
        var note = new Note(given.AboutType, given.AboutId, given.Text, given.Past.By) { Pinned = given.Pinned };
        note.BeMade(given.Past);
        return note;
    }

    private static TaskItem Made(NewTask given, WorkDay day)
    {
        var task = new TaskItem(given.Subject, given.AboutType, given.AboutId) { Kind = given.Kind, Priority = given.Urgent ? TaskPriorities.High : TaskPriorities.Normal };
        task.BeMade(given.Past);
        task.AssignTo(given.AssigneeId);
        if (given.Due is { } due) task.FallDue(given.Time is { } time ? day.At(due, time) : day.BeginOf(due), given.Time is null);
        if (given.DoneAt is { } done) task.HaveBeenDone(given.Outcome, new Past(done, given.AssigneeId));
        return task;
    }
}
