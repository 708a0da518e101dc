namespace Tandem.Browser.Tests;

/// <summary>The one Chromium of the test run. A test takes it as a constructor parameter and opens windows in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Milliseconds that a journey waits for what it expects; a busy machine needs them, a quiet one never does.</summary>
    private const float Patience = 20_000;

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TANDEM_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>
    /// Does something in a window of its own, signed in as the person, or as a visitor without one. The test fails when the page logs an error
    /// or breaks its content security policy, or when the server logs an error; a picture of a failure is kept in artifacts/screenshots.
    /// </summary>
    public async Task Visit(TandemApp app, TestPerson? person, Func<Window, Task> journey, Look? look = null)
    {
        look ??= new Look();
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language,
            TimezoneId = "UTC",
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = look.Script,
            HasTouch = look.Width < 720,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(3 * Patience);
        if (person is not null)
        {
            var (name, value) = await app.SessionOf(person);
            await context.AddCookiesAsync([new() { Name = name, Value = value, Domain = app.Address.Host, Path = "/", HttpOnly = true }]);
        }

        var window = new Window(await context.NewPageAsync());
        try
        {
            await journey(window);
            window.Complaints(app.Log.Errors).ShouldBeEmpty("something went wrong behind the test's back");
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{window.Trail}\n{window.Complaints(app.Log.Errors)}");
            await window.Keep(TestContext.Current.Test?.TestDisplayName ?? "journey");
            throw;
        }
    }
}

/// <summary>How a window looks: light and wide unless said otherwise.</summary>
public sealed record Look
{
    public static readonly Look Phone = new() { Width = 390, Height = 844 };

    public static readonly Look Night = new() { Dark = true };

    public bool Dark { get; init; }

    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    /// <summary>What the browser asks for; a signed-in person's own language wins.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether scripts run.</summary>
    public bool Script { get; init; } = true;
}
