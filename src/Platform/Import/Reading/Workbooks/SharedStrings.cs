using System.Text;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>The texts of a workbook, each written once and named by its place. The first are held in memory, the rest in a temporary file.</summary>
internal sealed class SharedStrings : IDisposable
{
    private const int MostHeld = 8 * 1024 * 1024; // characters

    private readonly List<string> held = [];
    private readonly List<long> places = [];
    private FileStream? rest;
    private byte[] buffer = new byte[1024];

    private SharedStrings()
    {
    }

    public static SharedStrings Read(SheetXml? part, ReadingLimits limits)
    {
        var strings = new SharedStrings();
        if (part is null) return strings;
        using var xml = part;
        try
        {
            var text = new StringBuilder();
            long length = 0;
            while (xml.Next())
            {
                if (!xml.Is("si")) continue;
                text.Clear();
                if (!xml.ReadText(text, limits.CellLength)) throw new Refused(ReadingRefusals.CellTooLong, ("row", 0), ("column", 0), ("max", limits.CellLength));
                var value = EscapedLetters.Read(text.ToString());
                length += value.Length + 16;
                if (strings.rest is null && length <= MostHeld) strings.held.Add(value);
                else strings.PutAside(value);
                if (strings.held.Count + strings.places.Count > int.MaxValue / 8) throw new Refused(ReadingRefusals.BrokenWorkbook, ("row", 0));
            }

            strings.places.Add(strings.rest?.Position ?? 0);
            strings.rest?.Flush();
            return strings;
        }
        catch
        {
            strings.Dispose();
            throw;
        }
    }

    /// <summary>The text at a place; null when there is none.</summary>
    public string? At(int place)
    {
        if (place < 0) return null;
        if (place < held.Count) return held[place];
        place -= held.Count;
        if (rest is null || place >= places.Count - 1) return null;
        var length = (int)(places[place + 1] - places[place]);
        if (buffer.Length < length) buffer = new byte[length];
        rest.Position = places[place];
        rest.ReadExactly(buffer, 0, length);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    public void Dispose() => rest?.Dispose();

    private void PutAside(string value)
    {
        rest ??= new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        places.Add(rest.Position);
        rest.Write(Encoding.UTF8.GetBytes(value));
    }
}
