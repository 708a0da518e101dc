namespace Tandem.Core.Records;

/// <summary>A row that people work with: it has an id, a version for optimistic concurrency, and times.</summary>
public interface IRecord
{
    Guid Id { get; }

    /// <summary>Grows by one with every save; a writer that saw an older one is told so (HTTP 409).</summary>
    int Version { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset UpdatedAt { get; }

    /// <summary>Set while the record lies in the trash.</summary>
    DateTimeOffset? DeletedAt { get; }
}

/// <summary>A record that belongs to a user: who may see it follows from its owner.</summary>
public interface IOwned
{
    Guid? OwnerId { get; }
}
