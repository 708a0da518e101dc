using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Tests.Api;

public class ApiFormTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [Fact]
    public async Task Every_route_of_the_api_is_described()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).ToHashSet(StringComparer.Ordinal);
        var routes = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Plain(endpoint.RoutePattern.RawText!)}")).ToList();
        routes.Count.ShouldBeGreaterThan(20);
        routes.Where(route => !described.Contains(route)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_description_says_what_a_product_is_made_of()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var product = schemas.GetProperty("Product").GetProperty("properties");
        product.GetProperty("name").GetProperty("maxLength").GetInt32().ShouldBe(300);
        product.GetProperty("createdAt").GetProperty("readOnly").GetBoolean().ShouldBeTrue();
        product.GetProperty("price").GetProperty("properties").GetProperty("currency").GetProperty("maxLength").GetInt32().ShouldBe(3);
        var create = schemas.GetProperty("ProductCreate");
        create.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldBe(["name"]);
        create.GetProperty("properties").TryGetProperty("createdAt", out _).ShouldBeFalse();

        var ids = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.TryGetProperty("operationId", out var id) ? id.GetString() : null).OfType<string>().ToList();
        ids.ShouldBeUnique();
        var body = document.RootElement.GetProperty("paths").GetProperty("/api/v1/products").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        body.GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/ProductCreate");
        References(document.RootElement).Distinct().Where(name => !schemas.TryGetProperty(name, out _)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_what_it_takes()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var http = new HttpClient { BaseAddress = app.Address };
        using var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var paths = document.RootElement.GetProperty("paths");
        paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(operation => !operation.Value.TryGetProperty("summary", out _)).Select(operation => $"{operation.Name} {path.Name}")).ShouldBeEmpty();

        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        string[] Takes(string path, string method)
        {
            var schema = paths.GetProperty(path).GetProperty(method).GetProperty("requestBody").GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
            return [.. schemas.GetProperty(schema.GetProperty("$ref").GetString()!.Split('/')[^1]).GetProperty("properties").EnumerateObject().Select(property => property.Name)];
        }

        Takes("/api/v1/deals/{id}/stage", "put").ShouldBe(["stageId"]);
        Takes("/api/v1/deals/{id}/lose", "post").ShouldBe(["reasonId", "note", "on"], ignoreOrder: true);
        Takes("/api/v1/stages/{id}/place", "put").ShouldBe(["place"]);
        Takes("/api/v1/stages/{id}/remove", "post").ShouldBe(["dealsTo"]);
        Takes("/api/v1/pipelines", "post").ShouldBe(["name", "currency", "archived"], ignoreOrder: true);
        Takes("/api/v1/users/{id}", "patch").ShouldNotBe(Takes("/api/v1/teams/{id}", "patch"));

        schemas.GetProperty("Money").GetProperty("properties").GetProperty("amount").GetProperty("type").GetString().ShouldBe("string");
        schemas.GetProperty("ShownLine").GetProperty("properties").GetProperty("unitPrice").GetRawText().ShouldContain("#/components/schemas/Money");
    }

    [OnBothDatabases]
    public async Task Who_has_a_records_version_already_is_not_sent_it_again(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var id = await api.Create("products", new { name = "Lathe" });
        async Task<HttpResponseMessage> Read(string seen)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"products/{id}") { Headers = { IfNoneMatch = { System.Net.Http.Headers.EntityTagHeaderValue.Parse(seen) } } };
            return await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        using (var unchanged = await Read("\"1\""))
        {
            unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            unchanged.Headers.ETag!.Tag.ShouldBe("\"1\"");
            (await unchanged.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }

        (await api.Patch($"products/{id}", new { family = "Lathes" }, 1)).Expect(HttpStatusCode.OK);
        using var changed = await Read("\"1\"");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [OnBothDatabases]
    public async Task Wrong_address_method_and_type_are_problem_documents(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        (await api.Get("dragons")).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(HttpStatusCode.NotFound), answer => answer.Code.ShouldBe(ApiRefusals.NotFound));
        (await api.Put("products", new { })).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed), answer => answer.Code.ShouldBe(ApiRefusals.MethodNotAllowed));
        using var form = new FormUrlEncodedContent([new("name", "Lathe")]);
        using var answer = await api.Http.PostAsync("products", form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var broken = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        (await api.Http.PostAsync("products", broken, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var large = new StringContent("{\"name\":\"" + new string('a', (int)RecordEndpoints.MaxRecord) + "\"}", System.Text.Encoding.UTF8, "application/json");
        // The client asks before it sends: a server that refuses need not read a megabyte first.
        using var asking = new HttpRequestMessage(HttpMethod.Post, "products") { Content = large, Headers = { ExpectContinue = true } };
        (await api.Http.SendAsync(asking, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [OnBothDatabases]
    public async Task A_key_that_asks_too_often_is_told_to_wait(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine, clock: new TestClock(), customise: builder => builder.Services.AddSingleton(new TandemOptions { DataFolder = Scratch.Folder(), ApiRequestsPerSecond = 3 }));
        using var api = await app.Api();
        using var other = await app.Api();
        for (var left = 2; left >= 0; left--) (await api.Get("products")).Expect(HttpStatusCode.OK).Headers.GetValues("RateLimit-Remaining").ShouldBe([left.ToString()]);
        var refused = await api.Get("products");
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Code.ShouldBe(ApiRefusals.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await other.Get("products")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await api.Get("products")).Expect(HttpStatusCode.OK);
    }

    [OnBothDatabases]
    public async Task Counts_are_exact_or_cheap(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        await api.Post("products/batch", Enumerable.Range(0, 10_000).Select(i => new { name = $"Part {i}", family = i % 2 == 0 ? "Even" : "Odd" }));
        await api.Post("products/batch", Enumerable.Range(0, 2_000).Select(i => new { name = $"More {i}", family = "Odd" }));
        (await api.Get("products?count=exact&limit=1")).Json.GetProperty("count").GetInt32().ShouldBe(12_000);
        var few = (await api.Get("products?count=estimate&limit=1&filter=family = \"Even\"")).Json;
        few.GetProperty("count").GetInt32().ShouldBe(5000);
        few.GetProperty("countIsEstimate").GetBoolean().ShouldBeFalse();
        var many = (await api.Get("products?count=estimate&limit=1")).Json;
        many.GetProperty("count").GetInt32().ShouldBeGreaterThanOrEqualTo(10_000);
        many.GetProperty("countIsEstimate").GetBoolean().ShouldBeTrue();
    }

    [OnBothDatabases]
    public async Task An_export_is_safe_to_open_in_a_spreadsheet(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        await api.Create("products", new { name = "=HYPERLINK(\"http://evil.example\")", sku = "b", price = new { amount = "1234.50", currency = "EUR" } });
        await api.Create("products", new { name = "Saw, \"large\"", sku = "c", family = "Saws" });
        var csv = (await api.Get("products/export?sort=sku&fields=name,sku,price")).Expect(HttpStatusCode.OK).Body.Split("\r\n");
        csv[0].ShouldBe("id,name,sku,price,priceCurrency");
        csv[1].ShouldEndWith(",\"'=HYPERLINK(\"\"http://evil.example\"\")\",b,1234.50,EUR");
        csv[2].ShouldEndWith(",\"Saw, \"\"large\"\"\",c,,");
        (await api.Get("products/export?filter=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.Get("products/export?filter=family = \"Saws\"")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [OnBothDatabases]
    public async Task Personal_fields_stay_away_from_those_who_only_read(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        await app.AddPerson(Role.Sales, name: "Exported");
        using var reader = await app.Api(Role.ReadOnly);
        using var api = await app.Api();
        (await reader.Get("users/export")).Body.ShouldNotContain("@tandem.example");
        (await api.Get("users/export")).Body.ShouldContain("@tandem.example");
    }

    private static string Plain(string pattern) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{(\w+)(:[^}]*)?\}", "{$1}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).TrimEnd('/');

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!.Split('/')[^1]] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
