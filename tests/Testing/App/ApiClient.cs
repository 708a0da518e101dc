using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tandem.Platform.Access;

namespace Tandem.Testing.App;

/// <summary>A program that speaks to <c>/api/v1</c> with a key. Paths are given from there: <c>deals?limit=2</c>.</summary>
public sealed class ApiClient : IDisposable
{
    internal ApiClient(Uri address, string secret, Actor actor)
    {
        Actor = actor;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address, "/api/v1/"), DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
    }

    public Actor Actor { get; }

    /// <summary>For requests that need more than the methods here.</summary>
    public HttpClient Http { get; }

    public Task<ApiAnswer> Get(string path) => Send(HttpMethod.Get, path);

    /// <param name="path">From <c>/api/v1/</c>.</param>
    /// <param name="body">An object that is sent as JSON.</param>
    /// <param name="version">Sent as <c>If-Match</c>.</param>
    /// <param name="key">Sent as <c>Idempotency-Key</c>.</param>
    public Task<ApiAnswer> Post(string path, object? body = null, int? version = null, string? key = null) => Send(HttpMethod.Post, path, body, version, key);

    public Task<ApiAnswer> Put(string path, object? body, int? version = null) => Send(HttpMethod.Put, path, body, version);

    /// <summary>A JSON merge patch.</summary>
    public Task<ApiAnswer> Patch(string path, object body, int? version = null) => Send(HttpMethod.Patch, path, body, version);

    public Task<ApiAnswer> Delete(string path, int? version = null) => Send(HttpMethod.Delete, path, null, version);

    /// <summary>Creates a record that must be accepted, and returns its id.</summary>
    public async Task<Guid> Create(string plural, object body) => (await Post(plural, body)).Expect(HttpStatusCode.Created).Id;

    public void Dispose() => Http.Dispose();

    private async Task<ApiAnswer> Send(HttpMethod method, string path, object? body = null, int? version = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, new MediaTypeHeaderValue(method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json"));
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await Http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, $"{method} {path}");
    }
}

/// <summary>An answer of the API.</summary>
public sealed class ApiAnswer(HttpStatusCode status, string body, HttpResponseHeaders headers, string request)
{
    private readonly Lazy<JsonElement> json = new(() => JsonDocument.Parse(body).RootElement);

    public HttpStatusCode Status => status;

    public string Body => body;

    public HttpResponseHeaders Headers => headers;

    public JsonElement Json => json.Value;

    /// <summary>The answered record's id.</summary>
    public Guid Id => Json.GetProperty("id").GetGuid();

    /// <summary>The answered record's version.</summary>
    public int Version => Json.GetProperty("version").GetInt32();

    /// <summary>The <c>code</c> of a problem document; null for other answers.</summary>
    public string? Code => body.StartsWith('{') && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The records of a list.</summary>
    public IReadOnlyList<JsonElement> Data => [.. Json.GetProperty("data").EnumerateArray()];

    public string? NextCursor => Json.TryGetProperty("nextCursor", out var cursor) ? cursor.GetString() : null;

    /// <summary>A property of the answered record as text; null when absent or null.</summary>
    public string? this[string property] => Json.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>This answer, if it has this status.</summary>
    /// <exception cref="InvalidOperationException">It has another one; the message shows the body.</exception>
    public ApiAnswer Expect(HttpStatusCode wanted) => status == wanted ? this : throw new InvalidOperationException($"{request} answered {(int)status} instead of {(int)wanted}: {body}");

    public override string ToString() => $"{request} → {(int)status} {body}";
}
