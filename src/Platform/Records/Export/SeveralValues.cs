using System.Text;

namespace Tandem.Platform.Records.Export;

/// <summary>Several values in one cell. What separates them is marked where a value itself has it, so that they come back as they were.</summary>
public static class SeveralValues
{
    private const string Separators = ";,|،";

    public static string Join(IEnumerable<string> values) => string.Join("; ", values.Select(Marked));

    /// <summary>Splits at any separator that is not marked; without empty values.</summary>
    public static IReadOnlyList<string> Split(string cell)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        for (var i = 0; i <= cell.Length; i++)
        {
            if (i < cell.Length && cell[i] == '\\' && i + 1 < cell.Length && (Separators.Contains(cell[i + 1], StringComparison.Ordinal) || cell[i + 1] == '\\')) value.Append(cell[++i]);
            else if (i < cell.Length && !Separators.Contains(cell[i], StringComparison.Ordinal) && cell[i] is not ('\n' or '\r')) value.Append(cell[i]);
            else
            {
                if (value.ToString().Trim() is { Length: > 0 } one) values.Add(one);
                value.Clear();
            }
        }

        return values;
    }

    private static string Marked(string value)
    {
        if (value.AsSpan().IndexOfAny(Separators + "\\") < 0) return value;
        var marked = new StringBuilder(value.Length + 2);
        foreach (var c in value)
        {
            if (c == '\\' || Separators.Contains(c, StringComparison.Ordinal)) marked.Append('\\');
            marked.Append(c);
        }

        return marked.ToString();
    }
}
