using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Following;

/// <summary>What a mark of a user on a record means.</summary>
public enum MarkKind
{
    /// <summary>Stands in the sidebar and in the palette.</summary>
    Favourite,

    /// <summary>Its changes are told.</summary>
    Follow,
}

/// <summary>A user's own mark on a record; nobody else sees it.</summary>
public sealed class RecordMark
{
    public Guid UserId { get; init; }

    public MarkKind Kind { get; init; }

    public Guid RecordId { get; init; }

    public DateTimeOffset At { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<RecordMark>(mark =>
    {
        mark.ToTable("record_marks");
        mark.HasKey(m => new { m.UserId, m.Kind, m.RecordId });
        mark.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        mark.HasIndex(m => new { m.RecordId, m.Kind });
    });
}
