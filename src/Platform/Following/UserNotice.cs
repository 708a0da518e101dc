using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Following;

/// <summary>Why a user is told.</summary>
public enum NoticeKind
{
    /// <summary>A record that they follow changed.</summary>
    Changed,

    /// <summary>Somebody named them in a note.</summary>
    Mentioned,
}

/// <summary>Tells a user of something on a record. Changes of one record gather in one notice until it is read.</summary>
public sealed class UserNotice
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public NoticeKind Kind { get; init; }

    public Guid RecordId { get; init; }

    /// <summary>Who did it last; null for the system.</summary>
    public Guid? ById { get; set; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>How many changes it tells of.</summary>
    public int Count { get; set; } = 1;

    /// <summary>The last change of the feed in it, so that none counts twice; 0 for a mention.</summary>
    public long Sequence { get; set; }

    /// <summary>Null until the user looked.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<UserNotice>(notice =>
    {
        notice.ToTable("user_notices");
        notice.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        notice.HasIndex(n => new { n.UserId, n.ReadAt, n.At });
        notice.HasIndex(n => n.RecordId);
    });
}
