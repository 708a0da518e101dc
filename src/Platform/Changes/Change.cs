namespace Tandem.Platform.Changes;

/// <summary>One row of the change feed. It is written in the transaction of the write that it tells of.</summary>
public sealed class Change
{
    /// <summary>Grows with every row. On PostgreSQL a cursor also needs <see cref="Transaction"/>: sequences commit out of order.</summary>
    public long Sequence { get; init; }

    /// <summary>PostgreSQL's transaction id (<c>xid8</c>), 0 on SQLite.</summary>
    public ulong Transaction { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The user or API key that did it; null for the system itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Key of the record type.</summary>
    public required string RecordType { get; init; }

    public Guid RecordId { get; init; }

    /// <summary>The record that a note, task or affiliation is about.</summary>
    public Guid? AboutId { get; init; }

    /// <summary><c>created</c>, <c>updated</c>, <c>deleted</c>, <c>restored</c>, or the name of a business event.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON. For <c>updated</c> an object of field name to [before, after]; for a business event its properties.</summary>
    public string Data { get; init; } = "{}";

    /// <summary>The import or bulk edit it was part of.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Written without setting off automation, webhooks or messages.</summary>
    public bool Quiet { get; init; }

    /// <summary>By which door it came in.</summary>
    public ChangeDoor Door { get; init; }
}

/// <summary>The way in to a use case by which a change came. The numbers are stored.</summary>
public enum ChangeDoor : short
{
    /// <summary>The product itself, beside any request.</summary>
    System = 0,

    /// <summary>A screen.</summary>
    Page = 1,

    /// <summary>A program with an API key.</summary>
    Api = 2,

    Import = 3,

    /// <summary>Work in the background that somebody asked for: a bulk edit, an undo.</summary>
    Job = 4,

    Automation = 5,

    /// <summary>The command line.</summary>
    Command = 6,
}

/// <summary>Kinds that every record type shares.</summary>
public static class ChangeKinds
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string Deleted = "deleted";
    public const string Restored = "restored";

    /// <summary>Taken out of the trash for good; the data has the last owner.</summary>
    public const string Removed = "removed";

    /// <summary>Of a survivor: another record was merged into it (<c>from</c>); of the other: it was merged away (<c>into</c>).</summary>
    public const string Merged = "merged";

    /// <summary>A merge was undone: of the survivor (<c>from</c>) and of the record that is back (<c>outOf</c>).</summary>
    public const string Unmerged = "unmerged";
}
