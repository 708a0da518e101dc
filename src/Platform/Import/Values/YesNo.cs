using Tandem.Core.Text;

namespace Tandem.Platform.Import.Values;

/// <summary>Yes and no as files write them.</summary>
public static class YesNo
{
    private static readonly HashSet<string> Yes = new(["yes", "y", "true", "t", "1", "on", "x", "✓", "да", "д", "истина", "بله", "بلی", "اری", "فعال", "co", "dung", "oui", "ja", "si"], StringComparer.Ordinal);

    private static readonly HashSet<string> No = new(["no", "n", "false", "f", "0", "off", "нет", "н", "ложь", "خیر", "نه", "khong", "sai", "non", "nein"], StringComparer.Ordinal);

    public static bool TryRead(string text, out bool value)
    {
        var folded = Folding.Fold(text);
        value = Yes.Contains(folded);
        return value || No.Contains(folded);
    }
}
