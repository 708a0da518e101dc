namespace Tandem.Core.Records;

/// <summary>One of several e-mail addresses or phone numbers of a record.</summary>
/// <param name="Value">In the stored form: a lower-case address, an E.164 number.</param>
/// <param name="Label">What it is for, in the user's words: work, home, assistant.</param>
public sealed record ContactPoint(string Value, string? Label = null)
{
    /// <summary>How many a record may have.</summary>
    public const int Most = 20;

    public const int MaxLabelLength = 60;
}
