using System.Text;

namespace Tandem.Platform.Files;

/// <summary>
/// Tells a file's type by its first bytes. What a sender or a file name claims is believed only where it cannot do harm: the answer is never
/// HTML, SVG, XML or script, which a browser would run.
/// </summary>
internal static class ContentSniffer
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Needs = 512;

    public const string Unknown = "application/octet-stream";

    private static readonly (byte[] Magic, int At, string Type)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
        ([0x1F, 0x8B], 0, "application/gzip"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, "application/x-ole-storage"),
        ("ID3"u8.ToArray(), 0, "audio/mpeg"),
        ("OggS"u8.ToArray(), 0, "audio/ogg"),
        ("WAVE"u8.ToArray(), 8, "audio/wav"),
        ("ftyp"u8.ToArray(), 4, "video/mp4"),
    ];

    private static readonly Dictionary<string, string> Packed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odt"] = "application/vnd.oasis.opendocument.text",
    };

    private static readonly Dictionary<string, string> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv", [".tsv"] = "text/tab-separated-values", [".json"] = "application/json", [".ics"] = "text/calendar", [".vcf"] = "text/vcard",
    };

    /// <summary>Types that a browser may show by itself; everything else is only downloaded.</summary>
    public static bool ShowsSafely(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    public static string TypeOf(ReadOnlySpan<byte> head, string fileName)
    {
        var ending = Path.GetExtension(fileName);
        foreach (var (magic, at, type) in Known)
            if (head.Length >= at + magic.Length && head.Slice(at, magic.Length).SequenceEqual(magic)) return type;
        if (head.StartsWith("PK\x03\x04"u8)) return Packed.GetValueOrDefault(ending, "application/zip");
        return IsText(head) ? Texts.GetValueOrDefault(ending, "text/plain") : Unknown;
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0)) return false;
        // The end of the sample may cut a character in half.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            try
            {
                new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(head[..^cut]);
                return true;
            }
            catch (DecoderFallbackException)
            {
                // Try without the last byte.
            }
        }

        return false;
    }
}
