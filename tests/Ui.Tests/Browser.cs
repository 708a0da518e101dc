using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tandem.Ui.Tests.Browser))]

namespace Tandem.Ui.Tests;

/// <summary>One Chromium for all tests; each test gets its own server and its own profile.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    internal async Task<Visit> Open(string query = "", int width = 1440, int height = 900, bool scripts = true, string language = "en")
    {
        var host = await GalleryHost.Start();
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = scripts, ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync([new() { Name = "language", Value = language, Url = host.Url }]);
        var visit = new Visit(host, context, await context.NewPageAsync());
        visit.Watch(visit.Page);
        await visit.Page.GotoAsync(host.Url + "/ui" + query);
        if (scripts) await Assertions.Expect(visit.Page.Locator("[data-js-on]").First).ToBeAttachedAsync();
        return visit;
    }
}

/// <summary>A page of the gallery in a browser. Anything the browser complained about fails the test.</summary>
internal sealed class Visit(GalleryHost host, IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> complaints = new();

    public GalleryHost Host { get; } = host;

    public IBrowserContext Context { get; } = context;

    public IPage Page { get; } = page;

    /// <summary>The English pane.</summary>
    public ILocator Left => Page.Locator(".gallery__pane").First;

    /// <summary>The Persian pane.</summary>
    public ILocator Right => Page.Locator(".gallery__pane").Nth(1);

    public ILocator Toast => Page.Locator("#toasts .toast");

    /// <summary>Answers with these statuses are part of the test and no complaint.</summary>
    public List<string> Expected { get; } = [];

    public void Watch(IPage watched)
    {
        watched.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Enqueue(message.Text); };
        watched.PageError += (_, error) => complaints.Enqueue(error);
    }

    public Task<string> Focused() => Page.EvaluateAsync<string>("document.activeElement?.id || document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent.trim() || ''");

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        // What is still asked for while it goes away is nobody's any more.
        var failures = Host.Failures.ToList();
        await Host.DisposeAsync();
        failures.ShouldBeEmpty();
        complaints.Where(text => !Expected.Exists(text.Contains)).ShouldBeEmpty();
    }
}
