using Microsoft.AspNetCore.Components;

namespace Tandem.Ui.Tests.Forms;

public class FormTests
{
    [Fact]
    public async Task Every_form_carries_the_antiforgery_token_and_its_hidden_fields()
    {
        var body = await Render.Body<PostForm>(new() { ["Action"] = "/deals", ["Fields"] = new (string, object?)[] { ("version", 3) } });
        var form = body.QuerySelector("form")!;
        form.GetAttribute("method").ShouldBe("post");
        form.GetAttribute("action").ShouldBe("/deals");
        form.QuerySelector("input[name=af]")!.GetAttribute("value").ShouldBe("secret");
        form.QuerySelector("input[name=version]")!.GetAttribute("value").ShouldBe("3");
    }

    [Fact]
    public async Task A_button_that_posts_is_a_form_with_a_token()
    {
        var body = await Render.Body<PostButton>(new() { ["Action"] = "/x", ["Text"] = "Approve 14%" });
        body.QuerySelector("form input[name=af]").ShouldNotBeNull();
        body.QuerySelector("form button[type=submit]")!.TextContent.ShouldBe("Approve 14%");
    }

    [Fact]
    public async Task A_field_finds_its_problem_by_name_and_says_it_to_screen_readers()
    {
        RenderFragment input = builder =>
        {
            builder.OpenComponent<TextInput>(0);
            builder.AddComponentParameter(1, "Name", "deal.name");
            builder.AddComponentParameter(2, "Label", "Deal name");
            builder.AddComponentParameter(3, "Help", "As the customer calls it");
            builder.CloseComponent();
        };
        var body = await Render.Body<PostForm>(new() { ["Action"] = "/x", ["Problems"] = FormProblems.Of("deal.name", "Give it a name"), ["ChildContent"] = input });
        var field = body.QuerySelector("input[name='deal.name']")!;
        field.Id.ShouldBe("f-deal-name");
        field.GetAttribute("aria-invalid").ShouldBe("true");
        body.QuerySelector("label")!.GetAttribute("for").ShouldBe("f-deal-name");
        var described = field.GetAttribute("aria-describedby")!.Split(' ').Select(id => body.QuerySelector($"#{id}")!.TextContent).ToList();
        described.ShouldBe(["As the customer calls it", "Give it a name"]);
    }

    [Fact]
    public async Task Problems_of_a_form_are_an_alert_that_leads_to_the_fields()
    {
        var body = await Render.Body<FormErrors>(new() { ["Problems"] = FormProblems.Of("amount", "Use an amount over 0") });
        body.QuerySelector("[role=alert]")!.TextContent.ShouldContain("One field needs another value");
        body.QuerySelector("a")!.GetAttribute("href").ShouldBe("#f-amount");
        (await Render.Html<FormErrors>(new() { ["Problems"] = FormProblems.None })).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_people_typed_cannot_break_out_of_an_attribute()
    {
        var html = await Render.Html<TextInput>(new() { ["Name"] = "n", ["Label"] = "<b>L</b>", ["Value"] = "\"><script>alert(1)</script>" });
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("<b>L");
        Render.Parse(html).QuerySelector("input")!.GetAttribute("value").ShouldBe("\"><script>alert(1)</script>");
    }

    [Fact]
    public async Task Numbers_and_dates_are_shown_as_the_reader_writes_them()
    {
        (await Render.Body<MoneyInput>(new() { ["Name"] = "m", ["Amount"] = 1499.5m }, "fa")).QuerySelector("input")!.GetAttribute("value").ShouldBe("۱٬۴۹۹٫۵۰");
        (await Render.Body<NumberInput>(new() { ["Name"] = "n", ["Value"] = 1499.5m }, "ru")).QuerySelector("input")!.GetAttribute("value").ShouldBe("1\u00a0499,5");
        (await Render.Body<DatePicker>(new() { ["Name"] = "d", ["Value"] = new DateOnly(2026, 12, 19) }, "fa")).QuerySelector("input")!.GetAttribute("value").ShouldBe("۱۴۰۵/۰۹/۲۸");
        (await Render.Body<DatePicker>(new() { ["Name"] = "d", ["Text"] = "soon" })).QuerySelector("input")!.GetAttribute("value").ShouldBe("soon");
    }

    [Fact]
    public async Task A_search_select_is_a_plain_select_until_its_script_runs()
    {
        var body = await Render.Body<SearchSelect>(new()
        {
            ["Name"] = "owner", ["Label"] = "Owner", ["Selected"] = new Option[] { new("1", "Nora") }, ["Options"] = new Option[] { new("1", "Nora"), new("2", "Omar") },
        });
        var select = body.QuerySelector("select[name=owner]")!;
        select.QuerySelectorAll("option").Select(option => option.GetAttribute("value")).ShouldBe(["", "1", "2"]);
        select.QuerySelector("option[selected]")!.TextContent.ShouldBe("Nora");
    }

    [Fact]
    public async Task An_icon_only_button_has_a_name_a_tooltip_and_its_key()
    {
        var button = (await Render.Body<Button>(new() { ["Icon"] = "star", ["Label"] = "Star", ["Key"] = "G D", ["Pressed"] = false })).QuerySelector("button")!;
        button.GetAttribute("aria-label").ShouldBe("Star");
        button.GetAttribute("data-tip").ShouldBe("Star");
        button.GetAttribute("data-key").ShouldBe("g d");
        button.GetAttribute("aria-pressed").ShouldBe("false");
        button.ClassList.ShouldContain("btn--icon");
    }

    [Fact]
    public async Task A_question_before_loss_travels_with_the_form()
    {
        var form = (await Render.Body<PostForm>(new() { ["Action"] = "/x", ["Confirm"] = new Confirmation("Delete 3 deals?", "They can be restored.", "Delete 3 deals", "Keep them") })).QuerySelector("form")!;
        form.GetAttribute("data-turbo-confirm").ShouldBe("Delete 3 deals?");
        form.GetAttribute("data-confirm-yes").ShouldBe("Delete 3 deals");
    }
}
