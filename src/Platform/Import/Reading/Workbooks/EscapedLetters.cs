using System.Globalization;
using System.Text;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>Letters that XML cannot hold stand in workbooks as <c>_x000D_</c>.</summary>
internal static class EscapedLetters
{
    private const int Length = 7;

    public static string Read(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0) return text;
        var read = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + Length <= text.Length && text[i + 1] == 'x' && text[i + Length - 1] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                read.Append((char)code);
                i += Length - 1;
            }
            else
            {
                read.Append(text[i]);
            }
        }

        return read.ToString();
    }
}
