using System.Text.Json;
using Tandem.Platform.Data;

namespace Tandem.Platform.Import.Running;

/// <summary>What a row of a file would change of a record that exists.</summary>
/// <param name="Row">In the file.</param>
/// <param name="Id">Of the record.</param>
/// <param name="Title">As it is called with the change.</param>
/// <param name="Fields">By field, what is there and what comes, as the change feed keeps them; empty when the row changes nothing.</param>
public sealed record RecordDifference(long Row, Guid Id, string Title, Dictionary<string, JsonElement[]> Fields)
{
    /// <summary>So many are kept of a file.</summary>
    internal const int Most = 200;

    private const int LongestText = 300;

    internal static JsonElement Short(object? value) => JsonSerializer.SerializeToElement(value is string { Length: > LongestText } text ? text[..LongestText] + "…" : value, JsonForms.Stored);
}
