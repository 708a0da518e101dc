using Tandem.Core.Localization;

namespace Tandem.Platform.Files;

/// <summary>How large a file is, as people read it: «1.2 MB», decimal units as file managers show them.</summary>
public static class FileSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB"];

    public static string Shown(long bytes, Locale locale)
    {
        decimal size = bytes;
        var unit = 0;
        for (; size >= 1000 && unit < Units.Length - 1; unit++) size /= 1000;
        return locale.T("files.size." + Units[unit], ("size", decimal.Round(size, size < 10 && unit > 0 ? 1 : 0)));
    }
}
