using System.Globalization;
using System.Text;

namespace Tandem.Ui;

/// <summary>Class names and values for style attributes.</summary>
public static class Css
{
    /// <summary>Class names with single spaces between them; the empty ones are dropped.</summary>
    public static string Classes(params ReadOnlySpan<string?> names)
    {
        string? only = null;
        StringBuilder? text = null;
        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(name)) continue;
            if (only is null) only = name;
            else (text ??= new StringBuilder(only)).Append(' ').Append(name);
        }

        return text?.ToString() ?? only ?? "";
    }

    /// <summary>A share of one as a percentage that CSS reads, whatever the language: <c>62.5%</c>.</summary>
    public static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100, 2):0.##}%");

    /// <summary>A number that CSS and SVG read.</summary>
    public static string Number(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
