using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class TableTests(Browser browser)
{
    private static ILocator Box(Visit visit, string name) => visit.Left.GetByRole(AriaRole.Checkbox, new() { Name = name });

    [Fact]
    public async Task Selected_rows_bring_the_bar_of_actions_and_travel_with_it()
    {
        await using var visit = await browser.Open();
        var bar = visit.Left.GetByRole(AriaRole.Toolbar);
        await Expect(bar).ToBeHiddenAsync();
        await Box(visit, "Brightwater Logistics").CheckAsync();
        await Expect(bar).ToContainTextAsync("1 selected");
        await Box(visit, "Arden Mills").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(bar).ToContainTextAsync("3 selected");
        await Expect(Box(visit, "Select all rows of this page")).ToBeCheckedAsync();
        await Box(visit, "Meridian Rail").UncheckAsync();
        (await Box(visit, "Select all rows of this page").EvaluateAsync<bool>("box => box.indeterminate")).ShouldBeTrue();
        var sent = await visit.Page.RunAndWaitForRequestAsync(() => bar.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync(), "**/ui/demo/toast");
        sent.PostData!.ShouldContain("ids=r1-en&ids=r3-en");
        await Expect(visit.Toast).ToBeVisibleAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Clear selection" }).ClickAsync();
        await Expect(bar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_click_on_a_row_opens_its_record_but_not_one_on_a_control()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Row, new() { Name = "Brightwater Logistics" }).GetByText("Validate").ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(visit.Host.Url + "/ui#r1-en");
        await Box(visit, "Meridian Rail").CheckAsync();
        visit.Page.Url.ShouldEndWith("#r1-en");
    }

    private static ILocator Cell(Visit visit, int row) => visit.Left.Locator($"#cell-r{row}-en");

    private static ILocator Shown(Visit visit, int row) => Cell(visit, row).Locator(".cell__value > .contents");

    [Fact]
    public async Task A_cell_opens_and_saves_by_Enter_and_shows_the_new_value_as_the_server_writes_it()
    {
        await using var visit = await browser.Open();
        await Cell(visit, 1).GetByRole(AriaRole.Link).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var input = Cell(visit, 1).GetByRole(AriaRole.Textbox);
        await Expect(input).ToBeFocusedAsync();
        await Expect(input).ToHaveValueAsync("184,000");
        await input.FillAsync("190000.5");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Shown(visit, 1)).ToHaveTextAsync("€190,000.50");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_restores_a_cell_without_asking_the_server()
    {
        await using var visit = await browser.Open();
        await Cell(visit, 1).ClickAsync();
        await Cell(visit, 1).GetByRole(AriaRole.Textbox).FillAsync("1");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(Shown(visit, 1)).ToHaveTextAsync("€184,000");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        visit.Host.Requests.ShouldNotContain(request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tab_saves_a_cell_and_opens_the_next()
    {
        await using var visit = await browser.Open();
        await Cell(visit, 1).ClickAsync();
        await Cell(visit, 1).GetByRole(AriaRole.Textbox).FillAsync("5");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(Cell(visit, 2).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await Expect(Shown(visit, 1)).ToHaveTextAsync("€5");
        await Expect(Cell(visit, 2).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_refused_value_comes_back_with_the_reason()
    {
        await using var visit = await browser.Open();
        visit.Expected.Add("422");
        await Cell(visit, 1).ClickAsync();
        await Cell(visit, 1).GetByRole(AriaRole.Textbox).FillAsync("many");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Alert)).ToContainTextAsync("Use digits");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Textbox)).ToHaveValueAsync("many");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_value_that_changed_meanwhile_is_shown_before_it_is_overwritten()
    {
        await using var visit = await browser.Open();
        visit.Expected.Add("409");
        await Cell(visit, 1).ClickAsync();
        await Cell(visit, 1).GetByRole(AriaRole.Textbox).FillAsync("409");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Alert)).ToContainTextAsync("Meanwhile it was set to €190,000. Enter keeps yours");
    }

    [Fact]
    public async Task What_was_typed_survives_a_server_that_does_not_answer()
    {
        await using var visit = await browser.Open();
        visit.Expected.Add("500");
        await Cell(visit, 1).ClickAsync();
        await Cell(visit, 1).GetByRole(AriaRole.Textbox).FillAsync("77");
        visit.Host.Failing = 500;
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Alert)).ToContainTextAsync("The server did not answer");
        await Expect(Cell(visit, 1).GetByRole(AriaRole.Textbox)).ToHaveValueAsync("77");
        visit.Host.Failing = null;
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(Shown(visit, 1)).ToHaveTextAsync("€77");
    }
}
