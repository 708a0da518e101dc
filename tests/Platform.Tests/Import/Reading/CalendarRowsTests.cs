using System.Text;
using Tandem.Core;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Tests.Import.Reading;

public sealed class CalendarRowsTests
{
    [Theory]
    [InlineData("DTSTART:20260301T090000Z", "2026-03-01T09:00:00Z")]
    [InlineData("DTSTART;VALUE=DATE:20260301", "2026-03-01")]
    [InlineData("DTSTART:20260301T090000", "2026-03-01 09:00:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260701T090000", "2026-07-01T07:00:00Z")]
    [InlineData("DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260701T090000", "2026-07-01T13:00:00Z")]
    [InlineData("DTSTART;TZID=Our place:20260701T090000", "2026-07-01T06:00:00Z")]
    [InlineData("DTSTART;TZID=Our place:20260101T090000", "2026-01-01T07:00:00Z")]
    [InlineData("DTSTART;TZID=Nowhere:20260101T090000", "2026-01-01 09:00:00")]
    [InlineData("DTSTART:1234", "1234")]
    public void A_time_is_a_moment_where_its_zone_is_known(string line, string expected)
    {
        // The zone is described behind the entry that needs it.
        const string Zone = "BEGIN:VTIMEZONE\nTZID:Our place\nBEGIN:STANDARD\nDTSTART:19700101T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD\n"
            + "BEGIN:DAYLIGHT\nDTSTART:19700101T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        var (row, left) = Read($"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n{line}\nEND:VEVENT\n{Zone}END:VCALENDAR\n").Single();
        row["Due"].ShouldBe(expected);
        left.LeftOut.ShouldBe(line.Contains("Nowhere") ? ["import.figure.unknown-zone"] : []);
    }

    [Fact]
    public void To_dos_events_and_journal_entries_are_told_apart()
    {
        var rows = Read("begin:vcalendar\nBEGIN:VTODO\nUID:1\nSUMMARY:Call \\, now\nSTATUS:COMPLETED\nCOMPLETED:20260105T100000Z\nPRIORITY:1\nEND:VTODO\nBEGIN:VEVENT\nUID:2\nRECURRENCE-ID:20260101\nSUMMARY:Meet\nRRULE:FREQ=DAILY\nATTENDEE;CN=\"A; B: C\":mailto:a@tandem.example\n"
            + "BEGIN:VALARM\nDESCRIPTION:ring\nEND:VALARM\nDESCRIPTION:about it\nEND:VEVENT\nBEGIN:VJOURNAL\nSUMMARY:Dear diary\nEND:VJOURNAL\nBEGIN:VEVENT\nSUMMARY:Off\nSTATUS:CANCELLED\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Torn");
        rows.Select(row => (row.Values["Subject"], row.Values["Kind"], row.Row.Problem?.Code)).ShouldBe(
            [("Call , now", "to-do", null), ("Meet", "meeting", null), ("Dear diary", "meeting", ReadingRefusals.JournalEntry), ("Off", "meeting", ReadingRefusals.CancelledEntry), ("Torn", "meeting", ReadingRefusals.BrokenEntry)]);
        (rows[0].Values["Done"], rows[0].Values["Priority"], rows[1].Values["Attendees"], rows[1].Values["Description"], rows[1].Values["External id"]).ShouldBe(("2026-01-05T10:00:00Z", "high", "a@tandem.example", "about it", "2 20260101"));
        rows[1].Row.LeftOut.ShouldBe(["import.figure.repeats"]);
    }

    [Fact]
    public void No_bytes_crash_the_reader()
    {
        string[] pieces = ["BEGIN:VEVENT\n", "END:VEVENT\n", "BEGIN:VTODO\n", "END:VTODO\n", "BEGIN:VTIMEZONE\n", "END:VTIMEZONE\n", "BEGIN:STANDARD\n", "END:STANDARD\n", "TZID:Z\n", "DTSTART;TZID=Z:20260101T000000\n", "TZOFFSETTO:-9999\n", "TZOFFSETTO:+1500\n",
            "RRULE:FREQ=YEARLY;BYDAY=9XX;BYMONTH=99\n", "RRULE:BYDAY=-1SU;BYMONTH=3\n", "SUMMARY:a\n", "DUE:x\n", "COMPLETED:\n", "\"", ";", ":", "\n ", "\0", "END:\n", "ATTENDEE;CN=\":m\n", "PRIORITY:99999999999\n"];
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder("BEGIN:VCALENDAR\n");
            for (var i = random.Next(60); i > 0; i--) text.Append(pieces[random.Next(pieces.Length)]);
            try
            {
                Read(text.ToString());
            }
            catch (Refused refused)
            {
                refused.Code.ShouldStartWith("import.");
            }
        }
    }

    private static List<(Dictionary<string, string> Values, TableRow Row)> Read(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var shape = TableShape.Detect(file, ReadingLimits.Usual);
        return TableFile.Rows(file, shape, ReadingLimits.Usual).Select(row => (shape.Columns.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second), row)).ToList();
    }
}
