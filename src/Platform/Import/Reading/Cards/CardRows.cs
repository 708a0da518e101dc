using System.Globalization;
using System.Text;
using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Cards;

/// <summary>Address cards as rows: versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).</summary>
internal sealed class CardRows(TextReader text, IReadOnlyList<string> columns, ReadingLimits limits) : TableRows
{
    /// <summary>Counts birthdays without a year, which a date cannot hold.</summary>
    public const string BirthdaysWithoutYear = "import.figure.birthday-without-year";

    public const string FullName = "Full name";
    public const string FirstName = "First name";
    public const string LastName = "Last name";
    public const string Email = "Email";
    public const string Emails = "Other emails";
    public const string Phone = "Phone";
    public const string Phones = "Other phones";
    public const string Company = "Company";
    public const string JobTitle = "Job title";
    public const string Birthday = "Birthday";

    private static readonly string[] All =
    [
        FullName, FirstName, LastName, Company, "Department", JobTitle, Email, Emails, Phone, Phones, "Fax", "Street", "City", "Region", "Postal code", "Country", Birthday, "Language",
        "Website", "Tags", "Nickname", "Note", "External id",
    ];

    private static readonly string[] WithoutYear = [BirthdaysWithoutYear];

    private readonly ContentLines lines = new(text, limits);
    private readonly List<string> cells = [];
    private long number;
    private Refused? problem;
    private bool begun;
    private bool leftBirthday;

    public override long Number => number;

    public override IReadOnlyList<string> Cells => cells;

    public override Refused? Problem => problem;

    public override IReadOnlyList<string> LeftOut => leftBirthday ? WithoutYear : [];

