using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class BoardTests(Browser browser)
{
    private async Task<Visit> Board(string language = "en")
    {
        var visit = await browser.Open(language: language);
        await visit.Page.GotoAsync(visit.Host.Url + "/ui/shell");
        await Expect(visit.Page.Locator(".board[data-js-on]")).ToBeAttachedAsync();
        return visit;
    }

    private static ILocator Column(Visit visit, string key) => visit.Page.Locator($"[data-column={key}]");

    private static ILocator Card(Visit visit, string key) => visit.Page.Locator($"#card-{key}");

    private static async Task Drag(Visit visit, ILocator card, ILocator column)
    {
        var from = (await card.BoundingBoxAsync())!;
        var to = (await column.BoundingBoxAsync())!;
        await visit.Page.Mouse.MoveAsync(from.X + 60, from.Y + 40);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(from.X + 80, from.Y + 50, new() { Steps = 4 });
        await visit.Page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + 150, new() { Steps = 12 });
    }

    [Fact]
    public async Task A_card_is_dragged_to_another_column()
    {
        await using var visit = await Board();
        var sent = visit.Page.WaitForRequestAsync("**/ui/demo/move");
        await Drag(visit, Card(visit, "qualify2"), Column(visit, "validate"));
        await Expect(Column(visit, "validate")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("is-over"));
        await visit.Page.Mouse.UpAsync();
        (await sent).PostData!.ShouldEndWith("id=qualify2&to=validate&version=1&from=qualify");
        await Expect(Column(visit, "validate").Locator("#card-qualify2")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#status")).ToHaveTextAsync("Yard camera gateway, Meridian Rail moved to Validate");
    }

    [Fact]
    public async Task A_column_says_what_is_missing_while_a_card_is_over_it()
    {
        await using var visit = await Board();
        visit.Expected.Add("422");
        await Drag(visit, Card(visit, "qualify1"), Column(visit, "propose"));
        await Expect(Column(visit, "propose").Locator(".stage__drop")).ToContainTextAsync("economic buyer");
        await visit.Page.Mouse.UpAsync();
        await Expect(Column(visit, "propose").Locator(".stage__drop")).ToBeHiddenAsync();
        await Expect(visit.Toast).ToContainTextAsync("Needs: economic buyer identified");
        await Expect(Column(visit, "qualify").Locator("article").First).ToHaveIdAsync("card-qualify1");
    }

    [Fact]
    public async Task Shift_and_an_arrow_move_a_card_and_keep_the_focus_on_it()
    {
        await using var visit = await Board();
        await Card(visit, "qualify3").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(Column(visit, "validate").Locator("#card-qualify3")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Card(visit, "validate1")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Card(visit, "qualify2")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task In_Persian_the_next_column_lies_to_the_left()
    {
        await using var visit = await Board("fa");
        await Card(visit, "qualify2").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Expect(Column(visit, "validate").Locator("#card-qualify2")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_menu_of_a_card_moves_it_and_the_answer_can_bring_a_toast_with_undo()
    {
        await using var visit = await Board();
        await Card(visit, "validate2").FocusAsync();
        await visit.Page.Keyboard.PressAsync("m");
        var menu = visit.Page.GetByRole(AriaRole.Menu, new() { Name = "Move to stage" });
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Validate" })).ToBeDisabledAsync();
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Qualify" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Column(visit, "propose").Locator("#card-validate2")).ToBeVisibleAsync();
        await Expect(visit.Toast).ToContainTextAsync("Moved to Propose");
        await Expect(visit.Toast.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_column_that_asks_for_more_opens_its_form_and_the_card_waits_where_it_was()
    {
        await using var visit = await Board();
        await Card(visit, "propose1").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Lose the deal" })).ToBeVisibleAsync();
        await Expect(Column(visit, "propose").Locator("#card-propose1")).ToHaveCountAsync(1);
        visit.Host.Requests.ShouldNotContain("POST /ui/demo/move");
    }

    [Fact]
    public async Task A_card_goes_back_when_the_server_does_not_answer()
    {
        await using var visit = await Board();
        visit.Expected.Add("500");
        visit.Host.Failing = 500;
        await Card(visit, "qualify2").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+ArrowRight");
        await Expect(visit.Toast).ToContainTextAsync("Not moved");
        await Expect(Column(visit, "qualify").Locator("article").Nth(1)).ToHaveIdAsync("card-qualify2");
        await Expect(Card(visit, "qualify2")).ToBeFocusedAsync();
    }
}
