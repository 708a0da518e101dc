using System.Globalization;

namespace Tandem.Core.Localization;

/// <summary>Reads numbers as people type and paste them.</summary>
internal static class NumberReader
{
    internal static bool TryRead(string? text, Numerals numerals, out decimal value)
    {
        value = 0;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var isNegative = false;
        var digits = new List<char>();
        var marks = new List<(char Mark, int At)>();
        foreach (var next in Numerals.Ascii(text.Trim()))
        {
            if (char.IsAsciiDigit(next)) digits.Add(next);
            else if (next is '.' or ',' or '٫' or '٬' or '\'' or '’' || char.IsWhiteSpace(next)) marks.Add((char.IsWhiteSpace(next) ? ' ' : next, digits.Count));
            else if (next is '-' or '\u2212' && digits.Count == 0 && !isNegative) isNegative = true;
            else if (next is not ('\u200e' or '\u200f') && !(next == '+' && digits.Count == 0)) return false;
        }

        if (digits.Count is 0 or > 28) return false;
        var point = PointOf(marks, digits.Count, numerals);
        if (!GroupsHold(marks, point, digits.Count)) return false;
        if (point is { } at) digits.Insert(marks[at].At, '.');
        if (!decimal.TryParse([.. digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>Which of the marks is the decimal point; null for none.</summary>
    private static int? PointOf(List<(char Mark, int At)> marks, int digits, Numerals numerals)
    {
        if (marks.Count == 0) return null;
        var last = marks.Count - 1;
        var mark = marks[last].Mark;
        if (mark is ' ' or '٬' or '\'' or '’') return null;
        if (mark == '٫' || marks.Exists(other => other.Mark != mark)) return last;
        if (marks.Count > 1) return null;
        var looksGrouped = mark == numerals.Group && digits - marks[last].At == 3 && marks[last].At is >= 1 and <= 3;
        return looksGrouped ? null : last;
    }

    private static bool GroupsHold(List<(char Mark, int At)> marks, int? point, int digits)
    {
        var end = point is { } at ? marks[at].At : digits;
        var groups = marks.Where((_, i) => i != point).ToList();
        if (groups.Select(group => group.Mark).Distinct().Count() > 1) return false;
        for (var i = 0; i < groups.Count; i++)
        {
            var next = i + 1 < groups.Count ? groups[i + 1].At : end;
            if (groups[i].At == 0 || next - groups[i].At != 3) return false;
        }

        return true;
    }
}
