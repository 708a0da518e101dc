using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Core;

namespace Tandem.Platform.Tests.Webhooks;

/// <summary>What a receiver got.</summary>
internal sealed record Received(string Path, string Id, string Timestamp, string Signature, string Body)
{
    public System.Text.Json.JsonElement Json { get; } = System.Text.Json.JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public System.Text.Json.JsonElement Data => Json.GetProperty("data");
}

/// <summary>A program on a loopback port that takes webhooks, and answers as its test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver(WebApplication app) => this.app = app;

    public IReadOnlyList<Received> All => [.. received];

    /// <summary>Answers by path; 204 without it.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>An address of its own.</summary>
    public (string Path, string Url) Address()
    {
        var path = "/" + Ids.New().ToString("n");
        return (path, app.Urls.First() + path);
    }

    public IReadOnlyList<Received> At(string path) => [.. received.Where(one => one.Path == path)];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        received.Enqueue(new(http.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync()));
        if (Answers.TryGetValue(http.Request.Path, out var answer)) await answer(http);
        else http.Response.StatusCode = 204;
    }
}
