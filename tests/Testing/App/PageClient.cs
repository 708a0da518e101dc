using System.Net;
using System.Security.Claims;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Access;

namespace Tandem.Testing.App;

/// <summary>Someone who opens pages and sends forms, without a browser. Redirects are answers, not followed.</summary>
public sealed class PageClient : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly TandemApp app;
    private ClaimsPrincipal principal = new(new ClaimsIdentity());

    private PageClient(TandemApp app, TestPerson? person)
    {
        this.app = app;
        Person = person;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = app.Address };
        Http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>Who signed in; null for a visitor.</summary>
    public TestPerson? Person { get; }

    public Actor Actor => Person?.Actor ?? throw new InvalidOperationException("A visitor is no actor.");

    /// <summary>For requests that need more than the methods here.</summary>
    public HttpClient Http { get; }

    public async Task<PageAnswer> Open(string path, string? frame = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (frame is not null) request.Headers.Add("Turbo-Frame", frame);
        return await Send(request);
    }

    /// <summary>Sends a form as the page would, with a valid antiforgery token.</summary>
    public Task<PageAnswer> Submit(string path, params IEnumerable<(string Name, string? Value)> fields) =>
        Submit(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value ?? ""))));

    /// <summary>Sends a form with files.</summary>
    public async Task<PageAnswer> Submit(string path, HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("X-Form-Token", Token());
        return await Send(request);
    }

    /// <summary>Sends a form without the token that shows it comes from one of our pages.</summary>
    public async Task<PageAnswer> SubmitForged(string path, params IEnumerable<(string Name, string? Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value ?? ""))) };
        return await Send(request);
    }

    public void Dispose() => Http.Dispose();

    internal static PageClient SignedIn(TandemApp app, TestPerson person, (string Name, string Value) session)
    {
        var client = new PageClient(app, person);
        client.cookies.Add(new Cookie(session.Name, session.Value, "/", app.Address.Host));
        client.principal = app.Principal(person).GetAwaiter().GetResult();
        return client;
    }

    internal static PageClient SignedOut(TandemApp app) => new(app, null);

    private string Token()
    {
        using var scope = app.Services.CreateScope();
        var antiforgery = scope.ServiceProvider.GetRequiredService<IAntiforgery>();
        var tokens = antiforgery.GetTokens(new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = principal });
        cookies.Add(new Cookie("tandem-form", tokens.CookieToken, "/", app.Address.Host));
        return tokens.RequestToken!;
    }

    private async Task<PageAnswer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString, $"{request.Method} {request.RequestUri}");
    }
}

/// <summary>A page as it was answered.</summary>
public sealed class PageAnswer(HttpStatusCode status, string html, string? location, string request)
{
    private readonly Lazy<IDocument> document = new(() => new HtmlParser().ParseDocument(html));

    public HttpStatusCode Status => status;

    public string Html => html;

    /// <summary>Where a redirect leads.</summary>
    public string? Location => location;

    public IDocument Document => document.Value;

    /// <summary>The text of the first element that a CSS selector finds, with single spaces; null when there is none.</summary>
    public string? Text(string selector) => Document.QuerySelector(selector) is { } found ? Clean(found) : null;

    /// <summary>The texts of all elements that a CSS selector finds.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(Clean)];

    /// <summary>This answer, if it has this status.</summary>
    /// <exception cref="InvalidOperationException">It has another one; the message shows the beginning of the page.</exception>
    public PageAnswer Expect(HttpStatusCode wanted) =>
        status == wanted ? this : throw new InvalidOperationException($"{request} answered {(int)status} {location} instead of {(int)wanted}: {(html.Length > 2000 ? html[..2000] : html)}");

    public override string ToString() => $"{request} → {(int)status} {location}";

    private static string Clean(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
