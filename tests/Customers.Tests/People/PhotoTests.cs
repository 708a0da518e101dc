using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Files;

namespace Tandem.Customers.Tests.People;

public class PhotoTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    [OnBothDatabases]
    public async Task A_photo_is_shown_wherever_the_person_is_and_can_be_taken_away(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Framed " + engine });
        var id = await api.Create("people", new { name = "Petra Portrait " + engine, companyId = company });
        using var page = await app.SignedIn();
        (await page.Open($"/people/{id}/photo", frame: "dialog")).Expect(HttpStatusCode.OK).Document.QuerySelector("turbo-frame#dialog input[type=file][name=photo]").ShouldNotBeNull();
        (await page.Submit($"/people/{id}/photo", Form("1", Picture))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe($"/people/{id}");
        var shown = (await page.Open($"/people/{id}")).Document.QuerySelector(".rec-head .avatar img")!.GetAttribute("src")!;
        foreach (var place in new[] { "/people?search=Portrait", $"/companies/{company}", "/search?q=Portrait" })
            (await page.Open(place)).Document.QuerySelectorAll(".avatar img").Select(image => image.GetAttribute("src")).ShouldContain(shown, place);
        (await page.Open("/search?q=Portrait", frame: "palette")).Html.ShouldContain(shown.Replace("&", "&amp;", StringComparison.Ordinal));
        using (var image = await page.Http.GetAsync(shown, TestContext.Current.CancellationToken))
        {
            image.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            image.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        }

        (await page.Open($"/people/{id}")).Texts(".files li").ShouldBeEmpty();
        (await page.Submit($"/people/{id}/photo", Form("2", [.. Picture, 1]))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/people/{id}")).Document.QuerySelector(".rec-head .avatar img")!.GetAttribute("src").ShouldNotBe(shown);
        (await page.Open(shown)).Expect(HttpStatusCode.NotFound);
        (await page.Submit($"/people/{id}/photo/remove", ("version", "3"))).Expect(HttpStatusCode.SeeOther);
        (await page.Open($"/people/{id}")).Document.QuerySelector(".rec-head .avatar img").ShouldBeNull();
        await using var db = app.Open();
        (await db.Set<StoredFile>().CountAsync(file => file.AboutId == id && file.DeletedAt == null, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task Only_pictures_of_a_sensible_size_are_taken_whatever_they_are_called(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Not a picture" });
        using var page = await app.SignedIn();
        (await page.Submit($"/people/{id}/photo", Form("1", "<svg onload='alert(1)'/>"u8.ToArray()))).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("This file is not a picture");
        (await page.Submit($"/people/{id}/photo", Form("1", []))).Expect(HttpStatusCode.UnprocessableEntity);
        (await page.Submit($"/people/{id}/photo", Form("1", [.. Picture, .. new byte[Pictures.MaxBytes]]))).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("at most 5 MB");
        (await Put(api, id, 1, Picture)).ShouldBe(HttpStatusCode.NoContent);
        (await Put(api, id, 1, Picture)).ShouldBe(HttpStatusCode.Conflict);
        (await api.Delete($"people/{id}/photo", version: 2)).Expect(HttpStatusCode.NoContent);
    }

    [OnBothDatabases]
    public async Task The_photo_of_a_hidden_person_is_hidden(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owners of faces " + engine));
        var id = await api.Create("people", new { name = "Hidden face", ownerId = owner.User.Id });
        using var own = await app.SignedIn(owner);
        (await own.Submit($"/people/{id}/photo", Form("1", Picture))).Expect(HttpStatusCode.SeeOther);
        var address = (await own.Open($"/people/{id}")).Document.QuerySelector(".rec-head .avatar img")!.GetAttribute("src")!;
        (await own.Open(address)).Expect(HttpStatusCode.OK);
        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("Strangers to faces " + engine));
        (await stranger.Open(address)).Expect(HttpStatusCode.NotFound);
        (await stranger.Open($"/people/{id}/photo")).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit($"/people/{id}/photo", Form("2", Picture))).Expect(HttpStatusCode.NotFound);
        (await stranger.Submit($"/people/{id}/photo/remove", ("version", "2"))).Expect(HttpStatusCode.NotFound);
        using var program = await app.Api(Role.Sales, await app.AddTeam("Programs without faces " + engine));
        (await Put(program, id, 2, Picture)).ShouldBe(HttpStatusCode.NotFound);
        (await program.Delete($"people/{id}/photo", version: 2)).Expect(HttpStatusCode.NotFound);
    }

    private static MultipartFormDataContent Form(string version, byte[] photo)
    {
        var file = new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        return new MultipartFormDataContent { { new StringContent(version), "version" }, { file, "photo", "face.png" } };
    }

    private static async Task<HttpStatusCode> Put(ApiClient api, Guid id, int version, byte[] photo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"people/{id}/photo") { Content = Form("", photo) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
