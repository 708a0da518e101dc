using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Host.Tests.Commands;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Tests.Hosting;

/// <summary>A power cut: the serving process ends between any two instructions, and is started again.</summary>
public class KilledServerTests
{
    private const int Rows = 20_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task What_was_answered_as_created_is_there_and_a_repeated_request_makes_no_second_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        string[] where = ["--data", Scratch.Folder(), "--db", database.Given];
        var secret = (await TandemProgram.Run(["key", "add", "robot", .. where])).LastLine;
        var sent = new ConcurrentDictionary<string, Guid?>();
        for (var round = 0; round < 2; round++)
        {
            await using var server = TandemProgram.Start(["serve", .. where, "--urls", "http://127.0.0.1:0"]);
            using var http = Client(await AddressOf(server), secret);
            var clients = Enumerable.Range(0, 4).Select(client => Create(http, sent, $"{round}-{client}")).ToList();
            await Eventually.Is("some are created", () => sent.Values.Count(id => id is not null) > 40 * (round + 1), TimeSpan.FromMinutes(2));
            await server.Kill();
            await Task.WhenAll(clients);
        }

        sent.Values.ShouldContain((Guid?)null, "the server died with requests under way");
        await using var again = TandemProgram.Start(["serve", .. where, "--urls", "http://127.0.0.1:0"]);
        using var api = Client(await AddressOf(again), secret);
        foreach (var (name, answered) in sent)
        {
            // The client that heard nothing sends the same once more, as it should; the one that heard may do so, too.
            // Where only the answer was lost, it is told that the record is there.
            var id = await Post(api, name);
            if (answered is not null) id.ShouldBe(answered, "an answered request is answered in the same way");
        }

        var names = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await api.GetFromJsonAsync<JsonElement>($"products?limit=500&fields=name{cursor}", Stop);
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
            if (page.GetProperty("nextCursor").GetString() is not { } next) break;
            cursor = "&cursor=" + Uri.EscapeDataString(next);
        }

        names.Order(StringComparer.Ordinal).ShouldBe(sent.Keys.Order(StringComparer.Ordinal), "each once");
    }

    [OnBothDatabases]
    public async Task An_import_goes_on_where_it_was_when_its_server_comes_back(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        string[] where = ["--data", folder, "--db", database.Given];
        Guid import;
        await using (var server = TandemProgram.Start(["serve", .. where, "--urls", "http://127.0.0.1:0"]))
        {
            var address = await AddressOf(server);
            using var person = new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = address };
            await SetUp(person);
            using var api = Client(address, (await TandemProgram.Run(["key", "add", "robot", .. where])).LastLine);
            import = await StartImport(person);
            await Eventually.Is("some batches are written", async () => await CountIn(api) > Rows / 20, TimeSpan.FromMinutes(2));
            await server.Kill();
        }

        // Five minutes later the lease has run out.
        await using var again = Host.TandemApp.Build(new TandemOptions { DataFolder = folder, Database = database.Given, Urls = "http://127.0.0.1:0" }, new TestClock(TimeProvider.System.GetUtcNow().AddMinutes(5), ticking: true));
        await using var db = (await again.Services.GetRequiredService<WorkspaceRegistry>().Default()).Open(Actor.System);
        var written = await db.RecordEntries.CountAsync(entry => entry.RecordType == "company", Stop);
        written.ShouldBeInRange(1, Rows - 1, "it was killed in the middle");
        (await db.Changes.CountAsync(change => change.RecordType == "company" && change.Kind == "created", Stop)).ShouldBe(written, "nothing is half");
        await again.StartAsync(Stop);
        await Eventually.Is("the import is done", async () => await db.Set<ImportRun>().Where(run => run.Id == import).Select(run => run.State).SingleAsync(Stop) == ImportState.Done, TimeSpan.FromMinutes(3));
        (await db.RecordEntries.CountAsync(entry => entry.RecordType == "company", Stop)).ShouldBe(Rows);
        (await db.Changes.CountAsync(change => change.RecordType == "company" && change.Kind == "created", Stop)).ShouldBe(Rows);
        var report = (await db.Set<ImportRun>().AsNoTracking().SingleAsync(run => run.Id == import, Stop)).Report!.Files.Single();
        (report.Rows, report.Created, report.Refused).ShouldBe((Rows, Rows, 0));
        await again.StopAsync(Stop);
    }

    private static async Task Create(HttpClient http, ConcurrentDictionary<string, Guid?> sent, string client)
    {
        for (var number = 0; ; number++)
        {
            var name = $"Product {client}-{number}";
            sent[name] = null;
            if (await Post(http, name) is not { } id) return;
            sent[name] = id;
        }
    }

    /// <summary>The id of what was created; null when the server died before it answered, or knows only that it was applied.</summary>
    private static async Task<Guid?> Post(HttpClient http, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "products") { Content = JsonContent.Create(new { name }), Headers = { { "Idempotency-Key", name } } };
        try
        {
            using var answer = await http.SendAsync(request, Stop);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            if (answer.StatusCode == HttpStatusCode.Conflict && body.GetProperty("code").GetString() == "api.already-applied") return null;
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
            return body.GetProperty("id").GetGuid();
        }
        catch (Exception died) when (died is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task SetUp(HttpClient person)
    {
        var page = await person.GetStringAsync(new Uri("/set-up", UriKind.Relative), Stop);
        using var form = new FormUrlEncodedContent(
        [
            .. Hidden(page), new("name", "Halden"), new("sellsTo", "Both"), new("country", "DE"), new("language", "en"), new("userName", "Mira Holt"), new("email", "mira@halden.example"),
            new("password", Testing.App.TestPerson.Password), new("repeated", Testing.App.TestPerson.Password),
        ]);
        (await person.PostAsync(new Uri("/set-up", UriKind.Relative), form, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Guid> StartImport(HttpClient person)
    {
        var text = new StringBuilder("name,city,industry\n");
        for (var i = 0; i < Rows; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Company {i:000000},Bremen,Textiles\n");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString())), "files", "companies.csv" } };
        foreach (var (name, value) in Hidden(await person.GetStringAsync(new Uri("/import", UriKind.Relative), Stop))) form.Add(new StringContent(value), name);
        using var plan = await person.PostAsync(new Uri("/import", UriKind.Relative), form, Stop);
        plan.StatusCode.ShouldBe(HttpStatusCode.OK);
        var path = plan.RequestMessage!.RequestUri!.AbsolutePath;
        using var start = new FormUrlEncodedContent(Hidden(await plan.Content.ReadAsStringAsync(Stop)));
        (await person.PostAsync(new Uri(path + "/start", UriKind.Relative), start, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return Guid.Parse(path.Split('/')[^1]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Hidden(string html) =>
        new HtmlParser().ParseDocument(html).QuerySelectorAll("main form[method=post], form[action='/set-up']")[0].QuerySelectorAll("input[type=hidden]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));

    private static async Task<int> CountIn(HttpClient api) => (await api.GetFromJsonAsync<JsonElement>("companies?limit=1&count=exact", Stop)).GetProperty("count").GetInt32();

    private static async Task<Uri> AddressOf(TandemProgram server) => new((await server.Says("http://")).Split(' ')[^1]);

    private static HttpClient Client(Uri address, string secret) => new() { BaseAddress = new Uri(address, "/api/v1/"), DefaultRequestHeaders = { { "Authorization", "Bearer " + secret } } };
}
