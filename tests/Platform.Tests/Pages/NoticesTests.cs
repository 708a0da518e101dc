namespace Tandem.Platform.Tests.Pages;

public class NoticesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [Theory]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("X-Sec-Purpose", "prefetch")]
    [InlineData("X-Refresh", "live")]
    [InlineData("Turbo-Frame", "drawer")]
    public async Task A_toast_waits_for_the_page_that_its_reader_looks_at(string header, string value)
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var page = await app.SignedIn();
        (await page.Submit("/companies", ("shown", "name"), ("name", "Toasted"))).Expect(HttpStatusCode.SeeOther);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/companies");
        request.Headers.Add(header, value);
        using var aside = await page.Http.SendAsync(request, TestContext.Current.CancellationToken);
        (await aside.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Toasted created");
        (await page.Open("/companies")).Text(".toast [data-toast-target=text]").ShouldBe("Toasted created");
        (await page.Open("/companies")).Text("#toasts .toast").ShouldBeNull();
    }
}
