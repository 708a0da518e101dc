using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tandem.Core.Text;

/// <summary>
/// Sort keys of texts: computed when a text is written, so that both databases order it by a language's rules by comparing bytes.
/// </summary>
/// <remarks>
/// A key is ICU's at primary strength (case, accents, width and kana do not count), each of its bytes as the character of that number.
/// No byte of a key is zero, and UTF-8 and UTF-16 keep the order of these characters, so SQLite's BINARY, PostgreSQL's "C" and
/// <see cref="StringComparer.Ordinal"/> all order keys as ICU does. Keys are cropped; texts that differ only later compare as equal.
/// </remarks>
public static class SortKeys
{
    /// <summary>Longest key, in characters.</summary>
    public const int MaxLength = 64;

    // Characters that count yield at least one byte each; the rest of a longer text cannot reach the key unless ignorable ones come first.
    private const int CharactersRead = 4 * MaxLength;

    private const CompareOptions Primary =
        CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreKanaType | CompareOptions.IgnoreWidth;

    private static readonly ConcurrentDictionary<string, CompareInfo> ByLanguage = new(StringComparer.Ordinal);

    /// <summary>
    /// Names the rules that made the keys: another value means that stored keys are to be rebuilt.
    /// It holds the versions of ICU's collation data for the languages of the product, and that of this encoding.
    /// </summary>
    public static string Version { get; } = "1:" + string.Join('.', new[] { "", "en", "fa", "ru", "vi" }
        .Select(language => RulesOf(language).Version.FullVersion.ToString("x", CultureInfo.InvariantCulture)));

    /// <summary>The key of a text in a language (IETF tag: <c>fa</c>, <c>de-AT</c>); null for null. An unknown language sorts by the root rules.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, string language)
    {
        if (string.IsNullOrEmpty(text)) return text;
        var rules = RulesOf(language);
        var read = text.AsSpan(0, Math.Min(text.Length, CharactersRead));
        var length = rules.GetSortKeyLength(read, Primary);
        var rented = length > 1024 ? ArrayPool<byte>.Shared.Rent(length) : null;
        var key = rented ?? stackalloc byte[1024];
        length = rules.GetSortKey(read, key, Primary);
        while (length > 0 && key[length - 1] == 0) length--; // ICU ends a key with a zero
        length = Math.Min(length, MaxLength);
        Span<char> encoded = stackalloc char[MaxLength];
        for (var i = 0; i < length; i++) encoded[i] = (char)key[i];
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return new string(encoded[..length]);
    }

    internal static CompareInfo RulesOf(string language) => ByLanguage.GetOrAdd(language, static tag =>
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).CompareInfo;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture.CompareInfo;
        }
    });
}
