namespace Tandem.Platform.Search;

/// <summary>
/// The directory of all records: one row each, written with the record. It answers search, names records that others point to,
/// and says who may see them without loading them.
/// </summary>
public sealed class RecordEntry
{
    public const int MaxTitleLength = 500;

    /// <summary>Row number: the search index refers to it.</summary>
    public long Number { get; init; }

    public Guid RecordId { get; init; }

    /// <summary>Key of the record type.</summary>
    public required string RecordType { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; set; }

    /// <summary>A second line: a company's domain, a person's company or e-mail.</summary>
    public string? Subtitle { get; set; }

    /// <summary>Folded text of the searchable fields.</summary>
    public required string Text { get; set; }

    public Guid? OwnerId { get; set; }

    /// <summary>The record that it is about, as a note or a file is: who does not see that one does not see this one.</summary>
    public Guid? AboutId { get; set; }

    public bool Trashed { get; set; }
}
