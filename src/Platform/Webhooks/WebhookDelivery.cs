using Tandem.Core;
using Tandem.Platform.Data;

namespace Tandem.Platform.Webhooks;

public enum DeliveryState
{
    /// <summary>For its first try or the next one.</summary>
    Waiting,

    Delivered,

    /// <summary>A dead letter: every try failed. It can be sent again.</summary>
    Dead,
}

/// <summary>
/// One message to one receiver. It keeps its id through all tries, so that a receiver can tell a repetition. Whoever sends it moves
/// <see cref="DueAt"/> on first: when he dies, it is due again after that.
/// </summary>
public sealed class WebhookDelivery : ISignals
{
    /// <summary>Topic that wakes the senders.</summary>
    internal const string DueTopic = "webhook-due";

    public const int MaxAnswer = 1000;

    /// <summary>Pauses before the second try and those after it: three days in all.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(18), TimeSpan.FromHours(22),
    ];

    public Guid Id { get; init; } = Ids.New();

    public Guid WebhookId { get; init; }

    /// <summary>Of the change it tells of; null for a test.</summary>
    public long? Sequence { get; init; }

    /// <summary><c>deal.updated</c>.</summary>
    public required string Event { get; init; }

    public string? RecordType { get; init; }

    public Guid? RecordId { get; init; }

    /// <summary>JSON, as it is sent.</summary>
    public required string Body { get; init; }

    /// <summary>When its tries began.</summary>
    public DateTimeOffset QueuedAt { get; private set; }

    public DeliveryState State { get; private set; }

    /// <summary>When it is tried next; when it ended, once it has.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>HTTP status of the last answer.</summary>
    public int? Status { get; private set; }

    /// <summary>Why the last try failed: one of <see cref="CallErrors"/>.</summary>
    public string? Error { get; private set; }

    /// <summary>The beginning of the last answer.</summary>
    public string? Answer { get; private set; }

    /// <summary>How long the last try took, in milliseconds.</summary>
    public int? Took { get; private set; }

    public bool IsTest => Sequence is null;

    /// <summary>A message that is due now.</summary>
    public static WebhookDelivery Queue(Guid webhook, long? sequence, string @event, string? type, Guid? record, string body, DateTimeOffset now) => new()
    {
        WebhookId = webhook, Sequence = sequence, Event = @event, RecordType = type, RecordId = record, Body = body, QueuedAt = now, DueAt = now,
    };

    /// <summary>Begins its tries again.</summary>
    public void SendAgain(DateTimeOffset now)
    {
        if (State == DeliveryState.Waiting) throw new Refused(WebhookRefusals.StillWaiting);
        (State, QueuedAt, DueAt, Attempts) = (DeliveryState.Waiting, now, now, 0);
    }

    /// <summary>Takes a turn of sending.</summary>
    internal void Claim(DateTimeOffset until) => DueAt = until;

    /// <summary>Gives the turn back without having tried.</summary>
    internal void PutBack(DateTimeOffset due) => DueAt = due;

    /// <summary>Says how a try ended.</summary>
    internal void Ended(CallOutcome outcome, DateTimeOffset now)
    {
        Attempts++;
        (Status, Error, Answer, Took) = (outcome.Status, outcome.Error, outcome.Answer, (int)outcome.Took.TotalMilliseconds);
        if (outcome.Taken) (State, DueAt) = (DeliveryState.Delivered, now);
        else if (IsTest || Attempts > Pauses.Count) (State, DueAt) = (DeliveryState.Dead, now);
        else DueAt = now + Later(Pauses[Attempts - 1], outcome.RetryAfter);
    }

    /// <summary>Becomes a dead letter without another try.</summary>
    internal void Expire(DateTimeOffset now) => (State, Error, DueAt) = (DeliveryState.Dead, CallErrors.Expired, now);

    void ISignals.Signal(ISet<string> topics)
    {
        topics.Add($"webhook:{WebhookId:n}");
        if (State == DeliveryState.Waiting) topics.Add(DueTopic);
    }

    /// <summary>Not all at the same moment, and not before the receiver asks for it.</summary>
    private static TimeSpan Later(TimeSpan pause, TimeSpan? asked)
    {
        var due = pause * (0.95 + (Random.Shared.NextDouble() / 10));
        return asked is { } wait && wait > due ? wait : due;
    }
}
