namespace Tandem.Activities.Timeline;

/// <summary>What a timeline shows.</summary>
public enum TimelineKind
{
    All, Notes, Tasks, Deals, Changes,
}

/// <summary>A record that an entry is about.</summary>
public sealed record TimelineSubject(Guid Id, string RecordType, string Title, string Href);

/// <summary>A field that changed, as it reads.</summary>
public sealed record TimelineChange(string Field, string? Before, string? After);

/// <summary>Something that happened.</summary>
/// <param name="Text">What, in the reader's language: «moved Qualify → Discover».</param>
/// <param name="Subject">To which record; null when the text says it all.</param>
/// <param name="By">Who did it; null for the system.</param>
public sealed record TimelineEntry(long Sequence, Guid RecordId, string RecordType, string Kind, DateTimeOffset At, string Text, TimelineSubject? Subject, string? By)
{
    /// <summary>Text of a note, outcome of a task.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<TimelineChange> Changes { get; init; } = [];

    /// <summary>Version of a note that the reader may change; null otherwise.</summary>
    public int? NoteVersion { get; init; }

    public bool Pinned { get; init; }

    /// <summary>The merge that it tells of; null otherwise.</summary>
    public Guid? MergeId { get; init; }
}

/// <summary>Something that is to be done.</summary>
public sealed record PlannedTask(Guid Id, int Version, string Subject, string Kind, DateOnly? DueOn, DateTimeOffset? DueAt, bool Late, string? Assignee, TimelineSubject? About, bool Editable);

/// <summary>The story of a record.</summary>
/// <param name="Pinned">Notes that stay on top, whenever they were written.</param>
/// <param name="Next">Cursor of older entries; null when there are none.</param>
public sealed record TimelineView(string RecordType, Guid RecordId, TimelineKind Kind, IReadOnlyList<TimelineEntry> Pinned, IReadOnlyList<PlannedTask> Planned, IReadOnlyList<TimelineEntry> Entries, long? Next, bool MayWrite);
