using Tandem.Testing.App;

namespace Tandem.Host.Tests.Strangers;

/// <summary>Every endpoint of the program, found among its routes, asked by someone whom nobody knows.</summary>
public class ClosedDoorsTests(TandemApps apps) : IClassFixture<TandemApps>
{
    /// <summary>What is open to all. A new endpoint that wants to be open has to be named here.</summary>
    private static readonly HashSet<string> Open =
    [
        "/sign-in", "/sign-out", "/forgot-password", "/password/{id:guid}", "/set-up", "/me/theme", "/me/language", "/health/live", "/health/ready", "/openapi/{documentName}.json",
    ];

    private static readonly Dictionary<string, Guid> Nothing = SampleRoutes.Subjects.ToDictionary(subject => subject, _ => Core.Ids.New(), StringComparer.Ordinal);

    [OnBothDatabases]
    public async Task Without_a_sign_in_pages_lead_to_it_and_the_api_asks_for_a_key(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var routes = SampleRoutes.Of(app, Nothing);
        routes.Count.ShouldBeGreaterThan(150);
        routes.Select(route => route.Pattern).Intersect(Open).Count().ShouldBe(Open.Count, "what is named open exists");
        using var visitor = app.Visitor();
        foreach (var route in routes.Where(route => !Open.Contains(route.Pattern)))
        {
            using var answer = await Ask(visitor.Http, route);
            if (route.IsApi) await IsRefused(answer, route);
            else (answer.StatusCode, answer.Headers.Location?.OriginalString.Split('?')[0]).ShouldBe((HttpStatusCode.Redirect, "/sign-in"), route.ToString());
        }
    }

    [OnBothDatabases]
    public async Task Neither_a_wrong_key_nor_a_session_opens_the_api(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var revoked = await app.Api();
        using var person = await app.SignedIn();
        await using (var db = app.Open())
            foreach (var key in db.Set<Platform.Access.ApiKey>().Select(key => key.Id).ToList()) await person.Submit($"/settings/api-keys/{key}/revoke");

        using var guesser = new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { { "Authorization", "Bearer tdm_guessed" } } };
        foreach (var route in SampleRoutes.Of(app, Nothing).Where(route => route.IsApi))
        {
            foreach (var client in new[] { person.Http, guesser })
            {
                using var answer = await Ask(client, route);
                await IsRefused(answer, route);
            }
        }

        using var old = await revoked.Http.GetAsync(new Uri("companies", UriKind.Relative), TestContext.Current.CancellationToken);
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task IsRefused(HttpResponseMessage answer, SampleRoute route)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("api.key-required", Case.Sensitive, route.ToString());
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client, SampleRoute route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
        if (route.Method is "POST" or "PUT" or "PATCH") request.Content = route switch
        {
            { Pattern: "/api/v1/files" or "/api/v1/people/{id:guid}/photo" } => new MultipartFormDataContent(),
            { IsApi: true } => new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
            _ => new FormUrlEncodedContent([]),
        };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
