namespace Tandem.Browser.Tests;

/// <summary>axe looks at every page there is, with real data, in both themes and in both directions of writing; colours are the same in both directions.</summary>
public abstract class Accessibility(BrowserFixture browser, string language)
{
    private const string Contrast = "color-contrast";

    /// <summary>What scripts and programs fetch: no pages.</summary>
    private static readonly string[] NoPages = ["/api/", "/openapi/", "/health/", "/live", "/deals/cards"];

    [Fact]
    public async Task No_screen_has_a_serious_fault()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app, await app.AddPerson(Role.Administrator, name: "Mira Holt", language: language));
        var faults = new List<string>();
        var seen = 0;
        await browser.Visit(app, sample.Owner, async window =>
        {
            foreach (var route in SampleRoutes.Of(app, sample.Ids).Where(route => route.Method == "GET" && !NoPages.Any(route.Pattern.StartsWith)))
            {
                if (!await window.OpensPage(route.Path)) continue;
                seen++;
                // The library of this screen comes after the page.
                if (route.Path.EndsWith("/reference", StringComparison.Ordinal)) await window.Page.Locator(".opblock-tag").First.WaitForAsync();
                if (language != "en")
                {
                    faults.AddRange(await window.Faults(except: Contrast));
                    continue;
                }

                faults.AddRange(await window.Faults());
                await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                faults.AddRange(await window.Faults(Contrast));
                await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            }
        });
        seen.ShouldBeGreaterThan(45);
        string.Join('\n', faults).ShouldBeEmpty();
    }
}

/// <summary>From left to right, light and dark.</summary>
public class AccessibilityTests(BrowserFixture browser) : Accessibility(browser, "en");

/// <summary>From right to left; a class of its own, so that both go on side by side.</summary>
public class PersianAccessibilityTests(BrowserFixture browser) : Accessibility(browser, "fa");
