using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Pages;

public class ErrorPagesTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_record_that_is_not_there_and_one_that_is_not_yours_are_answered_alike_with_a_page(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var owner = await app.AddPerson(Role.Sales, await app.AddTeam("Owners " + engine));
        using var api = await app.Api();
        var hidden = await api.Create("companies", new { name = "Hidden", ownerId = owner.User.Id });
        using var stranger = await app.SignedIn(Role.Sales, await app.AddTeam("Strangers " + engine));
        foreach (var path in new[] { $"/companies/{hidden}", $"/companies/{Guid.CreateVersion7()}", "/no/such/place" })
        {
            var page = (await stranger.Open(path)).Expect(HttpStatusCode.NotFound);
            page.Text("h1").ShouldBe("Not found");
            page.Document.QuerySelector("nav.side").ShouldNotBeNull();
            page.Text(".empty p")!.ShouldContain("you may not see it");
            page.Document.QuerySelector(".empty a[href='/']").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_drawer_gets_its_error_into_the_drawer()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var page = await app.SignedIn();
        var drawer = (await page.Open($"/companies/{Guid.CreateVersion7()}/edit", frame: "drawer")).Expect(HttpStatusCode.NotFound);
        drawer.Text("turbo-frame#drawer .callout").ShouldBe("There is no such record, or you may not see it");
        (await page.Open($"/companies/{Guid.CreateVersion7()}/cells/city", frame: "cell-x")).Expect(HttpStatusCode.NotFound).Document.QuerySelector("turbo-frame#cell-x .callout").ShouldNotBeNull();
    }

    [Fact]
    public async Task Programs_and_scripts_still_get_a_problem_document()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        (await api.Get($"companies/{Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound).Code.ShouldBe("api.not-found");
        using var page = await app.SignedIn();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/companies/{Guid.CreateVersion7()}");
        request.Headers.Add("Accept", "text/vnd.turbo-stream.html, application/problem+json, text/html");
        using var answer = await page.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_form_that_is_too_old_leads_back_to_where_it_was_sent_from()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var page = await app.SignedIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/companies") { Content = new FormUrlEncodedContent([]), Headers = { Referrer = new Uri(app.Address, "/companies?sort=-name") } };
        using var answer = await page.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("This form has expired");
        html.ShouldContain("href=\"/companies?sort=-name\"");
    }

    [Fact]
    public async Task A_visitor_sees_the_page_of_an_address_that_leads_nowhere_without_the_shell()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var visitor = app.Visitor();
        (await visitor.Open("/companies/duplicates")).Expect(HttpStatusCode.NotFound);
        var page = (await visitor.Open("/no/such/place")).Expect(HttpStatusCode.NotFound);
        page.Text("h1").ShouldBe("Not found");
        page.Document.QuerySelector("nav.side").ShouldBeNull();
    }

    [Fact]
    public async Task A_bug_shows_a_reference_that_the_log_knows_and_no_stack_trace()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, modules: new ModuleSet([.. Host.Modules.All().All.Where(module => module.GetType().Assembly.GetName().Name != "Tandem.Platform"), new Broken()]));
        using var page = await app.SignedIn();
        var failed = (await page.Open("/broken")).Expect(HttpStatusCode.InternalServerError);
        failed.Text("h1").ShouldBe("Something went wrong");
        failed.Html.ShouldNotContain("the secret of the stack");
        failed.Html.ShouldNotContain("InvalidOperationException");
        app.Log.Errors.ShouldContain(line => line.Contains(failed.Text(".error__reference code")!, StringComparison.Ordinal));
    }

    private sealed class Broken : Module
    {
        public override void MapPages(RouteGroupBuilder pages) => pages.MapGet("/broken", string () => throw new InvalidOperationException("the secret of the stack"));
    }
}
