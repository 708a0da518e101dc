namespace Tandem.Platform.Import.Reading;

/// <summary>How much of a file is believed. What goes beyond is refused with its row, before it can fill the memory.</summary>
/// <param name="Columns">Most cells in a row.</param>
/// <param name="CellLength">Most characters in a cell.</param>
/// <param name="RowLength">Most characters in a row.</param>
/// <param name="Rows">Most rows in a file, blank ones included.</param>
/// <param name="Unpacked">Bytes that a part of a packed file may unpack to before it must be plausible.</param>
/// <param name="Packing">How many times its packed size such a part may then be.</param>
public sealed record ReadingLimits(int Columns = 1_000, int CellLength = 1_000_000, int RowLength = 4_000_000, long Rows = 10_000_000, long Unpacked = 64 * 1024 * 1024, int Packing = 200)
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
    public const string NotAWorkbook = "import.not-a-workbook";
    public const string OldWorkbook = "import.old-workbook";
    public const string BrokenWorkbook = "import.broken-workbook";
    public const string UnpacksTooLarge = "import.unpacks-too-large";
    public const string BrokenCard = "import.broken-card";
    public const string BrokenEntry = "import.broken-entry";
    public const string JournalEntry = "import.journal-entry";
    public const string CancelledEntry = "import.cancelled-entry";
    public const string TotalsRow = "import.totals-row";
    public const string MoreCellsThanColumns = "import.more-cells-than-columns";
}
