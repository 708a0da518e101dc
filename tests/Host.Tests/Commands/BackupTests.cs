using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Backups;
using Tandem.Platform.Changes;
using Tandem.Platform.Files;
using Tandem.Platform.Hosting;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Tests.Commands;

public class BackupTests
{
    [OnBothDatabases]
    public async Task A_backup_made_while_people_write_brings_everything_back(DatabaseEngine engine)
    {
        await using var app = await App.Start(engine);
        using var api = await app.Api();
        var id = await api.Create("products", new { name = "Lathe «größer»\n\t\\ with 'quotes'", price = new { amount = "12.50", currency = "EUR" } });
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("The drawing"));
        var file = await app.Run<AddFile, StoredFile>(add => add.Run(Actor.System, content, "drawing.txt", null, CancellationToken.None));
        var session = await app.SessionOf(await app.AddPerson(Role.Administrator));

        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++) await api.Create("products", new { name = $"Written meanwhile {i}" });
        }, TestContext.Current.CancellationToken);
        var backup = Path.Combine(Scratch.Folder(), "tandem.tar.gz");
        var report = await app.Run<MakeBackup, MakeBackup.Report>(make => make.Run(WorkspaceRegistry.DefaultName, backup, CancellationToken.None));
        await over.CancelAsync();
        await writing;
        report.Files.ShouldBe(1);
        report.Missing.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(backup)!).ShouldBe([backup]);

        await using var empty = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        (await TandemProgram.Run("restore", backup, "--data", folder, "--db", empty.Given)).ShouldSatisfyAllConditions(ended => ended.Errors.ShouldBeEmpty(), ended => ended.Code.ShouldBe(0));
        await using var restored = await Served(folder, empty);
        await using var db = (await Registry(restored).Default()).Open(Actor.System);
        await using var drawing = ((FileStore)restored.Services.GetService(typeof(FileStore))!).Open(WorkspaceRegistry.DefaultName, file.Hash);
        new StreamReader(drawing.ShouldNotBeNull()).ReadToEnd().ShouldBe("The drawing");

        // The keys came along: the old key and the old session still open the door; and life goes on.
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(restored.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = api.Http.DefaultRequestHeaders.Authorization;
        var product = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync($"/api/v1/products/{id}", TestContext.Current.CancellationToken)).RootElement;
        product.GetProperty("name").GetString().ShouldBe("Lathe «größer»\n\t\\ with 'quotes'");
        product.GetProperty("price").GetProperty("amount").GetString().ShouldBe("12.50");
        var all = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("/api/v1/products?limit=1&count=exact", TestContext.Current.CancellationToken)).RootElement;
        all.GetProperty("count").GetInt32().ShouldBe(await db.RecordEntries.CountAsync(entry => entry.RecordType == "product", TestContext.Current.CancellationToken));
        using var body = new StringContent("{\"name\":\"After\"}", Encoding.UTF8, "application/json");
        (await http.PostAsync("/api/v1/products", body, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Created);
        http.DefaultRequestHeaders.Add("Cookie", $"{session.Name}={session.Value}");
        (await http.GetAsync($"/files/{file.Id}", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FeedReader.After(db, FeedPosition.Start, 1000, CancellationToken.None)).ShouldContain(change => change.RecordId == id);
        await restored.StopAsync(TestContext.Current.CancellationToken);
    }

    [OnBothDatabases]
    public async Task What_is_there_is_replaced_only_when_asked_and_never_under_a_server(DatabaseEngine engine)
    {
        await using var app = await App.Start(engine);
        using var api = await app.Api();
        await api.Create("products", new { name = "Lathe" });
        var backup = Path.Combine(Scratch.Folder(), "tandem.tar.gz");
        await app.Run<MakeBackup, MakeBackup.Report>(make => make.Run(WorkspaceRegistry.DefaultName, backup, CancellationToken.None));
        string[] where = ["--data", app.DataFolder, "--db", app.Database.Given];
        (await TandemProgram.Run(["restore", backup, .. where])).Errors.ShouldContain("--force");
        (await TandemProgram.Run(["restore", backup, "--force", .. where])).Errors.ShouldContain("stop");
        (await api.Get("products")).Data.Count.ShouldBe(1);
    }

    [OnBothDatabases]
    public async Task A_restore_by_force_replaces_what_is_there(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        string[] where = ["--data", folder, "--db", database.Given];
        var backup = Path.Combine(Scratch.Folder(), "tandem.tar.gz");
        (await TandemProgram.Run(["migrate", .. where])).Code.ShouldBe(0);
        (await TandemProgram.Run(["backup", backup, .. where])).Code.ShouldBe(0);
        (await TandemProgram.Run(["key", "add", "late", .. where])).Code.ShouldBe(0);
        (await TandemProgram.Run(["restore", backup, "--force", .. where])).Errors.ShouldBeEmpty();
        await using var restored = await Served(folder, database);
        await using var db = (await Registry(restored).Default()).Open(Actor.System);
        (await db.Set<ApiKey>().CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        await restored.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_damaged_or_newer_backup_changes_nothing()
    {
        await using var app = await App.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var backup = Path.Combine(Scratch.Folder(), "tandem.tar.gz");
        await app.Run<MakeBackup, MakeBackup.Report>(make => make.Run(WorkspaceRegistry.DefaultName, backup, CancellationToken.None));
        foreach (var (change, said) in new (Func<string, byte[], byte[]>, string)[]
        {
            ((name, bytes) => name.StartsWith("database/", StringComparison.Ordinal) ? [.. bytes[..^1], (byte)(bytes[^1] ^ 1)] : bytes, "damaged"),
            ((name, bytes) => name == "manifest.json" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("_Initial", "_Later", StringComparison.Ordinal)) : bytes, "newer"),
            ((name, bytes) => name == "manifest.json" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)) : bytes, "newer"),
        })
        {
            var target = Scratch.Folder();
            (await TandemProgram.Run("restore", Changed(backup, change), "--data", target)).ShouldSatisfyAllConditions(ended => ended.Code.ShouldBe(1), ended => ended.Errors.ShouldContain(said));
            Directory.EnumerateFileSystemEntries(target).ShouldBeEmpty();
        }

        var cut = Path.Combine(Scratch.Folder(), "cut.tar.gz");
        var whole = await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        (await TandemProgram.Run("restore", cut, "--data", Scratch.Folder())).Code.ShouldBe(1);
    }

    private static string Changed(string backup, Func<string, byte[], byte[]> change)
    {
        var target = Path.Combine(Scratch.Folder(), Ids.New().ToString("n"));
        using var reader = new TarReader(new GZipStream(File.OpenRead(backup), CompressionMode.Decompress));
        using var writer = new TarWriter(new GZipStream(File.Create(target), CompressionMode.Compress));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var bytes = new MemoryStream();
            entry.DataStream!.CopyTo(bytes);
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry.Name) { DataStream = new MemoryStream(change(entry.Name, bytes.ToArray())) });
        }

        return target;
    }

    private static async Task<Microsoft.AspNetCore.Builder.WebApplication> Served(string folder, TestDatabase database)
    {
        var app = Host.TandemApp.Build(new TandemOptions { DataFolder = folder, Database = database.Given, Urls = "http://127.0.0.1:0" }, new TestClock(ticking: true));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static WorkspaceRegistry Registry(Microsoft.AspNetCore.Builder.WebApplication app) => (WorkspaceRegistry)app.Services.GetService(typeof(WorkspaceRegistry))!;
}
