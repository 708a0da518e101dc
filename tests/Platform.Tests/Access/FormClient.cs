using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Tandem.Platform.Tests.Access;

/// <summary>A browser without scripts: keeps cookies, opens a page, fills in its form and sends it with the page's own token.</summary>
internal sealed class FormClient : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public FormClient(TandemApp app)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = app.Address };
    }

    /// <summary>The cookies that the newest answer set, as it set them.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Html { get; private set; } = "";

    public string? Location => Answer.Headers.Location?.OriginalString;

    public IDocument Document => new HtmlParser().ParseDocument(Html);

    public string? Cookie(string name) => cookies.GetCookies(http.BaseAddress!)[name]?.Value;

    public void Plant(string name, string value) => cookies.Add(new Cookie(name, value, "/", http.BaseAddress!.Host));

    public void Header(string name, string value) => http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

    public async Task<HttpStatusCode> Open(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    /// <summary>Opens the page and sends its form that posts to <paramref name="action"/>, with these fields in place of its own.</summary>
    public async Task<HttpStatusCode> Fill(string page, string action, params (string Name, string Value)[] fields)
    {
        await Open(page);
        var form = Document.QuerySelectorAll("form").FirstOrDefault(one => one.GetAttribute("action") == action) ?? throw new InvalidOperationException($"{page} answered {(int)Answer.StatusCode} and has no form to {action}: {Html}");
        var values = form.QuerySelectorAll("input[type=hidden]").Select(input => (Name: input.GetAttribute("name")!, Value: input.GetAttribute("value") ?? ""))
            .Where(hidden => fields.All(field => field.Name != hidden.Name)).Concat(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(values.Select(value => KeyValuePair.Create(value.Name, value.Value))) };
        return await Send(request);
    }

    public Task<HttpStatusCode> SignIn(string email, string password, string next = "/", bool keep = false) =>
        Fill("/sign-in?next=" + Uri.EscapeDataString(next), "/sign-in", keep ? [("email", email), ("password", password), ("keep", "true")] : [("email", email), ("password", password)]);

    public void Dispose()
    {
        http.Dispose();
        Answer?.Dispose();
    }

    private async Task<HttpStatusCode> Send(HttpRequestMessage request)
    {
        Answer = await http.SendAsync(request);
        Html = await Answer.Content.ReadAsStringAsync();
        SetCookies = Answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        return Answer.StatusCode;
    }
}
