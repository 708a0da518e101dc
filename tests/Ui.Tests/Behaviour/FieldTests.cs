using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class FieldTests(Browser browser)
{
    [Fact]
    public async Task A_search_select_asks_the_server_and_fills_the_field_of_the_form()
    {
        await using var visit = await browser.Open();
        var box = visit.Left.GetByRole(AriaRole.Combobox, new() { Name = "Owner" });
        await Expect(box).ToHaveValueAsync("Nora Kessler");
        await box.ClickAsync();
        await visit.Page.Keyboard.TypeAsync("omar");
        var list = visit.Left.GetByRole(AriaRole.Listbox, new() { Name = "Owner" });
        await Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("Omar Haddad");
        await Expect(list).ToBeHiddenAsync();
        await Expect(visit.Left.Locator("select[name=owner-en]")).ToHaveValueAsync("2");
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true }).ClickAsync();
        await Expect(visit.Left.Locator("select[name=owner-en]")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Escape_gives_up_a_search_and_keeps_the_choice()
    {
        await using var visit = await browser.Open();
        var box = visit.Left.GetByRole(AriaRole.Combobox, new() { Name = "Owner" });
        await box.ClickAsync();
        await visit.Page.Keyboard.TypeAsync("zzz");
        await Expect(visit.Left.GetByText("Nothing found")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(box).ToHaveValueAsync("Nora Kessler");
        await Expect(visit.Left.Locator("select[name=owner-en]")).ToHaveValueAsync("1");
    }

    [Fact]
    public async Task A_multiple_select_adds_by_Enter_and_takes_off_by_Backspace()
    {
        await using var visit = await browser.Open();
        var box = visit.Left.GetByRole(AriaRole.Combobox, new() { Name = "Tags" });
        var select = visit.Left.Locator("select[name=tags-en]");
        await box.ClickAsync();
        await visit.Page.Keyboard.TypeAsync("key");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(select).ToHaveValuesAsync(["cold", "fleet", "key"]);
        await visit.Page.Keyboard.PressAsync("Backspace");
        await Expect(select).ToHaveValuesAsync(["cold", "fleet"]);
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Remove Cold chain" }).ClickAsync();
        await Expect(select).ToHaveValuesAsync(["fleet"]);
    }

    [Fact]
    public async Task Without_JavaScript_fields_are_plain_and_forms_still_post()
    {
        await using var visit = await browser.Open(scripts: false);
        await visit.Left.Locator("select[name=owner-en]").SelectOptionAsync("1");
        await Expect(visit.Left.GetByLabel("Close date")).ToBeEditableAsync();
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Toast with undo" }).ClickAsync();
        visit.Host.Requests.ShouldContain("POST /ui/demo/toast");
    }

    [Fact]
    public async Task A_date_is_chosen_by_keys_and_months_come_from_the_server()
    {
        await using var visit = await browser.Open();
        var field = visit.Left.GetByLabel("Close date");
        await field.FillAsync("28 Feb 2028");
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Choose a date" }).ClickAsync();
        var month = visit.Left.GetByRole(AriaRole.Dialog, new() { Name = "Choose a date" });
        await Expect(month).ToContainTextAsync("February 2028");
        await Expect(month.GetByRole(AriaRole.Button, new() { Name = "Monday 28 February 2028" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(month.GetByRole(AriaRole.Button, new() { Name = "Wednesday 1 March 2028" })).ToBeFocusedAsync();
        await Expect(month).ToContainTextAsync("March 2028");
        await visit.Page.Keyboard.PressAsync("PageDown");
        await Expect(month).ToContainTextAsync("April 2028");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(month).ToBeHiddenAsync();
        await Expect(field).ToHaveValueAsync("08 Apr 2028");
        await Expect(field).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_Persian_date_is_Jalali_its_arrows_are_mirrored_and_the_other_calendar_is_one_click_away()
    {
        await using var visit = await browser.Open(language: "fa");
        var field = visit.Right.GetByLabel("تاریخ بستن");
        await field.FillAsync("۱۴۰۵/۰۹/۲۸");
        await visit.Right.GetByRole(AriaRole.Button, new() { Name = "انتخاب تاریخ" }).ClickAsync();
        var month = visit.Right.GetByRole(AriaRole.Dialog, new() { Name = "انتخاب تاریخ" });
        await Expect(month).ToContainTextAsync("آذر ۱۴۰۵");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(month.GetByRole(AriaRole.Button, new() { Name = "یکشنبه ۲۹ آذر ۱۴۰۵" })).ToBeFocusedAsync();
        await month.GetByRole(AriaRole.Button, new() { Name = "میلادی" }).ClickAsync();
        await Expect(month).ToContainTextAsync("دسامبر ۲۰۲۶");
        await month.GetByRole(AriaRole.Button, new() { Name = "۲۰ دسامبر ۲۰۲۶" }).ClickAsync();
        await Expect(field).ToHaveValueAsync("۱۴۰۵/۰۹/۲۹");
    }

    [Fact]
    public async Task Files_are_listed_and_taken_off_before_they_are_sent()
    {
        await using var visit = await browser.Open();
        var input = visit.Left.Locator("input[type=file]");
        await input.SetInputFilesAsync([File("a.csv", 1200), File("b.csv", 10)]);
        var list = visit.Left.Locator(".drop__files li");
        await Expect(list).ToHaveCountAsync(2);
        await Expect(list.First).ToContainTextAsync("1.2 kB");
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Remove a.csv" }).ClickAsync();
        await Expect(list).ToHaveCountAsync(1);
        (await input.EvaluateAsync<int>("input => input.files.length")).ShouldBe(1);
    }

    [Fact]
    public async Task Dropped_files_are_added_to_the_chosen_ones()
    {
        await using var visit = await browser.Open();
        var input = visit.Left.Locator("input[type=file]");
        await input.SetInputFilesAsync([File("a.csv", 10)]);
        await visit.Left.Locator(".drop").EvaluateAsync("""
            zone => {
              const dropped = new DataTransfer();
              dropped.items.add(new File(["x"], "deals.csv"));
              zone.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            }
            """);
        await Expect(visit.Left.Locator(".drop__files li bdi")).ToHaveTextAsync(["a.csv", "deals.csv"]);
    }

    [Fact]
    public async Task A_half_chosen_checkbox_shows_itself_so()
    {
        await using var visit = await browser.Open();
        (await visit.Left.GetByRole(AriaRole.Checkbox, new() { Name = "Some" }).EvaluateAsync<bool>("box => box.indeterminate")).ShouldBeTrue();
    }

    private static FilePayload File(string name, int size) => new() { Name = name, MimeType = "text/csv", Buffer = new byte[size] };
}