    /// <summary>Whether the file begins as cards do. Leaves the stream at its beginning.</summary>
    public static bool Are(Stream file, Encoding encoding) => FirstWords(file, encoding).StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);

    /// <summary>The columns that the cards of a file have something for.</summary>
    public static IReadOnlyList<string> ColumnsOf(Stream file, Encoding encoding, ReadingLimits limits) => Used(file, All, stream => new CardRows(FileEncoding.Open(stream, encoding), All, limits));

    /// <summary>Those of the columns that any row of the file fills.</summary>
    public static IReadOnlyList<string> Used(Stream file, IReadOnlyList<string> all, Func<Stream, TableRows> open)
    {
        file.Position = 0;
        var used = new bool[all.Count];
        var any = false;
        using var rows = open(file);
        while (rows.Read())
        {
            any = true;
            for (var i = 0; i < rows.Cells.Count; i++) used[i] |= rows.Cells[i].Length > 0;
        }

        file.Position = 0;
        if (!any) throw new Refused(ReadingRefusals.Empty);
        return [.. all.Where((_, i) => used[i])];
    }

    /// <summary>The beginning of a file, without what stands before its first word.</summary>
    public static string FirstWords(Stream file, Encoding encoding)
    {
        file.Position = 0;
        using var reader = FileEncoding.Open(file, encoding);
        var head = new char[256];
        var length = reader.ReadBlock(head, 0, head.Length);
        file.Position = 0;
        return new string(head, 0, length).TrimStart();
    }

    public override bool Read()
    {
        cells.Clear();
        (problem, leftBirthday) = (null, false);
        while (!begun)
        {
            if (lines.Next() is not { } line) return false;
            begun = IsCard(line, "BEGIN");
        }

        if (++number > limits.Rows) throw new Refused(ReadingRefusals.TooManyRows, ("max", limits.Rows));
        var card = new List<ContentLine>();
        begun = false;
        var inside = 0;
        var length = 0;
        while (true)
        {
            if (lines.Next() is not { } line)
            {
                problem = new Refused(ReadingRefusals.BrokenCard);
                break;
            }

            if (IsCard(line, "END") && inside-- == 0) break;
            if (IsCard(line, "BEGIN"))
            {
                // A card within a card is somebody's assistant; any other one says that the end was forgotten.
                if (card is [.., { Name: "AGENT" }])
                {
                    inside++;
                    continue;
                }

                (problem, begun) = (new Refused(ReadingRefusals.BrokenCard), true);
                break;
            }

            if (inside > 0) continue;
            if ((length += line.Value.Length) > limits.RowLength) throw new Refused(ReadingRefusals.RowTooLong, ("row", number), ("max", limits.RowLength));
            card.Add(line);
        }

        var values = Values(card);
        foreach (var column in columns) cells.Add(values.GetValueOrDefault(column) ?? "");
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) lines.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsCard(ContentLine line, string name) => line.Name == name && line.Value.Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase);

    private Dictionary<string, string?> Values(List<ContentLine> card)
    {
        var names = card.Find(line => line.Name == "N")?.Parts(';') ?? [];
        var emails = Preferred(card.Where(line => line.Name == "EMAIL")).Select(line => Bare(line, "mailto:")).Where(one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var numbers = Preferred(card.Where(line => line.Name == "TEL")).ToList();
        var phones = numbers.Where(line => !line.IsType("FAX")).Select(Dialled).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var faxes = numbers.Where(line => line.IsType("FAX")).Select(Dialled);
        var address = Preferred(card.Where(line => line.Name == "ADR")).Select(line => line.Parts(';')).FirstOrDefault(parts => parts.Any(part => part.Length > 0)) ?? [];
        var company = card.Find(line => line.Name == "ORG")?.Parts(';') ?? [];
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [FullName] = Named(card, names, company, emails, phones), [FirstName] = At(names, 1), [LastName] = At(names, 0), [Company] = At(company, 0), ["Department"] = At(company, 1),
            [JobTitle] = First(card, "TITLE") ?? First(card, "ROLE"), [Email] = At(emails, 0), [Emails] = emails.Count > 1 ? string.Join("; ", emails) : null,
            [Phone] = At(phones, 0), [Phones] = phones.Count > 1 ? string.Join(" | ", phones) : null, ["Fax"] = faxes.FirstOrDefault(),
            ["Street"] = At(address, 2), ["City"] = At(address, 3), ["Region"] = At(address, 4), ["Postal code"] = At(address, 5), ["Country"] = At(address, 6),
            [Birthday] = Day(First(card, "BDAY")), ["Language"] = First(card, "LANG"), ["Website"] = First(card, "URL"),
            ["Tags"] = card.Find(line => line.Name == "CATEGORIES") is { } tags ? string.Join(", ", tags.Parts(',').Where(tag => tag.Length > 0)) : null,
            ["Nickname"] = First(card, "NICKNAME"), ["Note"] = First(card, "NOTE"), ["External id"] = First(card, "UID"),
        };
    }

    /// <summary>How the card calls whom it is about; cards of telephones often have nothing but an address or a number.</summary>
    private static string? Named(List<ContentLine> card, IReadOnlyList<string> names, IReadOnlyList<string> company, List<string> emails, List<string> phones)
    {
        if (First(card, "FN") is { } full) return full;
        var put = string.Join(' ', new[] { At(names, 3), At(names, 1), At(names, 2), At(names, 0), At(names, 4) }.OfType<string>());
        return put.Length > 0 ? put : First(card, "NICKNAME") ?? At(company, 0) ?? At(emails, 0) ?? At(phones, 0);
    }

    /// <summary>The preferred ones first.</summary>
    private static IEnumerable<ContentLine> Preferred(IEnumerable<ContentLine> lines) => lines.OrderBy(line => line.IsType("PREF") ? 0
        : int.TryParse(line["PREF"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 101);

    private static string Bare(ContentLine line, string scheme) => line.Text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? line.Text[scheme.Length..].Trim() : line.Text;

    /// <summary>Of <c>tel:+1-418-656-9254;ext=102</c> what one dials.</summary>
    private static string Dialled(ContentLine line) => Bare(line, "tel:").Replace(";ext=", " x", StringComparison.OrdinalIgnoreCase);

    private static string? First(List<ContentLine> card, string name) => card.Find(line => line.Name == name && line.Text.Length > 0)?.Text;

    private static string? At(IReadOnlyList<string> parts, int at) => at < parts.Count && parts[at].Length > 0 ? parts[at] : null;

    private string? Day(string? written)
    {
        if (written is null) return null;
        leftBirthday = written.StartsWith("--", StringComparison.Ordinal);
        if (leftBirthday) return null;
        var day = written.Length > 8 && written[8] is 'T' or 't' ? written[..8] : written.Length > 10 && written[10] is 'T' or 't' ? written[..10] : written;
        return DateOnly.TryParseExact(day, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : written;
    }
}
