using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tandem.Ui.Tests.Behaviour;

public class OverlayTests(Browser browser)
{
    [Fact]
    public async Task A_menu_is_moved_through_by_keys_and_gives_the_focus_back()
    {
        await using var visit = await browser.Open();
        var button = visit.Left.GetByRole(AriaRole.Button, new() { Name = "Deal", Exact = true });
        await button.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        var menu = visit.Page.Locator("#menu-en");
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" })).ToBeFocusedAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Delete 3 deals" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("m");
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Move to stage" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.Keyboard.PressAsync("Home");
        await Expect(menu.GetByRole(AriaRole.Menuitem, new() { Name = "Rename" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [Fact]
    public async Task A_menu_closes_when_its_button_is_clicked_again()
    {
        await using var visit = await browser.Open();
        var button = visit.Left.GetByRole(AriaRole.Button, new() { Name = "Deal", Exact = true });
        await button.ClickAsync();
        await Expect(visit.Page.Locator("#menu-en")).ToBeVisibleAsync();
        await button.ClickAsync();
        await Expect(visit.Page.Locator("#menu-en")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_drawer_keeps_a_refused_form_and_leaves_for_the_page_when_it_is_taken()
    {
        await using var visit = await browser.Open();
        visit.Expected.Add("422");
        var link = visit.Left.GetByRole(AriaRole.Link, new() { Name = "Drawer" });
        await link.ClickAsync();
        var drawer = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" });
        var name = drawer.GetByLabel("Deal name");
        await Expect(name).ToBeFocusedAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Save deal" }).ClickAsync();
        await Expect(drawer.GetByText("Give it a name")).ToBeVisibleAsync();
        await Expect(name).ToHaveAttributeAsync("aria-invalid", "true");
        await name.FillAsync("Depot 4");
        await visit.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(drawer).ToBeHiddenAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Components" })).ToBeVisibleAsync();
        await Expect(visit.Page).ToHaveURLAsync(visit.Host.Url + "/ui");
    }

    [Fact]
    public async Task Escape_closes_a_drawer_and_the_focus_goes_back_to_its_link()
    {
        await using var visit = await browser.Open();
        var link = visit.Left.GetByRole(AriaRole.Link, new() { Name = "Drawer" });
        await link.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" })).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(link).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_was_typed_in_a_drawer_is_asked_about_before_it_is_dropped()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Link, new() { Name = "Drawer" }).ClickAsync();
        var drawer = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" });
        await drawer.GetByLabel("Deal name").FillAsync("Depot 4");
        await visit.Page.Keyboard.PressAsync("Escape");
        var question = visit.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Discard what you typed?" });
        await question.GetByRole(AriaRole.Button, new() { Name = "Keep editing" }).ClickAsync();
        await Expect(drawer.GetByLabel("Deal name")).ToHaveValueAsync("Depot 4");
        await drawer.GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(drawer).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Escape_closes_the_innermost_thing_first()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Link, new() { Name = "Drawer" }).ClickAsync();
        var drawer = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" });
        await drawer.GetByRole(AriaRole.Combobox, new() { Name = "Owner" }).ClickAsync();
        await Expect(drawer.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        await Expect(drawer).ToBeVisibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Choose a date" }).ClickAsync();
        await Expect(drawer.GetByRole(AriaRole.Grid)).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer.GetByRole(AriaRole.Grid)).ToBeHiddenAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_small_form_opens_beside_its_button_and_takes_the_focus()
    {
        await using var visit = await browser.Open();
        var button = visit.Left.GetByRole(AriaRole.Button, new() { Name = "Filter by owner" });
        await button.ClickAsync();
        var form = visit.Left.GetByRole(AriaRole.Dialog, new() { Name = "Filter by owner" });
        await Expect(form.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await form.GetByRole(AriaRole.Combobox).ClickAsync();
        await form.GetByRole(AriaRole.Option, new() { Name = "Omar Haddad" }).ClickAsync();
        await Expect(form).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(form).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_lost_network_is_said()
    {
        await using var visit = await browser.Open();
        await visit.Context.SetOfflineAsync(true);
        await Expect(visit.Page.GetByText("Offline. What you type stays here")).ToBeVisibleAsync();
        await visit.Context.SetOfflineAsync(false);
        await Expect(visit.Page.GetByText("Offline. What you type stays here")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Tab_stays_inside_an_open_dialog()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Link, new() { Name = "Dialog", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        for (var i = 0; i < 8; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            (await visit.Page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null")).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_dialog_answered_with_a_stream_closes_and_its_toast_can_be_undone_by_Z()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Link, new() { Name = "Dialog", Exact = true }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Lose the deal" });
        await dialog.GetByLabel("Reason").FillAsync("Price");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lose the deal" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(visit.Toast).ToContainTextAsync("Deal lost");
        await Expect(visit.Page.Locator("#status")).ToHaveTextAsync("Deal lost");
        await visit.Page.Keyboard.PressAsync("z");
        await Expect(visit.Toast).ToContainTextAsync("Undone");
        await Expect(visit.Toast).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_question_is_asked_before_loss_and_no_means_no()
    {
        await using var visit = await browser.Open();
        var delete = visit.Left.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Delete 3 deals" }).Last;
        await delete.ClickAsync();
        var question = visit.Page.GetByRole(AriaRole.Alertdialog, new() { Name = "Delete 3 deals?" });
        await Expect(question.GetByRole(AriaRole.Button, new() { Name = "Keep them" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(question).ToBeHiddenAsync();
        visit.Host.Requests.ShouldNotContain("POST /ui/demo/toast");
        await delete.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Delete 3 deals" }).ClickAsync();
        await Expect(visit.Toast).ToContainTextAsync("Deal moved");
        visit.Host.Requests.ShouldContain("POST /ui/demo/toast");
    }

    [Fact]
    public async Task A_toast_goes_after_ten_seconds_unless_the_pointer_rests_on_it()
    {
        await using var visit = await browser.Open();
        await visit.Page.Clock.InstallAsync();
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "Toast with undo" }).ClickAsync();
        await Expect(visit.Toast).ToBeVisibleAsync();
        await visit.Toast.HoverAsync();
        await visit.Page.Clock.FastForwardAsync(30_000);
        await Expect(visit.Toast).ToBeVisibleAsync();
        await visit.Page.Mouse.MoveAsync(5, 5);
        await visit.Page.Clock.FastForwardAsync(4_000);
        await Expect(visit.Toast).ToBeVisibleAsync();
        await visit.Page.Clock.FastForwardAsync(7_000);
        await Expect(visit.Toast).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_palette_finds_records_while_one_types_and_opens_one_by_Enter()
    {
        await using var visit = await browser.Open();
        await visit.Page.Keyboard.PressAsync("Control+k");
        var palette = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Command palette" });
        var input = palette.GetByRole(AriaRole.Combobox);
        await Expect(input).ToBeFocusedAsync();
        await Expect(palette.GetByRole(AriaRole.Option)).ToHaveCountAsync(3);
        await visit.Page.Keyboard.TypeAsync("new d");
        await Expect(palette.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Expect(input).ToHaveAttributeAsync("aria-activedescendant", "palette-0");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(palette).ToBeHiddenAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Fleet rollout" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_palette_says_when_nothing_is_found()
    {
        await using var visit = await browser.Open();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.Keyboard.TypeAsync("zzz");
        await Expect(visit.Page.GetByText("Nothing found").First).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_tooltip_appears_for_keyboard_users_too()
    {
        await using var visit = await browser.Open();
        await visit.Left.GetByRole(AriaRole.Button, new() { Name = "More actions" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.Locator(".tip:popover-open")).ToHaveTextAsync("Star");
    }
}
