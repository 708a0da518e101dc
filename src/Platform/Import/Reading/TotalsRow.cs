using Tandem.Core.Text;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Reading;

/// <summary>The row under a table that sums it up and is no record: one that is called so and otherwise has numbers and gaps.</summary>
internal static class TotalsRow
{
    /// <summary>Behind it stand at most a line or two of remarks.</summary>
    public const int Held = 3;

    private static readonly HashSet<string> Names = [.. ((string[])
    [
        "total", "totals", "grand total", "subtotal", "sum", "sums", "all", "total:", "sum:", "итого", "итого:", "всего", "всего:", "сумма", "جمع", "جمع کل", "مجموع", "مجموع کل",
        "tổng", "tổng cộng", "cộng", "summe", "gesamt", "gesamtsumme", "suma", "totale", "toplam",
    ]).Select(name => Folding.Fold(name))];

    public static bool Is(IReadOnlyList<string> cells)
    {
        var named = false;
        int numbers = 0, blank = 0;
        foreach (var cell in cells)
        {
            if (string.IsNullOrWhiteSpace(cell)) blank++;
            else if (Numbers.LooksLikeNumber(cell)) numbers++;
            else if (!named && numbers == 0 && Names.Contains(Folding.Fold(cell))) named = true;
            else return false;
        }

        return named && numbers > 0 && blank > 0;
    }
}
