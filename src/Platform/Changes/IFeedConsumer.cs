namespace Tandem.Platform.Changes;

/// <summary>
/// Reads the change feed: automation, webhooks, roll-ups. Every change is handed over at least once, and the changes of one record in their
/// order; a consumer is therefore idempotent. One node reads for a consumer at a time. Register it with
/// <c>services.AddScoped&lt;IFeedConsumer, Webhooks&gt;()</c>; it lives for one batch.
/// </summary>
public interface IFeedConsumer
{
    /// <summary>Under which its place in the feed is kept. Changing it starts again.</summary>
    string Name { get; }

    /// <summary>Where a new consumer begins: with the changes from now on, or with the first one ever.</summary>
    bool FromTheBeginning { get; }

    /// <summary>
    /// How long to let changes gather once the last ones are handled: each turn is a write of its own, and one for each of many single saves would
    /// take as much of the disk as the saves themselves. What happens after a quiet time is handled at once.
    /// </summary>
    TimeSpan Rest => TimeSpan.FromMilliseconds(200);

    /// <summary>Handles a batch. The place moves on when it returns; when it throws, the batch comes again after a pause.</summary>
    Task Handle(IReadOnlyList<Change> changes, CancellationToken stop);
}
