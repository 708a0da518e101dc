namespace Tandem.Platform.Import.Reading;

/// <summary>How much of a file is believed. What goes beyond is refused with its row, before it can fill the memory.</summary>
/// <param name="Columns">Most cells in a row.</param>
/// <param name="CellLength">Most characters in a cell.</param>
/// <param name="RowLength">Most characters in a row.</param>
/// <param name="Rows">Most rows in a file, blank ones included.</param>
public sealed record ReadingLimits(int Columns = 1_000, int CellLength = 1_000_000, int RowLength = 4_000_000, long Rows = 10_000_000)
{
    public static readonly ReadingLimits Usual = new();
}

/// <summary>Why a file or a row cannot be read.</summary>
public static class ReadingRefusals
{
    public const string Empty = "import.empty-file";
    public const string NotText = "import.not-text";
    public const string TooManyColumns = "import.too-many-columns";
    public const string CellTooLong = "import.cell-too-long";
    public const string RowTooLong = "import.row-too-long";
    public const string TooManyRows = "import.too-many-rows";
    public const string OpenQuote = "import.open-quote";
    public const string MoreCellsThanColumns = "import.more-cells-than-columns";
}
