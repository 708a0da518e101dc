using System.Globalization;
using System.Text;
using Tandem.Core;
using Tandem.Platform.Import.Reading.Cards;

namespace Tandem.Platform.Import.Reading.Calendars;

/// <summary>The to-dos and events of a calendar (RFC 5545) as rows. Of what repeats the first time is taken.</summary>
internal sealed class CalendarRows(TextReader text, IReadOnlyList<string> columns, CalendarZones zones, ReadingLimits limits) : TableRows
{
    /// <summary>Counts entries that repeat.</summary>
    public const string Repeating = "import.figure.repeats";

    /// <summary>Counts times of a zone that nobody knows: they are taken as times of the workspace.</summary>
    public const string UnknownZones = "import.figure.unknown-zone";

    public const string Task = "to-do";
    public const string Event = "meeting";

    private static readonly string[] All = ["Subject", "Kind", "Due", "All day", "Done", "Priority", "Description", "Location", "Organizer", "Attendees", "Tags", "Created", "External id"];

    private readonly ContentLines lines = new(text, limits);
    private readonly List<string> cells = [];
    private readonly List<string> leftOut = [];
    private long number;
    private Refused? problem;
    private string? next;

    public override long Number => number;

    public override IReadOnlyList<string> Cells => cells;

    public override Refused? Problem => problem;

    public override IReadOnlyList<string> LeftOut => leftOut;

    /// <summary>Whether the file begins as calendars do. Leaves the stream at its beginning.</summary>
    public static bool Are(Stream file, Encoding encoding) => CardRows.FirstWords(file, encoding).StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<string> ColumnsOf(Stream file, Encoding encoding, ReadingLimits limits) => CardRows.Used(file, All, stream => Open(stream, encoding, All, limits));

    public static CalendarRows Open(Stream file, Encoding encoding, IReadOnlyList<string> columns, ReadingLimits limits)
    {
        var zones = CalendarZones.Read(file, encoding, limits);
        return new CalendarRows(FileEncoding.Open(file, encoding), columns, zones, limits);
    }

    public override bool Read()
    {
        cells.Clear();
        leftOut.Clear();
        problem = null;
        while (next is null)
        {
            if (lines.Next() is not { } line) return false;
            next = Begun(line);
        }

        if (++number > limits.Rows) throw new Refused(ReadingRefusals.TooManyRows, ("max", limits.Rows));
        var kind = next;
        next = null;
        var entry = ReadEntry(kind);
        if (problem is null && kind == "VJOURNAL") problem = new Refused(ReadingRefusals.JournalEntry);
        if (problem is null && Text(entry, "STATUS")?.ToUpperInvariant() == "CANCELLED") problem = new Refused(ReadingRefusals.CancelledEntry);
        if (entry.Exists(line => line.Name is "RRULE" or "RDATE")) leftOut.Add(Repeating);
        var values = Values(kind, entry);
        foreach (var column in columns) cells.Add(values.GetValueOrDefault(column) ?? "");
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }

    private static string? Begun(ContentLine line) => line.Name == "BEGIN" && line.Value.Trim().ToUpperInvariant() is "VTODO" or "VEVENT" or "VJOURNAL" ? line.Value.Trim().ToUpperInvariant() : null;

    /// <summary>The properties of the entry itself, without those of its alarms.</summary>
    private List<ContentLine> ReadEntry(string kind)
    {
        var entry = new List<ContentLine>();
        var inside = 0;
        var length = 0;
        while (true)
        {
            if (lines.Next() is not { } line)
            {
                problem = new Refused(ReadingRefusals.BrokenEntry);
                return entry;
            }

            if (inside == 0 && line.Name == "END" && line.Value.Trim().Equals(kind, StringComparison.OrdinalIgnoreCase)) return entry;
            if (Begun(line) is { } another)
            {
                (problem, next) = (new Refused(ReadingRefusals.BrokenEntry), another);
                return entry;
            }

            if (line.Name == "BEGIN") inside++;
            else if (line.Name == "END")
            {
                if (--inside >= 0) continue;
                problem = new Refused(ReadingRefusals.BrokenEntry);
                return entry;
            }
            else if (inside == 0)
            {
                if ((length += line.Value.Length) > limits.RowLength) throw new Refused(ReadingRefusals.RowTooLong, ("row", number), ("max", limits.RowLength));
                entry.Add(line);
            }
        }
    }

    private Dictionary<string, string?> Values(string kind, List<ContentLine> entry)
    {
        var start = entry.Find(line => line.Name == "DTSTART" && line.Text.Length > 0);
        var due = (kind == "VTODO" ? entry.Find(line => line.Name == "DUE" && line.Text.Length > 0) : null) ?? start;
        var done = entry.Find(line => line.Name == "COMPLETED" && line.Text.Length > 0) ?? (Text(entry, "STATUS")?.ToUpperInvariant() == "COMPLETED" ? due ?? entry.Find(line => line.Name is "LAST-MODIFIED" or "DTSTAMP") : null);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Subject"] = Text(entry, "SUMMARY")?.ReplaceLineEndings(" "), ["Kind"] = kind == "VTODO" ? Task : Event, ["Due"] = Moment(due), ["All day"] = due is null ? null : IsDay(due) ? "yes" : "no",
            ["Done"] = Moment(done), ["Priority"] = Priority(Text(entry, "PRIORITY")), ["Description"] = Text(entry, "DESCRIPTION"), ["Location"] = Text(entry, "LOCATION"),
            ["Organizer"] = Addresses(entry, "ORGANIZER"), ["Attendees"] = Addresses(entry, "ATTENDEE"),
            ["Tags"] = string.Join(", ", entry.Where(line => line.Name == "CATEGORIES").SelectMany(line => line.Parts(',')).Where(tag => tag.Length > 0)), ["Created"] = Moment(entry.Find(line => line.Name == "CREATED" && line.Text.Length > 0)), ["External id"] = Id(entry),
        };
    }

    /// <summary>One time of what repeats, changed by itself, is an entry of its own.</summary>
    private static string? Id(List<ContentLine> entry) => Text(entry, "UID") is { } id ? Text(entry, "RECURRENCE-ID") is { } time ? $"{id} {time}" : id : null;

    private static string? Text(List<ContentLine> entry, string name) => entry.Find(line => line.Name == name && line.Text.Length > 0)?.Text;

    private static string? Addresses(List<ContentLine> entry, string name)
    {
        var addresses = entry.Where(line => line.Name == name).Select(line => line.Text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? line.Text[7..].Trim() : line.Text).Where(one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return string.Join("; ", addresses);
    }

    /// <summary>1 is highest, 9 lowest: RFC 5545, 3.8.1.9.</summary>
    private static string? Priority(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority switch
    {
        >= 1 and <= 4 => "high",
        5 => "normal",
        >= 6 and <= 9 => "low",
        _ => null,
    } : null;

    private static bool IsDay(ContentLine line) => line.Text.Length == 8;

    /// <summary>As ISO writes it: with a Z where the moment is known, without a zone where it is the workspace's. What is no time is handed on as it stands.</summary>
    private string? Moment(ContentLine? line)
    {
        if (line is null) return null;
        var written = line.Text.ToUpperInvariant();
        if (DateOnly.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!DateTime.TryParseExact(written.TrimEnd('Z'), ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return line.Text;
        if (written.EndsWith('Z')) return time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (line["TZID"] is { Length: > 0 } name)
        {
            if (zones.Find(name) is { } zone) return (time - zone.GetUtcOffset(time)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (!leftOut.Contains(UnknownZones)) leftOut.Add(UnknownZones);
        }

        return time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
