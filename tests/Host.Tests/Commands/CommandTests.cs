namespace Tandem.Host.Tests.Commands;

public class CommandTests
{
    [OnBothDatabases]
    public async Task Keys_users_workspaces_and_exports_work_beside_a_running_server(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.Empty(engine);
        var folder = Scratch.Folder();
        string[] where = ["--data", folder, "--db", database.Given];
        await using var server = TandemProgram.Start(["serve", .. where, "--urls", "http://127.0.0.1:0"]);
        var address = (await server.Says("http://")).Split(' ')[^1];

        var key = (await TandemProgram.Run(["key", "add", "robot", .. where])).LastLine;
        using var http = new HttpClient { BaseAddress = new Uri(address + "/api/v1/"), DefaultRequestHeaders = { { "Authorization", "Bearer " + key } } };
        using var body = new StringContent("{\"name\":\"Lathe\",\"family\":\"Machines\"}", System.Text.Encoding.UTF8, "application/json");
        (await http.PostAsync("products", body, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var file = Path.Combine(folder, "products.csv");
        (await TandemProgram.Run(["export", "products", "--filter", "family = \"machines\"", "--out", file, .. where])).Code.ShouldBe(0);
        (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))[1].ShouldContain("Lathe");

        (await TandemProgram.Run(["user", "add", "mia@tandem.example", "--role", "Sales", .. where])).LastLine.ShouldContain("/password/");
        (await TandemProgram.Run(["workspace", "add", "north", "--host", "north.example", .. where])).Code.ShouldBe(0);
        (await TandemProgram.Run(["workspace", "list", .. where])).Output.ShouldContain("north\tnorth.example");
        (await TandemProgram.Run(["key", "add", "robot", "--workspace", "north", .. where])).LastLine.ShouldNotBe(key);

        var ended = await server.Terminate();
        ended.Errors.ShouldBeEmpty();
    }

    /// <summary>Bad input of every command; what the line has to name.</summary>
    private static readonly (string[] Arguments, string Said)[] Wrong =
    [
        (["dance"], "dance"),
        (["serve", "--urls", "nonsense"], "nonsense"),
        (["serve", "--db", "Host=127.0.0.1;Port=1;Database=none;Username=u;Password=hidden;Timeout=2"], "127.0.0.1:1"),
        (["serve", "--loud"], "--loud"),
        (["migrate", "--db", "/proc/nowhere/tandem.db"], "/proc/nowhere"),
        (["import"], "import"),
        (["import", "nowhere.csv"], "nowhere.csv"),
        (["import", "/proc/self/task"], "no file that can be imported"),
        (["import", "{csv}", "--type", "dragons"], "dragons"),
        (["import", "{csv}", "--map", "nowhere.json"], "nowhere.json"),
        (["import", "{csv}", "--map", "{csv}"], "{csv}"),
        (["import", "{csv}", "--map", "{map}"], "colour"),
        (["export", "dragons", "--out", "x.csv"], "There are no dragons"),
        (["export", "products"], "--out"),
        (["export", "products", "--filter", "colour = 1", "--out", "x.csv"], "colour"),
        (["export", "products", "--filter", "name =", "--out", "x.csv"], "tandem"),
        (["export", "products", "--sort", "colour", "--out", "x.csv"], "colour"),
        (["export", "products", "--out", "/proc/nowhere/x.csv"], "/proc/nowhere"),
        (["user", "add", "nobody"], "--role"),
        (["user", "add", "mia@tandem.example", "--role", "King"], "King"),
        (["user", "add", "not an address", "--role", "Sales"], "email"),
        (["key", "add"], "add"),
        (["key", "add", "robot", "--role", "King"], "King"),
        (["key", "add", "robot", "--workspace", "nowhere"], "nowhere"),
        (["workspace", "add", "Not A Name"], "Not A Name"),
        (["workspace", "add", "main"], "main"),
        (["workspace", "remove", "north"], "remove"),
        (["backup"], "backup"),
        (["backup", "/proc/nowhere/x.tar.gz"], "/proc/nowhere"),
        (["backup", "x.tar.gz", "--workspace", "nowhere"], "nowhere"),
        (["restore", "nowhere.tar.gz"], "nowhere.tar.gz"),
        (["restore", "{csv}"], "{csv}"),
    ];

    [Fact]
    public async Task An_address_that_is_in_use_is_said_in_one_line()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        var ended = await TandemProgram.Run("serve", "--urls", address, "--data", Scratch.Folder());
        ended.Code.ShouldBe(1);
        ended.Errors.TrimEnd().ShouldBe($"tandem: Failed to bind to address {address}: address already in use.");
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line()
    {
        var folder = Scratch.Folder();
        var (csv, map) = (Path.Combine(folder, "people.csv"), Path.Combine(folder, "map.json"));
        await File.WriteAllTextAsync(csv, "name,email\nNora Kessler,nora@arden.example\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(map, """{ "people.csv": { "colour": "name" } }""", TestContext.Current.CancellationToken);
        string Given(string text) => text.Replace("{csv}", csv, StringComparison.Ordinal).Replace("{map}", map, StringComparison.Ordinal);
        var faults = new List<string>();
        foreach (var (arguments, said) in Wrong)
        {
            var ended = await TandemProgram.Run([.. arguments.Select(Given), "--data", Path.Combine(folder, "data")]);
            var line = ended.Errors.TrimEnd();
            if (ended.Code == 0 || line.Contains('\n', StringComparison.Ordinal) || !line.StartsWith("tandem: ", StringComparison.Ordinal) || line.Length > 500
                || !line.Contains(Path.GetFileName(Given(said)), StringComparison.Ordinal) || line.Contains("hidden", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal))
                faults.Add($"{string.Join(' ', arguments)} → {ended.Code}: {line}");
        }

        string.Join('\n', faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_are_json_when_asked_for_and_hold_no_secret()
    {
        var folder = Scratch.Folder();
        var key = (await TandemProgram.Run("key", "add", "robot", "--data", folder)).LastLine;
        var environment = new Dictionary<string, string> { ["TANDEM_LOG"] = "json", ["Logging__LogLevel__Default"] = "Trace" };
        await using var server = TandemProgram.Start(environment, ["serve", "--data", folder, "--urls", "http://127.0.0.1:0"]);
        var address = (await server.Says("http://")).Split(' ')[^1];
        using var http = new HttpClient { BaseAddress = new Uri(address), DefaultRequestHeaders = { { "Authorization", "Bearer " + key } } };
        await http.GetAsync("/api/v1/products?search=" + key, TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent([new("email", "mia@tandem.example"), new("password", "hunter2hunter2")]);
        await http.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        var log = (await server.Terminate()).Errors;
        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries)) System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("LogLevel").GetString().ShouldNotBeNull();
        log.ShouldNotContain(key);
        log.ShouldNotContain("hunter2");
    }
}
