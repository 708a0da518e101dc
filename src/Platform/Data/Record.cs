using System.ComponentModel.DataAnnotations.Schema;
using Tandem.Core;
using Tandem.Core.Records;

namespace Tandem.Platform.Data;

/// <summary>
/// An entity with a life of its own: id, version, times, trash. Its methods hold its rules and raise what happened;
/// saving writes that to the change feed in the same transaction.
/// </summary>
public abstract class Record : IRecord, IRaises
{
    private readonly List<BusinessEvent> raised = [];

    public Guid Id { get; protected init; } = Ids.New();

    public int Version { get; internal set; } = 1;

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; protected internal set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>What happened since the record was loaded.</summary>
    [NotMapped]
    public IReadOnlyList<BusinessEvent> Raised => raised;

    /// <summary>When and by whom it was made, of a record that comes with its past; the feed tells its creation as of then.</summary>
    internal Past? Origin { get; private set; }

    /// <summary>Says that the record was made before it came here.</summary>
    public void BeMade(Past past)
    {
        CreatedAt = past.At;
        Origin = past;
    }

    /// <param name="happened">What happened.</param>
    /// <param name="past">When and by whom, where it is told later; null for now and by whoever saves.</param>
    protected void Raise(BusinessEvent happened, Past? past = null)
    {
        happened.Past = past;
        raised.Add(happened);
    }

    void IRaises.ForgetRaised() => raised.Clear();

    /// <summary>Into the trash, from where it can be restored for 30 days.</summary>
    public void Trash(DateTimeOffset at) => DeletedAt ??= at;

    public void Restore() => DeletedAt = null;
}

/// <summary>When something happened that is told later, and who did it; null for the system.</summary>
public sealed record Past(DateTimeOffset At, Guid? By);

/// <summary>Something that tells what happened to it.</summary>
public interface IRaises
{
    IReadOnlyList<BusinessEvent> Raised { get; }

    void ForgetRaised();
}

/// <summary>A record that belongs to a user.</summary>
public abstract class OwnedRecord : Record, IOwned
{
    public Guid? OwnerId { get; protected set; }

    public void AssignTo(Guid? owner) => OwnerId = owner;
}

/// <summary>An entity with values that order lists and depend on the workspace: they are set whenever it is saved, whoever saves it.</summary>
public interface ISortable
{
    void SortBy(SortBasis basis);
}

/// <summary>A record about another one: a note, a task, an affiliation. Who may see the one it is about may see it.</summary>
public interface IAbout
{
    Guid? AboutId { get; }
}

/// <summary>Something attached to a record, such as a file: whoever sees the record sees it; while it is about no record it is its owner's alone.</summary>
public interface IAttachment : IAbout, IOwned;

/// <summary>A row outside the feed that open screens or background work wait for.</summary>
internal interface ISignals
{
    /// <summary>Adds the topics that its save touches.</summary>
    void Signal(ISet<string> topics);
}

/// <summary>A row that is part of a record, such as a line of a deal: its changes are changes of that record.</summary>
public interface IPart
{
    Guid WholeId { get; }

    /// <summary>Key of the record type of the whole.</summary>
    string WholeType { get; }

    /// <summary>Field name under which the change is written.</summary>
    string PartName { get; }

    /// <summary>One line for the audit trail.</summary>
    string Describe();
}

/// <summary>Something that the business has a word for happened to a record. The type's name is the kind in the feed, its properties the data.</summary>
public abstract record BusinessEvent
{
    /// <summary>The kind in the feed, for example <c>DealMoved</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Kind => GetType().Name;

    /// <summary>Null for now.</summary>
    internal Past? Past { get; set; }
}
