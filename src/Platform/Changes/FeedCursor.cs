using System.Globalization;
using Tandem.Core;
using Tandem.Platform.Api;

namespace Tandem.Platform.Changes;

/// <summary>
/// A place in the feed: everything up to it was read. On PostgreSQL sequences commit out of order, so the transaction comes first;
/// on SQLite it is always 0.
/// </summary>
public readonly record struct FeedPosition(ulong Transaction, long Sequence)
{
    public static readonly FeedPosition Start;

    public static FeedPosition Of(Change change) => new(change.Transaction, change.Sequence);

    public bool IsBefore(FeedPosition other) => (Transaction, Sequence).CompareTo((other.Transaction, other.Sequence)) < 0;

    /// <summary>Reads the form that <see cref="ToString"/> writes. Throws <see cref="Refused"/>.</summary>
    public static FeedPosition Parse(string text) =>
        text.Split('-') is [var transaction, var sequence]
        && ulong.TryParse(transaction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var t)
        && long.TryParse(sequence, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var s)
            ? new FeedPosition(t, s) : throw Refused.On("after", ApiRefusals.Malformed);

    /// <summary>Opaque to callers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction:x}-{Sequence:x}");
}

/// <summary>How far a consumer of the feed has come, and which node reads for it.</summary>
public sealed class FeedCursor
{
    /// <summary>Not a reader: up to here the beginning of the feed was cut off.</summary>
    public const string Cut = "(cut)";

    public required string Consumer { get; init; }

    public ulong Transaction { get; private set; }

    public long Sequence { get; private set; }

    public Guid? LeasedBy { get; internal set; }

    public DateTimeOffset? LeasedUntil { get; internal set; }

    public FeedPosition Position
    {
        get => new(Transaction, Sequence);
        internal set => (Transaction, Sequence) = (value.Transaction, value.Sequence);
    }
}
