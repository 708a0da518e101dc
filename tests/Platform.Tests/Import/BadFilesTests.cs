using System.IO.Compression;
using System.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Runs;

namespace Tandem.Platform.Tests.Import;

/// <summary>Files that nobody should hand in: each is refused with a reason, or its bad rows are, and nothing else is written.</summary>
public sealed class BadFilesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static string Long(int length) => new('x', length);

    [OnBothDatabases]
    public async Task A_file_that_cannot_be_read_says_why_and_writes_nothing(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var before = await app.Content();
        await Refused(app, "import.cell-too-long", "name,city\nAcme,Oslo\nBig," + Long(10_000_000) + "\n");
        await Refused(app, "import.too-many-columns", "name" + new string(',', 1_000_000) + "\nAcme\n");
        await Refused(app, "import.open-quote", "name,city\nAcme,Oslo\n\"Open,Oslo\nBeta,Rome\n");
        await Refused(app, "import.empty-file", "\n\n\n");
        await Refused(app, "import.not-text", Encoding.Latin1.GetString([0, 1, 2, 3, 0, 255, 0, 7, 0, 0, 0, 9]));
        var bomb = await Make(app, "bomb.xlsx", Bomb());
        bomb.Plan.Files.ShouldAllBe(file => file.Target == null && file.Why!.Key.StartsWith("refused.import."));
        (await app.Content()).ShouldBe(before);
    }

    [OnBothDatabases]
    public async Task Totals_under_a_table_repeated_and_missing_names_cost_no_record(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var run = await Make(app, "companies.csv", "company,,employees,employees,city\nAcme Totals,x,10,1,Oslo\nTotal,y,5,1,Rome\nBeta,z,20,2,\nTotal,,35,4,\n\nPrinted on Monday,,,,\n"u8.ToArray());
        run.Plan.Files.Single().Columns.Select(column => (column.Column, column.Field)).ShouldBe([("company", "name"), ("#2", null), ("employees", "employees"), ("employees (2)", null), ("city", "city")]);
        var report = await app.Carry(run);
        (report.Files.Single().Created, report.Files.Single().Refused).ShouldBe((4, 1));
        (await app.Refusals(run)).Select(one => (one.Row, one.Read().Single().Code)).ShouldBe([(5L, "import.totals-row")]);
    }

    private static async Task Refused(TandemApp app, string code, string text)
    {
        var run = await Make(app, "companies.csv", Encoding.Latin1.GetBytes(text));
        var file = run.Plan.Files.Single();
        (file.Target, file.Why!.Key).ShouldBe((null, "refused." + code));
        app.Objections(run.Plan).ShouldNotBeEmpty();
    }

    private static Task<ImportRun> Make(TandemApp app, string name, byte[] content) =>
        app.Run<Imports, ImportRun>(imports => imports.Make(Actor.System, [new IncomingFile(name, new MemoryStream(content))], null, CancellationToken.None));

    /// <summary>A workbook of some kilobytes whose sheet unpacks to hundreds of megabytes.</summary>
    private static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Write(zip, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Write(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open());
            sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            var blank = new string(' ', 1 << 20);
            for (var i = 0; i < 200; i++) sheet.Write(blank);
        }

        return file.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open());
        part.Write(text);
    }
}
