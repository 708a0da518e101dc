namespace Tandem.Platform.Import.Reading;

/// <summary>What kind of file holds a table.</summary>
public enum TableFormat
{
    /// <summary>Separated text: CSV and the like.</summary>
    Text,

    /// <summary>A sheet of an Excel workbook (ISO/IEC 29500).</summary>
    Workbook,

    /// <summary>Address cards (RFC 6350, RFC 2426 and version 2.1): a card is a row.</summary>
    Cards,

    /// <summary>A calendar (RFC 5545): a to-do or an event is a row.</summary>
    Calendar,
}
