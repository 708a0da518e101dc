using System.Text.Json;

namespace Tandem.Platform.Records.Bulk;

/// <summary>Which records one change is for: those that are named, or all that match.</summary>
/// <param name="Ids">Null for all that match.</param>
/// <param name="Filter">In the filter language; null for all records of the type.</param>
/// <param name="Search">Words of the search box.</param>
public sealed record BulkSelection(IReadOnlyList<Guid>? Ids = null, string? Filter = null, string? Search = null);

/// <summary>One change to many records.</summary>
/// <param name="What">One of <see cref="BulkVerbs"/>.</param>
public sealed record BulkChange(string What)
{
    /// <summary>For <see cref="BulkVerbs.Assign"/>; null for nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>For <see cref="BulkVerbs.Tag"/> and <see cref="BulkVerbs.Untag"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>For <see cref="BulkVerbs.Set"/>: values by field, as the API takes them.</summary>
    public JsonElement? Values { get; init; }
}

/// <summary>What can be done to many records at once.</summary>
public static class BulkVerbs
{
    public const string Assign = "assign";
    public const string Tag = "tag";
    public const string Untag = "untag";
    public const string Set = "set";
    public const string Delete = "delete";
}

/// <summary>What came of it.</summary>
/// <param name="Changed">Records that are different now.</param>
/// <param name="Same">Records that were so already.</param>
/// <param name="Refused">By the code of the rule that said no: how many stayed as they were.</param>
public sealed record BulkOutcome(long Changed, long Same, IReadOnlyDictionary<string, long> Refused)
{
    public static BulkOutcome None { get; } = new(0, 0, new Dictionary<string, long>());

    internal BulkOutcome And(BulkOutcome more) => new(Changed + more.Changed, Same + more.Same,
        Refused.Concat(more.Refused).GroupBy(one => one.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(one => one.Value), StringComparer.Ordinal));
}

public static class BulkRefusals
{
    public const string TooMany = "record.too-many-selected";
    public const string UnknownVerb = "record.unknown-bulk-change";
    public const string NotInBulk = "record.not-in-bulk";
}
