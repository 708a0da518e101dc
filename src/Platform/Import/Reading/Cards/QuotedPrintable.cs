using System.Text;

namespace Tandem.Platform.Import.Reading.Cards;

/// <summary>Text whose other letters stand as <c>=C3=91</c> (RFC 2045, 6.7).</summary>
internal static class QuotedPrintable
{
    public static string Decode(string text, string? charset)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (text[i] == '=' && i == text.Length - 1)
            {
                break;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1));
                if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length) i++;
            }
        }

        return EncodingOf(charset).GetString(bytes.ToArray());
    }

    private static Encoding EncodingOf(string? charset)
    {
        try
        {
            return charset is null or "" || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : FileEncoding.Named(charset);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
