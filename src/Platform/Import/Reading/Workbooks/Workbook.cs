using System.IO.Compression;
using System.Xml;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>
/// An Excel workbook, read part by part as it streams. What it says about itself is not believed: parts that unpack to far more than they are, documents with
/// entities, and nesting without end are refused before they cost anything.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private const int MostParts = 10_000;
    private const int MostSheets = 500;

    private readonly ZipArchive archive;
    private readonly ReadingLimits limits;
    private readonly List<(string Name, string Part)> sheets = [];
    private string sharedStrings = "xl/sharedStrings.xml";
    private string styles = "xl/styles.xml";

    private Workbook(ZipArchive archive, ReadingLimits limits) => (this.archive, this.limits) = (archive, limits);

    /// <summary>Whether days are counted from 1904, as old Macintosh programs do.</summary>
    public bool From1904 { get; private set; }

    /// <summary>Names of the sheets that are not hidden, in their order.</summary>
    public IEnumerable<string> Sheets => sheets.Select(sheet => sheet.Name);

    /// <summary>Whether the file is packed as workbooks are; old or encrypted ones are refused. Leaves the stream at its beginning.</summary>
    public static bool Is(Stream file)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = 0;
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (head[..length].StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) throw new Refused(ReadingRefusals.OldWorkbook);
        return head[..length].StartsWith("PK\x03\x04"u8) || head[..length].StartsWith("PK\x05\x06"u8);
    }

    /// <summary>The sheets of a workbook that have a row; none for a file that is no workbook, or a broken one.</summary>
    public static IReadOnlyList<string> SheetsOf(Stream file, ReadingLimits limits)
    {
        try
        {
            if (!Is(file)) return [];
            using var book = Open(file, limits);
            return [.. book.Sheets.Where(book.HasRows)];
        }
        catch (Exception error) when (error is Refused or XmlException or InvalidDataException)
        {
            return []; // reading it says why
        }
    }

    /// <summary>Opens the workbook; the stream stays open.</summary>
    public static Workbook Open(Stream file, ReadingLimits limits)
    {
        file.Position = 0;
        ZipArchive? opened = null;
        try
        {
            opened = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (opened.Entries.Count > MostParts) throw new Refused(ReadingRefusals.NotAWorkbook);
            var book = new Workbook(opened, limits);
            book.ReadContents();
            return book;
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            opened?.Dispose();
            throw new Refused(ReadingRefusals.NotAWorkbook);
        }
        catch (Refused)
        {
            opened?.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a sheet; those of the first one when null. Disposing of them disposes of the workbook.</summary>
    public WorkbookRows Rows(string? sheet)
    {
        try
        {
            var at = sheet is null ? 0 : sheets.FindIndex(one => one.Name == sheet);
            if (at < 0 || at >= sheets.Count) throw new Refused(ReadingRefusals.Empty);
            return new WorkbookRows(this, sheets[at].Name, Part(sheets[at].Part) ?? throw new Refused(ReadingRefusals.NotAWorkbook), SharedStrings.Read(Part(sharedStrings), limits), CellStyles.Read(Part(styles)), limits);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException)
        {
            Dispose();
            throw new Refused(ReadingRefusals.NotAWorkbook);
        }
        catch (Refused)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose() => archive.Dispose();

    private bool HasRows(string sheet)
    {
        using var xml = Part(sheets.Find(one => one.Name == sheet).Part);
        while (xml?.Next() == true)
            if (xml.Is("c")) return true;
        return false;
    }

    private void ReadContents()
    {
        var book = Related("").FirstOrDefault(one => one.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? "xl/workbook.xml";
        var parts = Related(book);
        sharedStrings = parts.FirstOrDefault(one => one.Type.EndsWith("/sharedStrings", StringComparison.Ordinal)).Target ?? sharedStrings;
        styles = parts.FirstOrDefault(one => one.Type.EndsWith("/styles", StringComparison.Ordinal)).Target ?? styles;
        using var xml = Part(book) ?? throw new Refused(ReadingRefusals.NotAWorkbook);
        while (xml.Next())
        {
            if (xml.Is("workbookPr")) From1904 = xml["date1904"] is "1" or "true";
            if (!xml.Is("sheet") || xml["state"] is "hidden" or "veryHidden" || sheets.Count == MostSheets) continue;
            if (parts.FirstOrDefault(one => one.Id == xml.Relation) is { Target: { } part, Type: var type } && type.EndsWith("/worksheet", StringComparison.Ordinal)) sheets.Add((xml["name"] ?? "", part));
        }

        if (sheets.Count == 0) throw new Refused(ReadingRefusals.NotAWorkbook);
    }

    /// <summary>What a part refers to, with paths from the root.</summary>
    private List<(string Id, string Type, string? Target)> Related(string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = part[..(slash + 1)];
        var related = new List<(string, string, string?)>();
        using var xml = Part($"{folder}_rels/{part[(slash + 1)..]}.rels");
        while (xml?.Next() == true && related.Count < MostParts)
        {
            if (!xml.Is("Relationship") || xml["Target"] is not { } target) continue;
            related.Add((xml["Id"] ?? "", xml["Type"] ?? "", target.StartsWith('/') ? target[1..] : Path(folder, target)));
        }

        return related;
    }

    private static string Path(string folder, string target)
    {
        var steps = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var step in target.Split('/'))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or "..")) steps.Add(step);
        }

        return string.Join('/', steps);
    }

    private SheetXml? Part(string path)
    {
        var entry = archive.GetEntry(path) ?? archive.Entries.FirstOrDefault(one => string.Equals(one.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));
        return entry is null ? null : new SheetXml(new UnpackedPart(entry.Open(), entry.CompressedLength, limits));
    }
}
