using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>
/// One record that was merged into another: the log by which it can be undone. While it stands, the loser lies hidden in its table and its id
/// leads to the survivor.
/// </summary>
public sealed class RecordMerge
{
    public Guid Id { get; init; } = Ids.New();

    /// <summary>Place in the order of merges.</summary>
    public long Sequence { get; init; }

    /// <summary>The same for the records that were merged in one act.</summary>
    public Guid TogetherId { get; init; }

    /// <summary>Key of the record type.</summary>
    public required string RecordType { get; init; }

    public Guid SurvivorId { get; init; }

    public Guid LoserId { get; init; }

    /// <summary>What the loser was called; null after an erasure.</summary>
    public string? LoserTitle { get; internal set; }

    public DateTimeOffset At { get; init; }

    public Guid? ById { get; init; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public Guid? UndoneById { get; private set; }

    /// <summary>What the undoing left on the survivor because it was edited since.</summary>
    public List<KeptByMerge> Kept { get; private set; } = [];

    public bool Stands => UndoneAt is null;

    internal void Undo(Guid? by, DateTimeOffset at, IEnumerable<KeptByMerge> kept) => (UndoneAt, UndoneById, Kept) = (at, by, [.. kept]);

    internal static void Map(ModelBuilder model)
    {
        model.Entity<RecordMerge>(merge =>
        {
            merge.ToTable("record_merges");
            merge.Ignore(m => m.Stands);
            merge.Property(m => m.RecordType).HasMaxLength(60);
            merge.Property(m => m.Kept).AsJson();
            merge.HasIndex(m => m.Sequence);
            merge.HasIndex(m => m.TogetherId);
            merge.HasIndex(m => m.SurvivorId);
            // A record is merged into one other at most.
            merge.HasIndex(m => m.LoserId, "ix_record_merges_standing").IsUnique().HasFilter("undone_at IS NULL");
        });
        model.Entity<MergedValue>(value =>
        {
            value.ToTable("merged_values");
            value.HasKey(v => new { v.MergeId, v.Field });
            value.Property(v => v.Field).HasMaxLength(120);
            value.Property(v => v.Brought).AsJson();
            value.Property(v => v.Added).AsJson();
        });
        model.Entity<MovedLink>(link =>
        {
            link.ToTable("moved_links");
            link.HasKey(l => new { l.MergeId, l.Place, l.RowId });
            link.Property(l => l.Place).HasMaxLength(160);
            link.HasIndex(l => l.RowId);
        });
    }
}

/// <summary>Something that stayed on the survivor when a merge was undone.</summary>
/// <param name="Field">Name of the survivor's field; for a link the field of the record that refers.</param>
/// <param name="RecordType">Of a link: key of the type of the record that refers; null for a field.</param>
/// <param name="RecordId">Of a link: that record.</param>
public sealed record KeptByMerge(string Field, string? RecordType = null, Guid? RecordId = null);

/// <summary>What a merge did to a field of the survivor.</summary>
internal sealed class MergedValue
{
    public Guid MergeId { get; init; }

    public required string Field { get; init; }

    /// <summary>JSON of the survivor's value before; null for fields with several values.</summary>
    public string? Before { get; set; }

    /// <summary>JSON of the value that was taken from the loser.</summary>
    public string? After { get; set; }

    /// <summary>The values that the loser has, of a field with several; each as JSON.</summary>
    public List<string> Brought { get; set; } = [];

    /// <summary>Those of them that the survivor did not have.</summary>
    public List<string> Added { get; set; } = [];
}

/// <summary>A row that referred to the loser and now refers to the survivor, or was taken out because the survivor had its like.</summary>
internal sealed class MovedLink
{
    public Guid MergeId { get; init; }

    /// <summary>Table and column: <c>deals.company_id</c>.</summary>
    public required string Place { get; init; }

    public Guid RowId { get; init; }

    /// <summary>JSON of a row that was taken out; null for one that moved.</summary>
    public string? Copy { get; init; }
}

/// <summary>Refusals of merging.</summary>
public static class MergeRefusals
{
    public const string HowMany = "merge.how-many";
    public const string AlreadyUndone = "merge.already-undone";
    public const string ChangedMeanwhile = "merge.changed-meanwhile";
    public const string UnknownChoice = "merge.unknown-choice";
    public const string Loop = "merge.loop";
    public const string LoserGone = "merge.loser-gone";
}
