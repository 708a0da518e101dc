using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Tandem.Ui.Gallery;

namespace Tandem.Ui.Tests;

/// <summary>A small server with the gallery under the security policy of the product, and a stream of changes that tests can push to.</summary>
public sealed class GalleryHost : IAsyncDisposable
{
    private const string Assets = "/a/test/_content/Tandem.Ui";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<Channel<string>, string> streams = new();

    private GalleryHost(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>Topics of each open stream.</summary>
    public IReadOnlyList<string> Streams => [.. streams.Values];

    /// <summary>Paths of the requests for whole pages and fragments, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What went wrong on the server.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>While set, posts are answered with this status and nothing else.</summary>
    public int? Failing { get; set; }

    public void Push(string topic)
    {
        foreach (var stream in streams.Keys) stream.Writer.TryWrite(topic);
    }

    public static async Task<GalleryHost> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddAntiforgery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(TextCatalog.Load([typeof(Screen).Assembly]));
        builder.Services.AddTandemUi(ScreenOf);
        var host = new GalleryHost(builder.Build());
        host.Map();
        await host.app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams.Keys) stream.Writer.TryComplete();
        await app.DisposeAsync();
    }

    private void Map()
    {
        app.Use(async (context, next) =>
        {
            var nonce = "n" + Guid.CreateVersion7().ToString("N");
            context.Items["nonce"] = nonce;
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
            if (!context.Request.Path.StartsWithSegments("/a", StringComparison.Ordinal)) Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            try
            {
                if (Failing is { } status && HttpMethods.IsPost(context.Request.Method)) context.Response.StatusCode = status;
                else await next(context);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Failures.Enqueue(error);
                throw;
            }
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Files.WebRoot), RequestPath = Assets });
        app.UseRouting();
        app.UseAntiforgery();
        app.MapUiEndpoints();
        app.MapGallery();
        app.MapGet("/live", Live);
    }

    private async Task Live(HttpContext context, string topics, CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        var stream = Channel.CreateUnbounded<string>();
        streams[stream] = topics;
        try
        {
            await context.Response.WriteAsync(": open\n\n", stop);
            await context.Response.Body.FlushAsync(stop);
            await foreach (var topic in stream.Reader.ReadAllAsync(stop))
            {
                await context.Response.WriteAsync($"event: refresh\ndata: {topic}\n\n", stop);
                await context.Response.Body.FlushAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The browser left.
        }
        finally
        {
            streams.TryRemove(stream, out _);
        }
    }

    private static Screen ScreenOf(IServiceProvider services)
    {
        var http = services.GetRequiredService<IHttpContextAccessor>().HttpContext!;
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var language = Languages.Find(http.Request.Cookies["language"]) ?? Languages.English;
        return new Screen
        {
            Locale = Samples.LocaleOf(language, services.GetRequiredService<TextCatalog>()),
            AssetsBase = Assets,
            Nonce = (string)http.Items["nonce"]!,
            AntiforgeryField = tokens.FormFieldName,
            AntiforgeryToken = tokens.RequestToken!,
            CurrentPath = http.Request.Path,
            Frame = http.Request.AskingFrame(),
        };
    }
}
