using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class KeyboardTests(Browser browser)
{
    private async Task<Visit> Shell(string query = "")
    {
        var visit = await browser.Open();
        await visit.Page.GotoAsync(visit.Host.Url + "/ui/shell" + query);
        return visit;
    }

    [Fact]
    public async Task Two_keys_after_each_other_go_to_a_page()
    {
        await using var visit = await Shell();
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("p");
        await Expect(visit.Page).ToHaveURLAsync(visit.Host.Url + "/ui");
    }

    [Fact]
    public async Task A_letter_presses_the_button_that_shows_it()
    {
        await using var visit = await Shell();
        await visit.Page.Keyboard.PressAsync("n");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Letters_in_a_text_field_are_letters()
    {
        await using var visit = await Shell();
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("n?");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Command palette" }).GetByRole(AriaRole.Combobox)).ToHaveValueAsync("n?");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Single_letters_can_be_switched_off()
    {
        await using var visit = await Shell();
        await visit.Page.EvaluateAsync("document.documentElement.dataset.keys = 'off'");
        await visit.Page.Keyboard.PressAsync("n");
        await visit.Page.Keyboard.PressAsync("?");
        await visit.Page.Keyboard.PressAsync("Control+k");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Command palette" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_question_mark_lists_the_keys_of_the_screen()
    {
        await using var visit = await Shell();
        await visit.Page.Keyboard.PressAsync("Shift+?");
        var list = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await Expect(list).ToContainTextAsync("New deal");
        await Expect(list).ToContainTextAsync("Search or jump anywhere");
    }

    [Fact]
    public async Task J_and_K_walk_through_the_items_and_X_selects_one()
    {
        await using var visit = await browser.Open();
        var rows = visit.Page.Locator("[data-nav-item]");
        await visit.Page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("k");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("x");
        await Expect(visit.Left.GetByRole(AriaRole.Checkbox, new() { Name = "Meridian Rail" })).ToBeCheckedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page).ToHaveURLAsync(visit.Host.Url + "/ui#r2-en");
    }

    [Fact]
    public async Task A_letter_is_the_key_and_not_the_layout()
    {
        await using var visit = await Shell();
        await visit.Page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'د', code: 'KeyN', bubbles: true }))");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tabs_of_one_place_follow_the_arrows_as_they_are_seen()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Tab, new() { Name = "Note" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Left.GetByRole(AriaRole.Tab, new() { Name = "Call" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(visit.Left.GetByText("Outcome of the call")).ToBeVisibleAsync();
        await visit.Right.GetByRole(AriaRole.Tab, new() { Name = "یادداشت" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(visit.Right.GetByRole(AriaRole.Tab, new() { Name = "تماس" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Every_destination_is_reachable_on_a_phone()
    {
        await using var visit = await browser.Open(width: 390, height: 844);
        await visit.Page.GotoAsync(visit.Host.Url + "/ui/shell");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        var sheet = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "More" });
        await sheet.GetByRole(AriaRole.Link, new() { Name = "Companies" }).ScrollIntoViewIfNeededAsync();
        await sheet.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(visit.Host.Url + "/ui");
    }
}
