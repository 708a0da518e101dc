using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Browser.Tests;

/// <summary>Lists and pages of records as people use them, with a keyboard and with a thumb.</summary>
public class RecordJourneys(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task No_page_scrolls_sideways_on_a_phone(string language)
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "Donaudampfschifffahrtsgesellschaftskapitän und Söhne", city = "Wien", employees = 12_400, country = "AT", tags = new[] { "key account", "long term" } });
        var person = await api.Create("people", new { name = "Laleh Daneshvar", title = "Head of purchasing and procurement", companyId = company, emails = new[] { new { value = "laleh.daneshvar.of.the.long.address@donaudampfschifffahrt.example" } } });
        await api.Create("notes", new { text = "See https://donaudampfschifffahrt.example/a/very/long/address/that/does/not/break/anywhere/by/itself", aboutId = company });
        await api.Create("products", new { name = "Bracket", sku = "100-2000" });
        var user = await app.AddPerson(Role.Administrator);
        await using (var db = app.Open())
        {
            (await db.Users.FindAsync([user.User.Id], TestContext.Current.CancellationToken))!.Language = language;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await browser.Visit(app, user, async window =>
        {
            var paths = Pages(app).Concat([$"/companies/{company}", $"/companies/{company}?show=details", $"/companies/{company}?show=side", $"/people/{person}", $"/people/{person}/photo", "/search?q=donau", "/companies?filter=citty"]).ToList();
            var seen = 0;
            foreach (var path in paths)
            {
                // Some addresses answer files, or parts of pages that want to know more.
                var answer = await window.Page.APIRequest.GetAsync(path, new() { Headers = [new("Accept", "text/html")] });
                if (!answer.Ok || !(await answer.TextAsync()).StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase)) continue;
                await window.Go(path);
                await window.FitsItsWidth();
                seen++;
            }

            seen.ShouldBeGreaterThan(30);
        }, Look.Phone with { Language = language });
    }

    [Fact]
    public async Task A_filter_is_written_with_suggestions_and_without_a_mouse()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        await api.Create("companies", new { name = "Inside", city = "Bremen", employees = 900 });
        await api.Create("companies", new { name = "Outside", city = "Kiel", employees = 5 });
        await browser.Visit(app, await app.AddPerson(Role.Administrator), async window =>
        {
            await window.Go("/companies");
            await window.Page.Keyboard.PressAsync("f");
            await window.Page.Keyboard.TypeAsync("empl");
            await window.Page.Locator(".filterbox__list [role=option]", new() { HasText = "employees" }).WaitForAsync();
            await window.Page.Keyboard.PressAsync("Tab");
            await window.Page.Locator(".filterbox__list [role=option]", new() { HasText = ">=" }).WaitForAsync();
            await window.Page.Keyboard.TypeAsync("> 100");
            await window.Page.Keyboard.PressAsync("Escape");
            await window.Page.Keyboard.PressAsync("Enter");
            await window.Page.WaitForURLAsync("**/companies?*employees*");
            (await window.Page.Locator("tbody th").AllInnerTextsAsync()).Single().ShouldContain("Inside");
            await window.IsAccessible();
        });
    }

    [Fact]
    public async Task A_filter_is_put_together_box_by_box_without_a_mouse()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        await api.Create("companies", new { name = "Inside", city = "Bremen", employees = 900 });
        await api.Create("companies", new { name = "Outside", city = "Kiel", employees = 5 });
        await browser.Visit(app, await app.AddPerson(Role.Administrator), async window =>
        {
            var page = window.Page;
            await window.Go("/companies");
            await page.Keyboard.PressAsync("b");
            await page.Locator("#fb-0-path-0:focus").WaitForAsync();
            await page.Keyboard.TypeAsync("City");
            await page.Locator("#fb-0-value-0").WaitForAsync();
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("Bre");
            await page.Locator("datalist option[value=Bremen]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
            await page.Keyboard.TypeAsync("men");
            await page.Keyboard.PressAsync("Tab");
            await page.Locator("#fbuild-count", new() { HasText = "1 record" }).WaitForAsync();
            (await page.Locator("input[name=filter]").InputValueAsync()).ShouldBe("city = \"Bremen\"");
            await page.Locator("#fb--add-group").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("#fb-1-0-path-0:focus").WaitForAsync();
            await page.SelectOptionAsync("#fb-1-0-path-0", "count:deals");
            await page.Locator("#fb-1-0-value-0").FillAsync("0");
            await page.SelectOptionAsync("#fb-1-0-operator", "=");
            await window.IsAccessible();
            await page.Keyboard.PressAsync("Control+Enter");
            await page.WaitForURLAsync("**/companies?*count*");
            (await page.Locator("tbody th").AllInnerTextsAsync()).Single().ShouldContain("Inside");
            await page.Locator(".filterbox__build").ClickAsync();
            await page.Locator("#fb-1-value-0").WaitForAsync();
            await page.Keyboard.PressAsync("Escape");
            await page.Locator(".filterbox__build:focus").WaitForAsync();
        });
    }

    [Fact]
    public async Task Cells_of_a_list_are_edited_by_keys_and_no_column_moves()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await app.AddPerson(Role.Sales, name: "Jonas Berg");
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go("/deals/list");
            const string Widths = "() => [...document.querySelectorAll('thead th')].map(head => Math.round(head.getBoundingClientRect().width)).join()";
            var before = await window.Page.EvaluateAsync<string>(Widths);
            var row = window.Row(SampleWorkspace.Deal);
            await row.GetByRole(AriaRole.Link, new() { Name = "Edit Owner: Mira Holt" }).FocusAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            await Expect(row.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
            (await window.Page.EvaluateAsync<string>(Widths)).ShouldBe(before);
            await window.Page.Keyboard.TypeAsync("Jonas");
            await Expect(window.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Jonas Berg" })).ToBeVisibleAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            await window.Page.Keyboard.PressAsync("Tab");
            await Expect(row.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
            await Expect(row.GetByRole(AriaRole.Link, new() { Name = "Edit Owner: Jonas Berg" })).ToBeVisibleAsync();
            var day = (await row.GetByRole(AriaRole.Textbox).BoundingBoxAsync())!;
            (day.X + day.Width).ShouldBeLessThan(1440, "the editor of the last column is not cut off");
        });
    }

    [Fact]
    public async Task Tab_takes_the_suggestion_that_fits_what_was_typed_also_when_the_list_comes_late()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        await browser.Visit(app, await app.AddPerson(Role.Administrator), async window =>
        {
            var late = new TaskCompletionSource();
            await window.Page.RouteAsync("**/filters/company/suggestions?text=empl*", async route =>
            {
                await late.Task;
                await route.ContinueAsync();
            });
            await window.Go("/companies");
            await window.Page.Keyboard.PressAsync("f");
            await window.Page.Locator(".filterbox__list [role=option]").First.WaitForAsync();
            await window.Page.Keyboard.TypeAsync("empl");
            await window.Page.Keyboard.PressAsync("Tab");
            late.SetResult();
            await Assertions.Expect(window.Page.Locator(".filterbox input")).ToHaveValueAsync("employees ");
        });
    }

    [Fact]
    public async Task On_a_phone_a_record_is_a_card_that_opens_where_it_is_touched()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "Touched", city = "Bremen", employees = 900 });
        await browser.Visit(app, await app.AddPerson(Role.Administrator), async window =>
        {
            await window.Go("/companies");
            await window.IsAccessible();
            await window.Page.Locator("td", new() { HasText = "Bremen" }).TapAsync();
            await window.Page.WaitForURLAsync($"**/companies/{id}*");
            await window.Page.Locator(".rec-head h2").WaitForAsync();
        }, Look.Phone);
    }

    [Fact]
    public async Task A_photo_from_a_camera_is_made_small_and_the_toast_stays_through_the_live_refresh()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var id = await api.Create("people", new { name = "Petra Portrait" });
        await browser.Visit(app, await app.AddPerson(Role.Administrator), async window =>
        {
            await window.Go($"/people/{id}");
            await window.Link("Add a photo").ClickAsync();
            var picture = Convert.FromBase64String(await window.Page.EvaluateAsync<string>("""
                () => { const c = document.createElement("canvas"); c.width = 1600; c.height = 1200; const p = c.getContext("2d");
                for (let i = 0; i < 4000; i++) { p.fillStyle = `hsl(${i * 7} 80% 50%)`; p.fillRect((i * 37) % 1600, (i * 53) % 1200, 40, 40); } return c.toDataURL("image/png").split(",")[1]; }
                """));
            await window.Page.Locator("#drawer-box input[type=file], dialog input[type=file][name=photo]").SetInputFilesAsync(new FilePayload { Name = "camera.png", MimeType = "image/png", Buffer = picture });
            await window.Page.Locator("dialog .avatar img").WaitForAsync();
            await window.Button("Save photo").ClickAsync();
            await Assertions.Expect(window.Page.Locator(".rec-head .avatar img")).ToHaveJSPropertyAsync("naturalWidth", 512);
            await window.Page.Locator("#toasts .toast").HoverAsync();
            await window.Page.RunAndWaitForResponseAsync(() => api.Patch($"people/{id}", new { city = "Bremen" }, version: 2), response => response.Request.Headers.ContainsKey("x-refresh"));
            await window.Page.Locator(".facts", new() { HasText = "Bremen" }).WaitForAsync();
            await window.Sees("Photo saved");
        });
    }

    private static IEnumerable<string> Pages(TandemApp app) => app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct()
        .Where(path => !path.Contains('{') && !path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/health", StringComparison.Ordinal) && !path.StartsWith("/openapi", StringComparison.Ordinal) && path is not ("/live" or "/set-up" or "/sign-in") && !path.StartsWith("/password", StringComparison.Ordinal) && !path.EndsWith("/export", StringComparison.Ordinal) && !path.EndsWith("/filter", StringComparison.Ordinal)
            && !path.Contains(".csv", StringComparison.Ordinal) && !path.Contains("options", StringComparison.Ordinal));
}
