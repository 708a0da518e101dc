using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class LiveTests(Browser browser)
{
    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition()) await Task.Delay(25, limit.Token);
    }

    private static int Loads(Visit visit, string path) => visit.Host.Requests.Count(request => request == $"GET {path}");

    [Fact]
    public async Task All_tabs_share_one_stream_and_each_refreshes_on_its_own_topics()
    {
        await using var visit = await browser.Open("?live=true");
        var second = await visit.Context.NewPageAsync();
        visit.Watch(second);
        await second.GotoAsync(visit.Host.Url + "/ui/shell?live=true");
        await Until(() => visit.Host.Streams.Contains("deals,gallery") && visit.Host.Streams.Count == 1);
        visit.Host.Push("deals");
        await Until(() => Loads(visit, "/ui/shell") == 2);
        Loads(visit, "/ui").ShouldBe(1);
        await visit.Page.CloseAsync();
        await Until(() => visit.Host.Streams is ["deals"]);
        visit.Host.Push("deals");
        await Until(() => Loads(visit, "/ui/shell") == 3);
    }

    [Fact]
    public async Task A_burst_of_changes_makes_one_refresh_and_the_page_keeps_its_place()
    {
        await using var visit = await browser.Open("?live=true");
        await Until(() => visit.Host.Streams.Count == 1);
        await visit.Page.EvaluateAsync("window.kept = true; document.documentElement.scrollTop = 800; document.querySelector('.chart__data').open = true");
        for (var i = 0; i < 50; i++) visit.Host.Push("gallery");
        await Until(() => Loads(visit, "/ui") == 2);
        await Expect(visit.Page.Locator("html[aria-busy]")).ToHaveCountAsync(0);
        (await visit.Page.EvaluateAsync<bool>("window.kept && document.documentElement.scrollTop === 800 && document.querySelector('.chart__data').open")).ShouldBeTrue();
        await Expect(visit.Left.GetByRole(AriaRole.Combobox, new() { Name = "Owner" })).ToHaveValueAsync("Nora Kessler");
        Loads(visit, "/ui").ShouldBe(2);
    }

    [Fact]
    public async Task A_refresh_waits_until_an_open_editor_is_closed()
    {
        await using var visit = await browser.Open("?live=true");
        await Until(() => visit.Host.Streams.Count == 1);
        await visit.Page.Clock.InstallAsync();
        var cell = visit.Left.Locator("#cell-r1-en");
        await cell.ClickAsync();
        await cell.GetByRole(AriaRole.Textbox).FillAsync("123");
        visit.Host.Push("gallery");
        for (var i = 0; i < 5; i++) await visit.Page.Clock.RunForAsync(1_100);
        Loads(visit, "/ui").ShouldBe(1);
        await Expect(cell.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("123");
        await visit.Page.Keyboard.PressAsync("Escape");
        for (var i = 0; i < 3; i++) await visit.Page.Clock.RunForAsync(1_100);
        await Until(() => Loads(visit, "/ui") == 2);
    }

    [Fact]
    public async Task What_was_typed_in_a_form_survives_a_refresh()
    {
        await using var visit = await browser.Open("?live=true");
        await Until(() => visit.Host.Streams.Count == 1);
        await visit.Left.GetByLabel("Deal name").FillAsync("Half a name");
        await visit.Left.GetByRole(AriaRole.Checkbox, new() { Name = "Arden Mills" }).CheckAsync();
        visit.Host.Push("gallery");
        await Until(() => Loads(visit, "/ui") == 2);
        await Expect(visit.Page.Locator("html[aria-busy]")).ToHaveCountAsync(0);
        await Expect(visit.Left.GetByLabel("Deal name")).ToHaveValueAsync("Half a name");
        await Expect(visit.Left.GetByRole(AriaRole.Checkbox, new() { Name = "Arden Mills" })).ToBeCheckedAsync();
        await Expect(visit.Left.GetByRole(AriaRole.Toolbar)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_toast_stays_when_the_page_refreshes_itself()
    {
        await using var visit = await browser.Open("?live=true");
        await Until(() => visit.Host.Streams.Count == 1);
        await visit.Page.EvaluateAsync("document.querySelector('.toast-zone').insertAdjacentHTML('beforeend', '<div class=toast data-controller=toast data-toast-seconds-value=60><span data-toast-target=text>Deal moved</span></div>')");
        visit.Host.Push("gallery");
        await Until(() => Loads(visit, "/ui") == 2);
        await Expect(visit.Page.Locator("html[aria-busy]")).ToHaveCountAsync(0);
        await Expect(visit.Page.Locator(".toast-zone .toast", new() { HasText = "Deal moved" })).ToBeVisibleAsync();
    }
}
