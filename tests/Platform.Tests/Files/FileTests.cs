using System.Net.Http.Headers;
using System.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Files;

namespace Tandem.Platform.Tests.Files;

public class FileTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    [OnBothDatabases]
    public async Task Equal_content_is_stored_once_and_comes_back_as_it_was(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var content = Encoding.UTF8.GetBytes($"name,price\n{engine},1\n");
        var first = await Upload(api, "prices.csv", content);
        var second = await Upload(api, "../../etc/prices again.csv", content);
        first.Data[0].GetProperty("hash").GetString().ShouldBe(second.Data[0].GetProperty("hash").GetString());
        second.Data[0].GetProperty("name").GetString().ShouldBe("prices again.csv");
        var hash = first.Data[0].GetProperty("hash").GetString()!;
        File.Exists(Path.Combine(app.DataFolder, "files", hash[..2], hash[2..])).ShouldBeTrue();
        Directory.EnumerateFiles(Path.Combine(app.DataFolder, "files", "incoming")).ShouldBeEmpty();

        using var answer = await api.Http.GetAsync($"files/{first.Data[0].GetProperty("id").GetString()}/content", TestContext.Current.CancellationToken);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(content);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [OnBothDatabases]
    public async Task Nothing_that_a_browser_would_run_is_shown_in_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var pages = await app.SignedIn();
        async Task<HttpResponseMessage> Show(string name, string content)
        {
            using var api = await app.Api();
            var id = (await Upload(api, name, Encoding.UTF8.GetBytes(content))).Data[0].GetProperty("id").GetString();
            return await pages.Http.GetAsync($"/files/{id}?inline=true", TestContext.Current.CancellationToken);
        }

        foreach (var (name, content) in new[] { ("page.html", "<!doctype html><script>alert(1)</script>"), ("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") })
        {
            using var answer = await Show(name, content);
            answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            answer.Headers.GetValues("Content-Security-Policy").ShouldContain("default-src 'none'; sandbox");
        }
    }

    [OnBothDatabases]
    public async Task A_picture_may_be_looked_at_and_is_fetched_once(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = (await Upload(api, "face.txt", Picture)).Data[0].GetProperty("id").GetString();
        using var pages = await app.SignedIn();
        using var answer = await pages.Http.GetAsync($"/files/{id}?inline=true", TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/files/{id}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await pages.Http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [OnBothDatabases]
    public async Task A_file_without_a_record_is_its_owners(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var owner = await app.SignedIn(Role.Sales, await app.AddTeam("North " + engine));
        var uploaded = await owner.Submit("/files", Form("plan.txt", "Secret plan"u8.ToArray()));
        uploaded.Expect(HttpStatusCode.Created);
        var id = System.Text.Json.JsonDocument.Parse(uploaded.Html).RootElement.GetProperty("data")[0].GetProperty("id").GetString();
        (await owner.Open($"/files/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        using var stranger = await app.Api(Role.Sales, await app.AddTeam("South " + engine));
        (await stranger.Get($"files/{id}/content")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Delete($"files/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Get("files")).Data.ShouldBeEmpty();
        owner.Dispose();
    }

    [OnBothDatabases]
    public async Task A_file_too_large_is_refused_and_leaves_nothing(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var store = new FileStore(new() { DataFolder = Scratch.Folder() });
        using var content = new MemoryStream(new byte[5000]);
        (await Should.ThrowAsync<Core.Refused>(() => store.Put("main", content, "large.bin", limit: 4999, CancellationToken.None))).Code.ShouldBe(FileRefusals.TooLarge);
        store.All("main").ShouldBeEmpty();
        Directory.EnumerateFiles(Path.Combine(store.FolderOf("main"), "incoming")).ShouldBeEmpty();
        using var api = await app.Api();
        (await api.Post("files", new { })).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("..\\..\\boot.ini", "boot.ini")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("gnp.\u202Efdp.exe", "gnp.fdp.exe")]
    [InlineData(" . ", "file")]
    [InlineData("Preisliste März.csv", "Preisliste März.csv")]
    public void Names_lose_what_could_mislead(string given, string kept) => AddFile.CleanName(given).ShouldBe(kept);

    [Fact]
    public void A_long_name_keeps_its_ending() => AddFile.CleanName(new string('a', 400) + ".xlsx").ShouldSatisfyAllConditions(
        name => name.Length.ShouldBe(AddFile.MaxNameLength), name => name.ShouldEndWith(".xlsx"));

    [Fact]
    public void Text_is_recognised_even_when_the_sample_cuts_a_letter()
    {
        var head = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("سلام", 200)))[..ContentSniffer.Needs];
        ContentSniffer.TypeOf(head, "names.csv").ShouldBe("text/csv");
        ContentSniffer.TypeOf([0xC3, 0x28, 0xA0, 0xA1, 0xFF, 0xFE, 0xFF], "names.csv").ShouldBe(ContentSniffer.Unknown);
    }

    private static async Task<ApiAnswer> Upload(ApiClient api, string name, byte[] content)
    {
        using var form = Form(name, content);
        using var answer = await api.Http.PostAsync("files", form);
        return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers, "POST files").Expect(HttpStatusCode.Created);
    }

    private static MultipartFormDataContent Form(string name, byte[] content)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/html"); // what a sender says is not believed
        return new MultipartFormDataContent { { file, "file", name } };
    }
}
