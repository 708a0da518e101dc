using System.Globalization;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>What a number in a cell means.</summary>
internal enum NumberMeaning
{
    Number, Percent, Date,
}

/// <summary>How the cells of a workbook are shown: it decides which numbers are dates, which a workbook does not write otherwise.</summary>
internal sealed class CellStyles
{
    private const int MostStyles = 100_000;

    private readonly List<NumberMeaning> meanings = [];

    /// <summary>Of a cell with the style at a place.</summary>
    public NumberMeaning Of(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < meanings.Count ? meanings[place] : NumberMeaning.Number;

    public static CellStyles Read(SheetXml? part)
    {
        var styles = new CellStyles();
        if (part is null) return styles;
        using var xml = part;
        var own = new Dictionary<string, NumberMeaning>(StringComparer.Ordinal);
        int? formats = null;
        while (xml.Next() && styles.meanings.Count < MostStyles && own.Count < MostStyles)
        {
            if (xml.Is("numFmt") && xml["numFmtId"] is { } id) own[id] = MeaningOf(xml["formatCode"] ?? "");
            else if (xml.Is("cellXfs") && !xml.IsEmpty) formats = xml.Depth;
            else if (formats is { } open && xml.Ends(open)) formats = null;
            else if (formats is not null && xml.Is("xf")) styles.meanings.Add(xml["numFmtId"] is { } format ? own.TryGetValue(format, out var meaning) ? meaning : BuiltIn(format) : NumberMeaning.Number);
        }

        return styles;
    }

    /// <summary>The formats that every program knows by number: ISO/IEC 29500-1, 18.8.30.</summary>
    private static NumberMeaning BuiltIn(string format) => int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id switch
    {
        9 or 10 => NumberMeaning.Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58) => NumberMeaning.Date,
        _ => NumberMeaning.Number,
    } : NumberMeaning.Number;

    private static NumberMeaning MeaningOf(string format)
    {
        var positive = format.Split(';')[0];
        var quoted = false;
        var percent = false;
        for (var i = 0; i < positive.Length; i++)
        {
            var letter = char.ToLowerInvariant(positive[i]);
            if (letter == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (letter is '\\' or '_' or '*') i++;
            else if (letter == '[')
            {
                // A span of time, such as [h]:mm, is a number; colours and languages say nothing.
                if (i + 1 < positive.Length && char.ToLowerInvariant(positive[i + 1]) is 'h' or 'm' or 's') return NumberMeaning.Number;
                var close = positive.IndexOf(']', i);
                if (close < 0) break;
                i = close;
            }
            else if (letter is 'y' or 'm' or 'd' or 'h' or 's') return NumberMeaning.Date;
            else if (letter == '%') percent = true;
            else if (letter == 'g' && positive.AsSpan(i).StartsWith("general", StringComparison.OrdinalIgnoreCase)) return NumberMeaning.Number;
        }

        return percent ? NumberMeaning.Percent : NumberMeaning.Number;
    }
}
