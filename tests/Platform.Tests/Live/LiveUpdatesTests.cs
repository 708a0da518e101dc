using System.Diagnostics;

namespace Tandem.Platform.Tests.Live;

public class LiveUpdatesTests
{
    [OnBothDatabases]
    public async Task An_open_page_hears_of_what_it_shows_and_of_nothing_else(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var pages = await app.SignedIn();
        using var reader = await Listen(pages, "product");
        await app.AddTeam("North");
        await Make(app, "Lathe");
        (await Next(reader)).ShouldBe("product");
    }

    [OnBothDatabases]
    public async Task Many_changes_are_told_as_one(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var pages = await app.SignedIn();
        using var reader = await Listen(pages, "product,team");
        var product = new HashSet<string>(StringComparer.Ordinal) { "product" };
        for (var i = 0; i < 500; i++) app.Workspace.Signal.Committed(product);
        app.Workspace.Signal.Committed(new HashSet<string>(StringComparer.Ordinal) { "team" });
        var told = new List<string> { await Next(reader) };
        while (told[^1] != "team") told.Add(await Next(reader));
        told.Count.ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Only_people_who_signed_in_listen_and_only_to_topics()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var visitor = app.Visitor();
        (await visitor.Open("/live?topics=product")).Status.ShouldBe(HttpStatusCode.Redirect);
        using var pages = await app.SignedIn();
        (await pages.Open("/live?topics=" + Uri.EscapeDataString("product\ndata: x"))).Status.ShouldNotBe(HttpStatusCode.OK);
        (await pages.Open("/live?topics=")).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Open_streams_do_not_hold_the_server_up_when_it_stops()
    {
        var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var pages = await app.SignedIn();
        using var reader = await Listen(pages, "product");
        var stopping = Stopwatch.StartNew();
        await app.DisposeAsync();
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    private static async Task<StreamReader> Listen(PageClient pages, string topics)
    {
        var answer = await pages.Http.GetAsync("/live?topics=" + topics, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(": ");
        return reader;
    }

    private static async Task<string> Next(StreamReader reader)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (true)
        {
            var line = (await reader.ReadLineAsync(patience.Token)).ShouldNotBeNull();
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return line["data: ".Length..];
        }
    }

    private static async Task Make(TandemApp app, string name)
    {
        using var api = await app.Api();
        await api.Create("products", new { name });
    }
}
