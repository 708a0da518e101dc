using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Fields;
using Tandem.Testing.App;

namespace Tandem.Host.Tests.Inputs;

/// <summary>What nobody in their right mind sends, sent to every door: the answer names a fault of the request, never one of the server.</summary>
public class HostileInputTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\uFEFF", "\u202Eabc", "'; DROP TABLE deals; --", "%", "\\", "\"", "{0}", "{{x}}", "${jndi:x}", "<script>", "../../etc/passwd", "-1", "1e400", "NaN", "99999999999999999999999999", "0x10",
        "true", "null", "2031-02-30", "9999-12-31T23:59:59.9999999Z", "-0001-01-01", "۱۴۰۹/۱۳/۴۰", "00000000-0000-0000-0000-000000000000", "١٢٣", "👩‍👩‍👧‍👦", "\u0301\u0301\u0301", "I\u0307", new('x', 5_000), "EUR", "1,2.3,4",
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "[]", "\"text\"", "12", "{", "}", "{}{}", "{\"name\":}", "{\"name\":1}", "{\"name\":{}}", "{\"name\":[[]]}", "{\"name\":null}", "{\"name\":true}", "{\"name\":\"a\",\"name\":\"b\"}", "{\"NAME\":\"x\"}",
        "{\"name\":\"\\u0000\"}", "{\"name\":\"a\\u0000b\"}", "{\"name\":\"\\ud800\"}", "{\"\\ud800\":1}", "{\"name\":\"x\",\"\\u0000\":1}", "{\"name\":\"x\",\"ownerId\":\"nobody\"}", "{\"name\":\"x\",\"ownerId\":7}",
        "{\"name\":\"x\",\"tags\":[\"\\u0000\"]}", "{\"name\":\"x\",\"tags\":[1,null,{}]}", "{\"name\":\"x\",\"tags\":\"a\"}", "{\"name\":\"x\",\"employees\":1e400}", "{\"name\":\"x\",\"employees\":1.5}", "{\"name\":\"x\",\"employees\":99999999999}",
        "{\"name\":\"x\",\"amount\":{\"amount\":\"1e40\",\"currency\":\"EUR\"}}", "{\"name\":\"x\",\"amount\":{\"amount\":\"9999999999999999999999\",\"currency\":\"EUR\"}}", "{\"name\":\"x\",\"amount\":{\"amount\":\"1\",\"currency\":\"\\u0000\"}}",
        "{\"name\":\"x\",\"amount\":{\"amount\":[],\"currency\":{}}}", "{\"name\":\"x\",\"amount\":7}", "{\"name\":\"x\",\"annualRevenue\":{\"amount\":\"-99999999999999999999.999\",\"currency\":\"EUR\"}}", "{\"name\":\"x\",\"birthday\":\"2031-02-30\"}",
        "{\"name\":\"x\",\"emails\":[{\"value\":\"\\u0000@b.c\"}]}", "{\"name\":\"x\",\"emails\":{}}", "{\"name\":\"x\",\"custom\":{\"a\":1}}", "{\"subject\":\"x\",\"dueAt\":\"0000-00-00\"}", "{\"subject\":\"x\",\"dueAt\":\"9999-12-31T23:59:59Z\"}",
        "{\"subject\":\"x\",\"aboutId\":\"{}\"}", "{\"text\":\"\\u0000\",\"aboutId\":\"00000000-0000-0000-0000-000000000000\"}", "{\"stageId\":[]}", "{\"lines\":{}}", "{\"lines\":[null]}", "{\"lines\":[{\"quantity\":1e30}]}", "{\"personId\":\"\\ud800\"}",
        "{\"records\":null}", "{\"records\":[null]}", "{\"records\":[\"00000000-0000-0000-0000-000000000000\"],\"choose\":{\"\\u0000\":\"00000000-0000-0000-0000-000000000000\"},\"versions\":null}", "{\"email\":\"\\u0000\",\"phone\":\"\\u0000\",\"name\":\"\\u0000\"}",
        "{\"name\":\"x\",\"custom\":null}", "{\"name\":\"x\",\"custom\":[]}", "{\"name\":\"x\",\"custom\":{\"\\u0000\":1}}",
        "{\"place\":-2147483648}", "{\"on\":\"2031-13-01\"}", "{\"on\":\"0001-01-01\"}", "\uFEFF{\"name\":\"x\"}", Nested("[", "]", 5_000), Nested("{\"name\":", "}", 60), Nested("{\"name\":", "}", 3_000),
    ];

    /// <summary>What describes a field or a type, to the doors that take one.</summary>
    private static readonly string[] Descriptions =
    [
        Field("\"text\"", "{\"en\":\"a\\u0000b\"}"), Field("\"text\"", "{\"en\":null}"), Field("\"text\"", "null"), Field("\"nothing\"", "{\"en\":\"x\"}"), Field("99", "{\"en\":\"x\"}"), Field("\"choice\"", "{\"en\":\"x\"}", "{\"choices\":[null]}"),
        Field("\"choice\"", "{\"en\":\"x\"}", "{\"choices\":[{\"key\":null,\"labels\":null}]}"), Field("\"choice\"", "{\"en\":\"x\"}", "{\"choices\":null}"), Field("\"choice\"", "{\"en\":\"x\"}", "{\"choices\":[{\"key\":\"a\\u0000\",\"labels\":{\"en\":\"\\u0000\"}}]}"),
        Field("\"decimal\"", "{\"en\":\"x\"}", "{\"least\":1e400}"), Field("\"decimal\"", "{\"en\":\"x\"}", "{\"least\":1e27,\"default\":\"1e27\"}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"maxLength\":-1}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"help\":null,\"access\":null}"),
        Field("\"text\"", "{\"en\":\"x\"}", "{\"access\":{\"Nobody\":\"none\"}}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"sensitivity\":77}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"visibleWhen\":\"(((\"}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"unit\":\"\\u0000\"}"),
        Field("\"text\"", "{\"\":\"x\"}"), Field("\"text\"", "{\"en\":\"x\"}", "{\"section\":\"\\u0000\"}"), Field("\"reference\"", "{\"en\":\"x\"}", "{\"referenceTo\":\"\\u0000\"}"),
        "{\"one\":{\"en\":null},\"many\":{\"en\":\"x\"}}", "{\"one\":{\"en\":\"\\u0000\"},\"many\":{\"en\":\"\\u0000\"}}", "{\"one\":null,\"many\":null}", "{\"key\":\"\\u0000\",\"plural\":\"\\u0000\",\"one\":{\"en\":\"x\"},\"many\":{\"en\":\"y\"}}",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task Every_query_parameter_of_every_list_takes_anything(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var faults = new List<string>();
        var asked = SampleRoutes.Of(app, Nothing).Where(route => route is { Method: "GET", IsApi: true, IsOfRecord: false }).ToList();
        foreach (var route in asked)
        {
            foreach (var parameter in new[] { "filter", "sort", "limit", "cursor", "fields", "count", "search", "state", "pipeline", "period" })
                foreach (var text in Texts)
                    await Judge(app, api.Http, new(HttpMethod.Get, new Uri(app.Address, $"{route.Path}?{parameter}={Uri.EscapeDataString(text)}")), faults);
        }

        var real = (await api.Get("users?limit=1")).NextCursor ?? "";
        foreach (var raw in new[] { "%00", "%ED%A0%80", "%FF%FE", "%", "a=b&filter=%20&filter=x", "limit=1&limit=2", "cursor=" + Uri.EscapeDataString(real[..(real.Length / 2)]), "cursor=eyJ2IjpbMV19" })
            await Judge(app, api.Http, new(HttpMethod.Get, app.Address + "api/v1/users?" + (raw.Contains('=', StringComparison.Ordinal) ? raw : "search=" + raw)), faults);
        string.Join('\n', faults).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task Every_body_of_every_endpoint_is_taken_or_refused_with_a_reason(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var faults = new List<string>();
        foreach (var route in SampleRoutes.Of(app, Nothing).Where(route => route.IsApi && route.Method is "POST" or "PUT" or "PATCH"))
        {
            if (!route.IsApi) continue;
            var bodies = route.Pattern.Contains("/fields", StringComparison.Ordinal) || route.Pattern.Contains("/types", StringComparison.Ordinal) ? Bodies.Concat(Descriptions) : Bodies;
            foreach (var body in bodies.Select(Encoding.UTF8.GetBytes).Append([0xFF, 0xFE, 0x7B, 0x00]).Append([0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D]))
                await Judge(app, api.Http, new(new HttpMethod(route.Method), new Uri(app.Address, route.Path)) { Content = Content(body, "application/json"), Headers = { { "If-Match", "\"1\"" } } }, faults);
        }

        string.Join('\n', faults).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task Bodies_that_are_too_large_or_of_another_kind_are_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        (await Answer(api.Http, Content(Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 2 << 20)}\"}}"), "application/json"), "companies")).ShouldBe((413, "api.too-large"));
        (await Answer(api.Http, Content("{\"name\":\"x\"}"u8.ToArray(), "text/plain"), "companies")).ShouldBe((415, "api.unsupported-type"));
        (await Answer(api.Http, Content("name=x"u8.ToArray(), "application/x-www-form-urlencoded"), "companies")).ShouldBe((415, "api.unsupported-type"));
        (await Answer(api.Http, Content(Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 100_000)}\"}}"), "application/json"), "companies")).Status.ShouldBe(422);
    }

    [OnBothDatabases]
    public async Task Headers_cookies_and_ids_take_anything(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var person = await app.SignedIn();
        var faults = new List<string>();
        foreach (var text in Texts.Where(text => text.All(c => c is >= ' ' and < '\x7F') && text.Length < 4_000))
        {
            foreach (var header in new[] { "Idempotency-Key", "If-Match", "Authorization", "Accept", "Accept-Language", "Content-Language", "Turbo-Frame", "Referer", "X-Forwarded-For", "X-Form-Token", "Range", "If-None-Match", "Cookie", "traceparent" })
            {
                await Judge(app, api.Http, new(HttpMethod.Post, new Uri(app.Address, "api/v1/companies")) { Content = Content("{\"name\":\"x\"}"u8.ToArray(), "application/json"), Headers = { { header, text, false } } }, faults);
                await Judge(app, person.Http, new(HttpMethod.Get, new Uri(app.Address, "ui/calendar?calendar=Jalali&year=1409&month=8")) { Headers = { { header, text, false } } }, faults);
            }

            foreach (var cookie in new[] { "tandem", "tandem-form", "lang", "theme", "pipeline", app.Services.GetType().Name })
                await Judge(app, null, new(HttpMethod.Get, new Uri(app.Address, "sign-in")) { Headers = { { "Cookie", $"{cookie}={Uri.EscapeDataString(text)}", false } } }, faults);
            await Judge(app, null, new(HttpMethod.Get, new Uri(app.Address, "sign-in")) { Headers = { { "Accept-Language", text + ";q=2,*;q=,,fa-", false } } }, faults);
        }

        foreach (var id in Texts.Select(Uri.EscapeDataString).Append("%ED%A0%80").Append("{01a20018-e168-7d82-95d3-6f6d1bbcf12b}").Where(id => id.Length is > 0 and < 4_000))
            foreach (var path in new[] { "api/v1/companies/", "api/v1/files/", "companies/", "deals/", "files/", "import/", "settings/users/", "timeline/company/", "records/", "settings/roles/", "password/", "a/" })
                await Judge(app, path.StartsWith("api", StringComparison.Ordinal) ? api.Http : person.Http, new(HttpMethod.Get, app.Address + path + id), faults);
        string.Join('\n', faults).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task Every_form_takes_anything_in_its_fields(DatabaseEngine engine)
    {
        await using var app = await Testing.App.TandemApp.Start(engine);
        var sample = await SampleWorkspace.Fill(app);
        using var person = await app.SignedIn(sample.Owner);
        var faults = new List<string>();
        var texts = new[] { "\0", "a\0b", "", "\u202E", "99999999999999999999999999", "-1", "2031-02-30", "00000000-0000-0000-0000-000000000000", new string('x', 3_000) };
        foreach (var route in SampleRoutes.Of(app, sample.Ids).Where(route => route is { Method: "POST", IsApi: false } && route.Pattern is not ("/sign-out" or "/files" or "/import")))
        {
            foreach (var text in texts)
            {
                var answer = await person.Submit(route.Path, Fields.Select(name => (name, (string?)text)));
                if ((int)answer.Status >= 500) faults.Add($"{route} with {Shown(text)} → {(int)answer.Status} {Logged(app)}");
            }
        }

        string.Join('\n', faults).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task Every_kind_of_custom_field_takes_anything_by_every_door(DatabaseEngine engine)
    {
        await using var app = await Testing.App.TandemApp.Start(engine);
        using var api = await app.Api();
        using var person = await app.SignedIn();
        (await api.Post("fields", new { type = "company", name = "favouriteProduct", kind = "reference", label = new { en = "Favourite product" }, settings = new { referenceTo = "product" } })).Expect(HttpStatusCode.Created);
        foreach (var kind in FieldKinds.Offered)
        {
            var settings = new { formula = kind == FieldKind.Formula ? "length(name)" : null, rollUp = kind == FieldKind.RollUp ? new { of = "count", relation = "companies" } : null, rules = kind == FieldKind.Score ? new[] { new { when = "name is not empty", points = 5 } } : [], choices = FieldKinds.HasChoices(kind) ? new[] { new { key = "a", labels = new { en = "A" } } } : [], indexed = FieldKinds.CanIndex(kind), listed = true, referenceTo = kind == FieldKind.Reference ? "company" : null };
            (await api.Post("fields", new { type = "product", name = NameOf(kind), kind = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), label = new { en = kind.ToString() }, settings })).Expect(HttpStatusCode.Created);
        }

        var faults = new List<string>();
        foreach (var kind in FieldKinds.Offered)
        {
            var name = NameOf(kind) + (kind == FieldKind.Reference ? "Id" : "");
            foreach (var value in Texts.Select(text => JsonSerializer.Serialize(text)).Concat(["0", "-1", "1e400", "1.5", "99999999999999999999999999", "true", "{}", "[]", "[null]", "[\"a\",\"a\"]", "{\"amount\":\"1e40\",\"currency\":\"EUR\"}", "{\"amount\":\"5\",\"currency\":\"\\u0000\"}"]))
                await Judge(app, api.Http, new(HttpMethod.Post, new Uri(app.Address, "api/v1/products")) { Content = Content(Encoding.UTF8.GetBytes($"{{\"name\":\"x\",\"custom\":{{\"{name}\":{value}}}}}"), "application/json") }, faults);
            foreach (var text in Texts)
            {
                await Judge(app, api.Http, new(HttpMethod.Get, new Uri(app.Address, $"api/v1/products?sort={NameOf(kind)}&filter={Uri.EscapeDataString($"{NameOf(kind)} = {Filter.Quote(text)} or {NameOf(kind)} >= {Filter.Quote(text)}")}")), faults);
                await Judge(app, api.Http, new(HttpMethod.Get, new Uri(app.Address, $"api/v1/products?filter={Uri.EscapeDataString($"{NameOf(kind)} contains {Filter.Quote(text)}")}")), faults);
                var answer = await person.Submit("/products", ("shown", $"name,{name}"), ("name", "x"), (name, text));
                if ((int)answer.Status >= 500) faults.Add($"/products with {name} {Shown(text)} → {(int)answer.Status} {Logged(app)}");
            }
        }

        string.Join('\n', faults).ShouldBeEmpty();
        (await api.Get("products?limit=500")).Expect(HttpStatusCode.OK);
        (await person.Open("/products")).Expect(HttpStatusCode.OK);
        (await api.Get("products/export")).Expect(HttpStatusCode.OK);

        static string NameOf(FieldKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) + "Given";
    }

    [OnBothDatabases]
    public async Task Broken_uploads_are_refused(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var person = await app.SignedIn();
        var faults = new List<string>();
        const string Part = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{0}\"\r\nContent-Type: {1}\r\n\r\n{2}";
        string[] names = ["a.csv", "", "../../x", "\0.csv", "con", new('n', 3_000), "a\u202Ecsv.exe", "%00", "\\\\host\\share"];
        var bodies = names.SelectMany(name => new[] { "name,city\nA,B\n", "", "\0\0\0", "\"", "\uFEFF", "a,b\n\"" + new string('"', 999), "PK\u0003\u0004", new string(',', 50_000) }.Select(text =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Part, name, "text/csv", text) + "\r\n--b--\r\n"))
            .Concat(["", "--b", "--b--", "--b\r\n\r\n", string.Format(System.Globalization.CultureInfo.InvariantCulture, Part, "a.csv", "x/\0", "cut off")]);
        foreach (var body in bodies)
        {
            foreach (var type in new[] { "multipart/form-data; boundary=b", "multipart/form-data", "multipart/form-data; boundary=" + new string('b', 500) })
            {
                await Judge(app, api.Http, new(HttpMethod.Post, new Uri(app.Address, "api/v1/files")) { Content = Content(Encoding.UTF8.GetBytes(body), type) }, faults);
                foreach (var path in new[] { "/import", "/files" })
                {
                    var answer = await person.Submit(path, Content(Encoding.UTF8.GetBytes(body), type));
                    if ((int)answer.Status >= 500) faults.Add($"POST {path} {type[..Math.Min(type.Length, 40)]} {Shown(body)} → {(int)answer.Status}: {Logged(app)}");
                }
            }
        }

        string.Join('\n', faults.Distinct()).ShouldBeEmpty();
    }

    private static readonly string[] Fields =
    [
        "name", "email", "password", "repeated", "current", "role", "team", "parent", "lead", "members", "currency", "from", "rate", "host", "port", "user", "to", "subject", "kind", "due", "time", "assigneeId", "aboutId", "priority",
        "description", "text", "pinned", "version", "id", "stageId", "reasonId", "note", "on", "stayId", "companyId", "ownerId", "amount", "amountCurrency", "expectedClose", "pipeline", "place", "probability", "rottingDays", "meaning",
        "quantity0", "price0", "product0", "discount0", "description0", "personId", "ids", "owner", "tag", "batch", "columns", "shown", "city", "emails", "emailsLabel", "phones", "phonesLabel", "country", "language", "theme", "calendar",
        "timeZone", "month", "day", "step", "sellsTo", "userName", "address", "languages", "back", "return", "next", "secret", "f0.target", "f0.c0.field", "f0.c0.d0", "f0.r0.place", "f0.r0.share", "update", "see.deal", "edit.deal", "outcome", "birthday",
        "seen", "survivor", "one", "other", "one.en", "many.en", "plural", "icon", "label.en", "help.en", "section", "default", "least", "most", "maxLength", "unit", "choices", "requiredWhen", "visibleWhen", "referenceTo", "unique", "indexed",
        "access.Sales", "sensitivity", "loadingDock", "keeper",
    ];

    private static string Field(string kind, string label, string settings = "{}") => $"{{\"type\":\"company\",\"kind\":{kind},\"label\":{label},\"settings\":{settings}}}";

    private static readonly Dictionary<string, Guid> Nothing = SampleRoutes.Subjects.ToDictionary(subject => subject, _ => Core.Ids.New(), StringComparer.Ordinal);

    private static string Nested(string open, string close, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + (open == "[" ? "" : "1") + string.Concat(Enumerable.Repeat(close, depth));

    /// <summary>What the server logged last.</summary>
    private static string Logged(App app) => app.Log.Errors is [.., var last] ? string.Join(' ', last.Split('\n').Take(4)) : "";

    private static string Shown(string text) => JsonSerializer.Serialize(text.Length > 60 ? text[..60] + "…" : text);

    private static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static async Task<(int Status, string? Code)> Answer(HttpClient http, HttpContent content, string path)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("code").GetString());
    }

    /// <summary>Sends a request: an answer of 500 and above is a fault, and so is a refusal of the API that does not name its reason.</summary>
    private static async Task Judge(App app, HttpClient? client, HttpRequestMessage request, List<string> faults)
    {
        using var asked = request;
        using var own = client is null ? new HttpClient() : null;
        using var answer = await (client ?? own!).SendAsync(request, Stop);
        var status = (int)answer.StatusCode;
        if (status < 400) return;
        var body = await answer.Content.ReadAsStringAsync(Stop);
        var isNamed = !request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) || body.Contains("\"code\"", StringComparison.Ordinal) || body.Length == 0;
        if (status < 500 && isNamed) return;
        var sent = request.Content is null ? "" : Shown(await request.Content.ReadAsStringAsync(Stop));
        faults.Add($"{request.Method} {Shown(request.RequestUri.PathAndQuery)} {sent} {string.Join(' ', request.Headers.Select(header => header.Key))} → {status} {body[..Math.Min(body.Length, 100)]} {(status < 500 ? "" : Logged(app))}");
    }
}

/// <summary>Headers as they are, well formed or not.</summary>
internal static class RawHeaders
{
    public static void Add(this HttpRequestHeaders headers, string name, string value, bool validated)
    {
        if (validated) headers.Add(name, value);
        else headers.TryAddWithoutValidation(name, value);
    }
}
