using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

/// <summary>Every page and every form of the program, found among its routes: who comes in, and what the answers carry.</summary>
public class DoorsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly string[] Personal = ["/settings", "/settings/profile", "/settings/password"];

    private static readonly string[] Administration =
    [
        "/settings/workspace", "/settings/region", "/settings/fiscal-year", "/settings/currency", "/settings/users", "/settings/users/invite", "/settings/teams", "/settings/roles",
        "/settings/api-keys", "/settings/mail", "/settings/mail/test", "/settings/checklist/skip", "/settings/checklist/dismiss",
    ];

    [Fact]
    public async Task Signed_out_people_are_led_to_sign_in_from_every_page_and_form()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var visitor = app.Visitor();
        var routes = Routes(app, Door.Page);
        routes.Count.ShouldBeGreaterThan(30);
        foreach (var (method, path) in routes)
        {
            var answer = method == "GET" ? await visitor.Open(path) : await visitor.Submit(path);
            // A value that a route does not take leads nowhere.
            if (answer.Status == HttpStatusCode.NotFound && path.EndsWith("/1", StringComparison.Ordinal)) continue;
            (answer.Status, answer.Location?.Split('?')[0]).ShouldBe((HttpStatusCode.Redirect, "/sign-in"), $"{method} {path}");
        }
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.Sales)]
    [InlineData(Role.ReadOnly)]
    public async Task Settings_of_the_workspace_are_for_administrators(Role role)
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var someone = await app.SignedIn(role);
        var routes = Routes(app, Door.Page, endpoint => endpoint.Metadata.GetMetadata<AdministratorsMetadata>() is not null);
        foreach (var page in Administration) routes.ShouldContain(route => route.Path == page);
        foreach (var (method, path) in routes)
        {
            var answer = method == "GET" ? await someone.Open(path) : await someone.Submit(path);
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, $"{role}: {method} {path}");
        }

        foreach (var path in Personal) (await someone.Open(path)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_everywhere()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        foreach (var (_, path) in Routes(app, Door.Page).Concat(Routes(app, Door.OpenPage)).Where(route => route.Method != "GET"))
            (await administrator.SubmitForged(path)).Status.ShouldBe(HttpStatusCode.BadRequest, path);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_and_inline_scripts_and_carries_none()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        var (name, session) = await app.SessionOf(await app.AddPerson(Role.Administrator));
        http.DefaultRequestHeaders.Add("Cookie", $"{name}={session}");
        foreach (var (_, path) in Routes(app, Door.Page).Concat(Routes(app, Door.OpenPage)).Where(route => route.Method == "GET"))
        {
            using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("script-src 'self';", Case.Sensitive, path);
            policy.ShouldContain("default-src 'none'", Case.Sensitive, path);
            policy.ShouldContain("frame-ancestors 'none'", Case.Sensitive, path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var document = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            document.QuerySelectorAll("script:not([src])").ShouldBeEmpty(path);
            document.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    [OnBothDatabases]
    public async Task Secrets_of_users_leave_the_database_by_no_door(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        await browser.SignIn(person.User.Email!, TestPerson.Password);
        await browser.Fill("/settings/password", "/settings/password", ("current", TestPerson.Password), ("password", "a brand new password"), ("repeated", "a brand new password"));
        using var guesser = new FormClient(app);
        await guesser.SignIn(person.User.Email!, "wrong horse battery");
        await using var db = app.Open();
        var user = await db.Users.SingleAsync(one => one.Id == person.User.Id, TestContext.Current.CancellationToken);
        using var program = await app.Api();
        var told = string.Join('\n', (await program.Get("users")).Body, (await program.Get($"users/{user.Id}")).Body, string.Join('\n', app.Log.Lines),
            string.Join('\n', await db.Changes.Select(change => change.Data).ToListAsync(TestContext.Current.CancellationToken)));
        foreach (var secret in new[] { user.PasswordHash!, user.SecurityStamp!, person.User.PasswordHash!, "a brand new password", TestPerson.Password, "wrong horse battery" }) told.ShouldNotContain(secret);
        told.ShouldContain(user.Email!);
    }

    [Fact]
    public async Task No_handler_is_compiled_before_it_is_asked()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var ours = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<DoorMetadata>() is not null).ToList();
        ours.Count.ShouldBeGreaterThan(400);
        ours.Where(endpoint => !Handlers.IsCompiledLater(endpoint)).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();
    }

    private static List<(string Method, string Path)> Routes(TandemApp app, Door door, Func<RouteEndpoint, bool>? which = null) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<DoorMetadata>()?.Door == door && which?.Invoke(endpoint) != false)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => (method, PathOf(endpoint.RoutePattern.RawText!))) ?? [])
            .Distinct(),
    ];

    /// <summary>The route with a value for each parameter: an id that belongs to nothing, or a word.</summary>
    private static string PathOf(string pattern) => "/" + string.Join('/', pattern.Trim('/').Split('/').Select(part =>
        !part.Contains('{', StringComparison.Ordinal) ? part : part.Contains(":guid", StringComparison.Ordinal) ? Ids.New().ToString() : part.Contains("{role", StringComparison.Ordinal) ? "Sales" : "1"));
}
