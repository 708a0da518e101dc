namespace Tandem.Platform.Records.Pages;

/// <summary>Which columns of a list a user chose to see, in their order.</summary>
public sealed class ListChoice
{
    public Guid UserId { get; init; }

    /// <summary>Key of the record type.</summary>
    public required string RecordType { get; init; }

    /// <summary>Names of fields.</summary>
    public List<string> Columns { get; set; } = [];
}
