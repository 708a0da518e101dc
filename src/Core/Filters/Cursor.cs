using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tandem.Core.Filters;

/// <summary>
/// The place in a list after which the next page begins, as an opaque text: the last record's values of the sort order. It belongs to one list, that is
/// to one type, order and filter. It grants nothing: whoever forges one only picks another place in a list that they may see anyway.
/// </summary>
public static class Cursor
{
    private const int LongestText = 16_000;
    private const int ChecksumBytes = 6;

    /// <summary>The place after a record.</summary>
    /// <param name="filter">The filter of the list; a cursor made with one is refused without it.</param>
    public static string Of(Sorting sorting, object lastRecord, Filter? filter = null)
    {
        var list = ListOf(sorting, filter);
        var values = Array.ConvertAll([.. sorting.Keys], key => Written(key.Read(lastRecord)));
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string?[]>([Checksum(list, values), list, .. values]));
    }

    /// <summary>The values after which a list goes on, one for each key of its order.</summary>
    /// <exception cref="FilterError">The text is no cursor (<see cref="FilterErrors.BrokenCursor"/>) or one of another list.</exception>
    internal static IReadOnlyList<object?> Read(string text, Sorting sorting, Filter? filter)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text)) throw Broken();
        try
        {
            var parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(text));
            if (parts is not [var checksum, var list, .. var values] || checksum != Checksum(list, values)) throw Broken();
            if (list != ListOf(sorting, filter)) throw new FilterError(FilterErrors.CursorOfAnotherList, 0, text.Length, null);
            return values.Length == sorting.Keys.Count ? [.. values.Zip(sorting.Keys, Value)] : throw Broken();
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or OverflowException)
        {
            throw Broken();
        }
    }

    private static string ListOf(Sorting sorting, Filter? filter) => Hash($"{sorting.Type.Key}\n{sorting}\n{filter?.ToText()}");

    private static string Checksum(string? list, string?[] values) => Hash($"{list}\n{JsonSerializer.Serialize(values)}");

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, ChecksumBytes));

    /// <summary>A value as text, exact to the last digit.</summary>
    private static string? Written(object? value) => value switch
    {
        null => null,
        string text => text,
        DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a value that lists are ordered by."),
    };

    private static object? Value(string? text, OrderKey key)
    {
        if (text is null) return key.MayBeEmpty ? null : throw Broken();
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        if (type == typeof(string)) return text.Contains('\0', StringComparison.Ordinal) ? throw Broken() : text;
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(int)) return int.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(int.Parse(text, CultureInfo.InvariantCulture));
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(long.Parse(text, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var number = decimal.Parse(text, CultureInfo.InvariantCulture);
        return Math.Abs(number) <= Money.Max ? number : throw Broken();
    }

    private static FilterError Broken() => new(FilterErrors.BrokenCursor, 0, 0, null);
}
