namespace Tandem.Ui.Tests.Frame;

public class FrameTests
{
    private static readonly NavGroup[] Nav =
    [
        new("Sales", [new("Home", "/", "house") { OnPhone = true }, new("Deals", "/deals", "kanban") { OnPhone = true, Key = "G D", Count = 3 }, new("Forecast", "/deals/forecast", "chart-line"), new("Dealers", "/dealers", "store")]),
    ];

    private static Dictionary<string, object?> ShellOf() => new() { ["Workspace"] = "Halden", ["Nav"] = Nav, ["ChildContent"] = Samples.Text("content") };

    [Theory]
    [InlineData("/deals", "Deals")]
    [InlineData("/deals/42", "Deals")]
    [InlineData("/deals/forecast", "Forecast")]
    [InlineData("/dealers", "Dealers")]
    [InlineData("/", "Home")]
    [InlineData("/elsewhere", null)]
    public async Task The_sidebar_marks_the_nearest_destination(string path, string? label)
    {
        var body = Render.Parse(await Render.Html<Shell>(ShellOf(), Samples.ScreenIn() with { CurrentPath = path }));
        (body.QuerySelector("nav.side [aria-current=page] > span:not(.count)")?.TextContent).ShouldBe(label);
    }

    [Fact]
    public async Task Every_destination_is_reachable_on_a_phone()
    {
        var body = await Render.Body<Shell>(ShellOf());
        body.QuerySelectorAll(".tabbar a").Select(link => link.GetAttribute("href")).ShouldBe(["/", "/deals"]);
        body.QuerySelectorAll("dialog#more a").Select(link => link.GetAttribute("href")).ShouldBe(["/", "/deals", "/deals/forecast", "/dealers"]);
        body.QuerySelector(".tabbar button")!.GetAttribute("data-opens").ShouldBe("more");
    }

    [Fact]
    public async Task Landmarks_are_named_and_the_skip_link_comes_first()
    {
        var html = await Render.Html<Document>(new() { ["Title"] = "Deals", ["ChildContent"] = Samples.Text("content") }, "fa");
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        document.DocumentElement.GetAttribute("lang").ShouldBe("fa");
        document.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        document.Body!.FirstElementChild!.ClassName.ShouldBe("skip");
        document.QuerySelector("#status")!.GetAttribute("role").ShouldBe("status");
        document.QuerySelector("meta[name=csp-nonce]")!.GetAttribute("content").ShouldBe("n1");
        document.QuerySelectorAll("script:not([src]), [onclick], style").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frame_gets_its_content_without_the_page_around_it()
    {
        var screen = Samples.ScreenIn() with { Frame = "drawer" };
        var html = await Render.Html<Document>(new() { ["Title"] = "Deals", ["ChildContent"] = Samples.Text("content") }, screen);
        html.ShouldContain("content");
        html.ShouldNotContain("tandem.js");
        (await Render.Html<Shell>(ShellOf(), screen)).Trim().ShouldBe("content");
    }

    [Fact]
    public async Task Arrows_of_hints_are_those_one_sees()
    {
        Dictionary<string, object?> hints = new() { ["Items"] = new (string, string)[] { ("Shift →", "next stage") } };
        (await Render.Body<Hints>(hints)).QuerySelectorAll("kbd").Select(key => key.TextContent).ShouldContain("→");
        (await Render.Body<Hints>(hints, "fa")).QuerySelectorAll("kbd").Select(key => key.TextContent).ShouldContain("←");
    }

    [Fact]
    public async Task The_title_of_a_page_is_its_only_main_heading()
    {
        var body = await Render.Body<PanelBar>(new() { ["Title"] = "Brightwater", ["Crumbs"] = new (string, string)[] { ("Companies", "/companies") } });
        body.QuerySelectorAll("h1").Select(heading => heading.TextContent).ShouldBe(["Brightwater"]);
        body.QuerySelector("h1")!.GetAttribute("aria-current").ShouldBe("page");
    }
}
