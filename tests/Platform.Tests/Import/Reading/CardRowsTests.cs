using System.Text;
using Tandem.Core;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Tests.Import.Reading;

public sealed class CardRowsTests
{
    [Fact]
    public void A_card_of_version_4_gives_its_values_to_columns()
    {
        using var file = File.OpenRead(TestData.PathOf("vcards/rfc6350-example.vcf"));
        var row = Read(file).Single();
        (row["Full name"], row["First name"], row["Last name"], row["Company"]).ShouldBe(("Simon Perreault", "Simon", "Perreault", "Viagenie"));
        (row["Email"], row["Phone"], row["Other phones"]).ShouldBe(("simon.perreault@viagenie.ca", "+1-418-656-9254 x102", "+1-418-656-9254 x102 | +1-418-262-6501"));
        (row["Street"], row["City"], row["Region"], row["Postal code"], row["Country"], row["Language"]).ShouldBe(("2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada", "fr"));
        row.ShouldNotContainKey("Birthday"); // has no year
    }

    [Fact]
    public void A_card_of_outlook_gives_quoted_printable_and_leaves_its_picture()
    {
        using var file = File.OpenRead(TestData.PathOf("vcards/outlook-2007.vcf"));
        var row = Read(file).Single();
        (row["Full name"], row["Company"], row["Department"], row["Job title"], row["Birthday"]).ShouldBe(("Mr. Michael Angstadt Jr.", "TheCompany", "TheDepartment", "TheJobTitle", "1922-03-10"));
        (row["Phone"], row["Fax"], row["Website"], row["Nickname"]).ShouldBe(("(111) 555-1111", "(111) 555-3333", "http://mikeangstadt.name", "Mike"));
        row["Note"].ShouldBe("This is the NOTE field\t\r\nI assume it encodes this text inside a NOTE vCard type.\r\nBut I'm not sure because there's text formatting going on here.\r\nIt does not preserve the formatting");
    }

    [Fact]
    public void Cards_of_a_telephone_are_known_by_whatever_they_have()
    {
        using var file = File.OpenRead(TestData.PathOf("vcards/John_Doe_ANDROID.vcf"));
        var rows = Read(file);
        rows.Count.ShouldBe(6);
        rows[0]["Full name"].ShouldBe("john.doe@company.com");
        rows[2]["Full name"].ShouldBe("Ñ Ñ Ñ Ñ Ñ");
        rows[3]["Other phones"].ShouldBe("123456 | 234567 | 3456789 | 45678901");
        rows[4]["Company"].ShouldBe(new string('Ñ', 12));
    }

    [Fact]
    public void Folded_lines_groups_and_escapes_are_read()
    {
        var row = Read("BEGIN:VCARD\r\nVERSION:3.0\r\nitem1.FN:Anna\\, Be\r\n rg\r\nitem1.X-ABLabel:x\r\nN:Berg;Anna;;;\r\nTEL;TYPE=\"voice,home\":1234567\r\nEMAIL:b@tandem.example\r\nEMAIL;PREF=1:a@tandem.example\r\nCATEGORIES:Friends,Key\\, account\r\nEND:VCARD\r\n").Single();
        (row["Full name"], row["Email"], row["Other emails"], row["Tags"]).ShouldBe(("Anna, Berg", "a@tandem.example", "a@tandem.example; b@tandem.example", "Friends, Key, account"));
    }

    [Fact]
    public void A_card_without_an_end_is_a_row_with_a_problem_and_the_next_one_is_whole()
    {
        using var file = new MemoryStream("BEGIN:VCARD\nFN:Lost\nBEGIN:VCARD\nFN:Found\nAGENT:\nBEGIN:VCARD\nFN:Assistant\nEND:VCARD\nTITLE:Boss\nEND:VCARD\nBEGIN:VCARD\nFN:Cut"u8.ToArray());
        var rows = TableFile.Rows(file, TableShape.Detect(file, ReadingLimits.Usual), ReadingLimits.Usual).ToList();
        rows.Select(row => (row.Number, row.Cells[0], row.Problem?.Code)).ShouldBe([(1, "Lost", ReadingRefusals.BrokenCard), (2, "Found", null), (3, "Cut", ReadingRefusals.BrokenCard)]);
        rows[1].Cells[1].ShouldBe("Boss");
    }

    [Fact]
    public void No_bytes_crash_the_reader()
    {
        string[] pieces = ["BEGIN:VCARD\n", "END:VCARD\n", "FN", ":", ";", "N:a;b;c\n", "TEL;", "=", "=C3", "=\n", "QUOTED-PRINTABLE", ";ENCODING=", ";CHARSET=x", "\"", "\\", "\n ", "\r\n", "AGENT:\n", "PHOTO:", "BDAY:--", "é", "\0", ","];
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder("BEGIN:VCARD\n");
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

    private static List<Dictionary<string, string>> Read(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Read(file);
    }

    private static List<Dictionary<string, string>> Read(Stream file)
    {
        var shape = TableShape.Detect(file, ReadingLimits.Usual);
        return TableFile.Rows(file, shape, ReadingLimits.Usual).Select(row => shape.Columns.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
    }
}
