using System.Buffers;
using System.Text.Json;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Records.Export;

namespace Tandem.Platform.Import.Running;

/// <summary>Several values in one cell, as programs write them: separated by signs, by three colons (Google), as a JSON list (Twenty).</summary>
internal static class CellValues
{
    private const string Colons = ":::";

    private static readonly SearchValues<char> Between = SearchValues.Create(";,|،\n[");

    public static IReadOnlyList<string> Split(string text) => Listed(text) ?? SeveralValues.Split(text.Contains(Colons, StringComparison.Ordinal) ? text.Replace(Colons, ";", StringComparison.Ordinal) : text);

    /// <summary>The values of a cell that should hold one e-mail address or phone number; null when it holds one.</summary>
    public static IReadOnlyList<string>? Several(FieldKind kind, string text)
    {
        if (kind == FieldKind.Email ? EmailAddresses.TryNormalise(text, out _) : text.AsSpan().IndexOfAny(Between) < 0 && !text.Contains(Colons, StringComparison.Ordinal)) return null;
        var values = Split(text);
        // A comma also stands before an extension.
        return kind == FieldKind.Email || values.All(value => value.Count(char.IsDigit) >= 6) ? values : null;
    }

    /// <summary>Groups that a program puts everyone into, marked with an asterisk: nobody made them.</summary>
    public static bool IsGroupOfAll(string tag) => tag.StartsWith("* ", StringComparison.Ordinal);

    private static List<string>? Listed(string text)
    {
        if (text.Length < 2 || text[0] != '[' || text[^1] != ']') return null;
        try
        {
            using var list = JsonDocument.Parse(text);
            return [.. list.RootElement.EnumerateArray().Select(One).OfType<string>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? One(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("number", out var number) => (value.TryGetProperty("callingCode", out var code) ? code.GetString() : "") + number.GetString(),
        JsonValueKind.Object => value.EnumerateObject().Select(property => property.Value).Where(property => property.ValueKind == JsonValueKind.String).Select(property => property.GetString()).FirstOrDefault(),
        _ => null,
    };
}
