using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Activities.Tasks;

/// <summary>What a task asks for.</summary>
internal static class TaskKinds
{
    public const string General = "to-do";
    public const string Call = "call";
    public const string Meeting = "meeting";
    public const string Email = "email";

    internal static IReadOnlyList<Choice> Choices { get; } = [.. new[] { General, Call, Meeting, Email }.Select(kind => new Choice(kind, "task.kind." + kind))];
}

/// <summary>How urgent a task is.</summary>
internal static class TaskPriorities
{
    public const string Low = "low";
    public const string Normal = "normal";
    public const string High = "high";

    internal static IReadOnlyList<Choice> Choices { get; } = [.. new[] { Low, Normal, High }.Select(priority => new Choice(priority, "task.priority." + priority))];
}

/// <summary>Something to be done by somebody, mostly about a record: the earliest open one about a deal is its next step.</summary>
internal sealed class TaskItem : OwnedRecord, IAbout, ICustomizable
{
    public const int MaxSubjectLength = 300;

    /// <summary>Calendars make ids of sentences.</summary>
    public const int MaxExternalIdLength = 300;

    internal TaskItem()
    {
    }

    public TaskItem(string subject, string? aboutType = null, Guid? aboutId = null)
    {
        Name(subject);
        BeAbout(aboutType, aboutId);
    }

    public string Subject { get; private set; } = "";

    public string SubjectFolded { get; private set; } = "";

    /// <summary>One of <see cref="TaskKinds"/>.</summary>
    public string Kind { get; internal set; } = TaskKinds.General;

    public string? AboutType { get; private set; }

    /// <summary>The record it is about; a task may be about nothing.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>When it is due. Of an all-day task the first moment of the day in the workspace's time zone.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Due some time on the day: late only when the day is over.</summary>
    public bool AllDay { get; private set; } = true;

    public string Priority { get; internal set; } = TaskPriorities.Normal;

    public string? Description { get; internal set; }

    /// <summary>Values of the workspace's own fields.</summary>
    public CustomValues Custom { get; set; } = CustomValues.None;

    /// <summary>Its id in the calendar or program that it came from.</summary>
    public string? ExternalId { get; private set; }

    public string? ExternalIdFolded { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public Guid? DoneById { get; private set; }

    /// <summary>What came out of it, in the words of whoever did it.</summary>
    public string? Outcome { get; private set; }

    public bool IsOpen => DoneAt is null;

    public void Name(string? subject)
    {
        var trimmed = subject?.Trim();
        if (string.IsNullOrEmpty(trimmed)) throw Refused.On("subject", RecordRefusals.RequiredField, ("field", "subject"));
        if (trimmed.Length > MaxSubjectLength) throw Refused.On("subject", RecordRefusals.TooLong, ("field", "subject"), ("max", MaxSubjectLength));
        Subject = trimmed;
        SubjectFolded = Folding.Fold(trimmed);
    }

    public void BeAbout(string? aboutType, Guid? aboutId) => (AboutType, AboutId) = (aboutId is null ? null : aboutType, aboutId);

    public void KnownElsewhereAs(string? externalId) => (ExternalId, ExternalIdFolded) = (externalId, Folding.Fold(externalId));

    /// <summary>Sets or clears when it is due.</summary>
    public void FallDue(DateTimeOffset? at, bool allDay) => (DueAt, AllDay) = (at, allDay);

    /// <summary>Puts an open task off, or forward.</summary>
    public void Reschedule(DateTimeOffset? at, bool allDay)
    {
        if (!IsOpen) throw new Refused(TaskRefusals.AlreadyDone);
        if (at == DueAt && allDay == AllDay) return;
        Raise(new TaskRescheduled(DueAt, at, allDay));
        FallDue(at, allDay);
    }

    public void Complete(string? outcome, Guid? by, DateTimeOffset at)
    {
        if (!IsOpen) throw new Refused(TaskRefusals.AlreadyDone);
        var said = string.IsNullOrWhiteSpace(outcome) ? null : outcome.Trim();
        if (said?.Length > 2000) throw Refused.On("outcome", RecordRefusals.TooLong, ("field", "outcome"), ("max", 2000));
        (DoneAt, DoneById, Outcome) = (at, by, said);
        Raise(new TaskCompleted(Subject, said));
    }

    /// <summary>Of a task that comes with its past.</summary>
    internal void HaveBeenDone(string? outcome, Past past)
    {
        (DoneAt, DoneById, Outcome) = (past.At, past.By, outcome);
        Raise(new TaskCompleted(Subject, outcome), past);
    }

    public void Reopen()
    {
        if (IsOpen) throw new Refused(TaskRefusals.NotDone);
        (DoneAt, DoneById, Outcome) = (null, null, null);
        Raise(new TaskReopened(Subject));
    }

    internal static void Map(ModelBuilder model) => model.Entity<TaskItem>(task =>
    {
        task.ToTable("tasks");
        task.Ignore(t => t.IsOpen);
        task.Property(t => t.Subject).HasMaxLength(MaxSubjectLength);
        task.Property(t => t.Kind).HasMaxLength(20);
        task.Property(t => t.Priority).HasMaxLength(20);
        task.Property(t => t.AboutType).HasMaxLength(60);
        task.HasIndex(t => new { t.AboutId, t.DueAt }, "ix_tasks_next").HasFilter("done_at IS NULL AND deleted_at IS NULL");
        task.Property(t => t.ExternalId).HasMaxLength(MaxExternalIdLength);
        task.HasIndex(t => t.ExternalIdFolded, "ix_tasks_external").HasFilter("external_id_folded IS NOT NULL");
        task.HasIndex(t => t.AboutId);
        task.HasIndex(t => new { t.OwnerId, t.DueAt }, "ix_tasks_open").HasFilter("done_at IS NULL AND deleted_at IS NULL");
        task.HasIndex(t => new { t.OwnerId, t.DoneAt }, "ix_tasks_done").HasFilter("done_at IS NOT NULL AND deleted_at IS NULL");
        task.HasIndex(t => new { t.DueAt, t.Id });
    });
}

internal static class TaskRefusals
{
    public const string AlreadyDone = "task.already-done";
    public const string NotDone = "task.not-done";
    public const string NoSuchDay = "task.no-such-day";
}

internal sealed record TaskCompleted(string Subject, string? Outcome) : BusinessEvent;

internal sealed record TaskReopened(string Subject) : BusinessEvent;

internal sealed record TaskRescheduled(DateTimeOffset? From, DateTimeOffset? To, bool AllDay) : BusinessEvent;
