using System.Text;
using System.Xml;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>A part of a workbook, read forward. Names are compared without their namespace: the two editions of the standard differ in those only.</summary>
internal sealed class SheetXml(Stream part) : IDisposable
{
    private const int Deepest = 64;

    private readonly XmlReader xml = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = false, CloseInput = true });
    private readonly char[] chunk = new char[4096];

    public int Depth => xml.Depth;

    /// <summary>Whether the element has no content, not even an end of its own.</summary>
    public bool IsEmpty => xml.IsEmptyElement;

    /// <summary>The relationship that the element names.</summary>
    public string? Relation
    {
        get
        {
            string? id = null;
            for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
                if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) id = xml.Value;
            xml.MoveToElement();
            return id;
        }
    }

    public string? this[string attribute] => xml.GetAttribute(attribute);

    public bool Next()
    {
        if (!xml.Read()) return false;
        if (xml.Depth > Deepest) throw new Refused(ReadingRefusals.NotAWorkbook);
        return true;
    }

    /// <summary>Whether it stands at the beginning of such an element.</summary>
    public bool Is(string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>Whether it stands at the end of the element that began at a depth.</summary>
    public bool Ends(int depth) => xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth;

    /// <summary>Whether it stands in text; <see cref="Copy"/> takes it.</summary>
    public bool IsText => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>Adds the text to what was gathered, piece by piece; false when that grows longer than a cell may be.</summary>
    public bool Copy(StringBuilder to, int most)
    {
        int read;
        while ((read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
        {
            to.Append(chunk, 0, read);
            if (to.Length > most) return false;
        }

        return true;
    }

    /// <summary>
    /// The text of the element that it stands on, to its end: that of its <c>t</c> parts where it has such, without readings (<c>rPh</c>). False when it is longer
    /// than a cell may be.
    /// </summary>
    public bool ReadText(StringBuilder to, int most)
    {
        var depth = Depth;
        if (IsEmpty) return true;
        var plain = xml.LocalName is "t" or "v";
        int? takes = plain ? depth : null, reading = null;
        while (Next() && !Ends(depth))
        {
            if (Is("rPh") && !IsEmpty) reading ??= Depth;
            else if (reading is { } begun && Ends(begun)) reading = null;
            else if (Is("t") && !IsEmpty) takes ??= Depth;
            else if (!plain && takes is { } open && Ends(open)) takes = null;
            else if (IsText && takes is not null && reading is null && !Copy(to, most)) return false;
        }

        return true;
    }

    public void Dispose() => xml.Dispose();
}
