using System.Text;
using Tandem.Core.Text;

namespace Tandem.Platform.Import.Recognition;

/// <summary>Names of columns in the form in which they are compared: <c>close_value</c>, <c>CloseValue</c> and «Close value» are the same.</summary>
internal static class ColumnWords
{
    // What exports put before every name and what says nothing about the column.
    private static readonly string[] Prefixes = ["property ", "properties ", "record ", "hs "];

    public static string Normal(string name)
    {
        var spaced = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1])) spaced.Append(' ');
            spaced.Append(char.IsLetterOrDigit(name[i]) || char.GetUnicodeCategory(name[i]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format ? name[i] : ' ');
        }

        var normal = Folding.Fold(spaced.ToString());
        foreach (var prefix in Prefixes)
            if (normal.StartsWith(prefix, StringComparison.Ordinal) && normal.Length > prefix.Length) normal = normal[prefix.Length..];
        return normal;
    }

    /// <summary>How surely a column of this name means a word: 0 to 1.</summary>
    public static double Likeness(string column, string word)
    {
        if (column.Length == 0 || word.Length == 0) return 0;
        if (column == word) return 1;
        if (column.Replace(" ", "", StringComparison.Ordinal) == word.Replace(" ", "", StringComparison.Ordinal)) return 0.98;
        var (mine, its) = (column.Split(' '), word.Split(' '));
        if (its.All(mine.Contains)) return 0.6 + (0.25 * its.Length / mine.Length);
        if (mine.Length > 1 && mine.All(its.Contains)) return 0.55 + (0.2 * mine.Length / its.Length);
        var similar = column.Length >= 4 && word.Length >= 4 ? Similarity.Of(column, word) : 0;
        return similar >= 0.9 ? similar * 0.85 : 0;
    }
}
