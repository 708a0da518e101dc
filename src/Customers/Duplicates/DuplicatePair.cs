using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;

namespace Tandem.Customers.Duplicates;

/// <summary>A key under which a living record lies: records that share one may be duplicates. A hash, so that no personal value stands here.</summary>
internal sealed class MatchKey
{
    public long Key { get; init; }

    public Guid RecordId { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<MatchKey>(key =>
    {
        key.ToTable("match_keys");
        key.HasKey(k => new { k.RecordId, k.Key });
        key.HasIndex(k => new { k.Key, k.RecordId });
    });
}

/// <summary>Two records that may be one.</summary>
internal sealed class DuplicatePair
{
    public Guid FirstId { get; init; }

    public Guid SecondId { get; init; }

    /// <summary>Key of their record type.</summary>
    public required string RecordType { get; init; }

    /// <summary>Percent.</summary>
    public int Score { get; set; }

    /// <summary>In what they agree: <c>email.same</c>; no values.</summary>
    public List<string> Reasons { get; set; } = [];

    public DateTimeOffset FoundAt { get; init; }

    /// <summary>Put last by somebody who could not tell.</summary>
    public DateTimeOffset? SkippedAt { get; private set; }

    /// <summary>When somebody said that they are two; it is never proposed again.</summary>
    public DateTimeOffset? DismissedAt { get; private set; }

    public Guid? DismissedById { get; private set; }

    /// <summary>The ids in the order in which a pair is stored.</summary>
    public static (Guid First, Guid Second) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    public void Skip(DateTimeOffset at) => SkippedAt = at;

    public void Dismiss(Guid? by, DateTimeOffset at) => (DismissedAt, DismissedById) = (at, by);

    public void Propose() => (DismissedAt, DismissedById, SkippedAt) = (null, null, null);

    internal static void Map(ModelBuilder model) => model.Entity<DuplicatePair>(pair =>
    {
        pair.ToTable("duplicate_pairs");
        pair.HasKey(p => new { p.FirstId, p.SecondId });
        pair.Property(p => p.RecordType).HasMaxLength(60);
        pair.Property(p => p.Reasons).AsJson();
        pair.HasIndex(p => p.SecondId);
        pair.HasIndex(p => new { p.RecordType, p.SkippedAt, p.Score }, "ix_duplicate_pairs_open").HasFilter("dismissed_at IS NULL");
    });
}
