using System.Text;
using System.Text.Unicode;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading;

/// <summary>In what encoding a text file is, found from its bytes: the byte order mark, else UTF-8 when all of it is valid UTF-8, else the
/// Windows code page whose letters make the most likely words.</summary>
public static class FileEncoding
{
    private const int Window = 64 * 1024;

    static FileEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the stream once, from its beginning, and puts it back there.</summary>
    public static Encoding Detect(Stream file)
    {
        file.Position = 0;
        var bytes = new byte[Window];
        var length = file.ReadAtLeast(bytes, Window, throwOnEndOfStream: false);
        var head = bytes.AsSpan(0, length);
        var found = OfMark(head) ?? OfZeros(head);
        if (found is null)
        {
            var telling = new List<byte>();
            found = IsUtf8(file, bytes, length, telling) ? Encoding.UTF8 : CodePages.Likeliest(telling.ToArray());
        }

        file.Position = 0;
        return found;
    }

    /// <summary>A reader over the whole file; a byte order mark is skipped.</summary>
    public static StreamReader Open(Stream file, Encoding encoding) => new(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);

    /// <summary>By the name that a plan stores.</summary>
    public static Encoding Named(string name) => Encoding.GetEncoding(name);

    private static Encoding? OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>UTF-16 without a mark has a zero byte beside most characters of the separators and digits; other texts have none.</summary>
    private static Encoding? OfZeros(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }

        if (even + odd == 0) return null;
        if (odd > head.Length / 40 && even <= odd / 50) return Encoding.Unicode;
        if (even > head.Length / 40 && odd <= even / 50) return Encoding.BigEndianUnicode;
        throw new Refused(ReadingRefusals.NotText);
    }

    private static bool IsUtf8(Stream file, byte[] bytes, int length, List<byte> telling)
    {
        var valid = true;
        while (length > 0)
        {
            var complete = valid ? CompleteLength(bytes.AsSpan(0, length)) : length;
            var part = bytes.AsSpan(0, complete);
            if (valid && !Utf8.IsValid(part)) valid = false;
            Collect(part, telling);
            if (!valid && telling.Count >= Window) break;
            var rest = length - complete;
            bytes.AsSpan(complete, rest).CopyTo(bytes);
            var more = file.ReadAtLeast(bytes.AsSpan(rest), bytes.Length - rest, throwOnEndOfStream: false);
            if (more == 0)
            {
                if (rest > 0) valid = false;
                break;
            }

            length = rest + more;
        }

        return valid;
    }

    /// <summary>Without the beginning of a character that the next part completes.</summary>
    private static int CompleteLength(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if (b < 0x80) break;
            if (b >= 0xC0)
            {
                var needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return needed > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }

    /// <summary>Keeps the lines that have more than ASCII: they tell the code page.</summary>
    private static void Collect(ReadOnlySpan<byte> part, List<byte> telling)
    {
        if (telling.Count >= Window) return;
        foreach (var line in part.Split((byte)'\n'))
        {
            var bytes = part[line];
            if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF)) continue;
            telling.AddRange(bytes[..Math.Min(bytes.Length, 4096)]);
            telling.Add((byte)'\n');
            if (telling.Count >= Window) return;
        }
    }
}
