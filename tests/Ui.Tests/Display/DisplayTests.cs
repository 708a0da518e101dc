using System.Text.RegularExpressions;

namespace Tandem.Ui.Tests.Display;

public class DisplayTests
{
    [Theory]
    [InlineData("Nora Kessler", "NK")]
    [InlineData("Nguyễn Thị Mai", "NM")]
    [InlineData("đỗ minh anh", "ĐA")]
    [InlineData("Иван Сергеевич Петров", "ИП")]
    [InlineData("سارا محمدی", "س\u200cم")]
    [InlineData("Cher", "C")]
    [InlineData("  ", "?")]
    [InlineData("e\u0301mile zola", "E\u0301Z")]
    public void People_have_the_first_letters_of_first_and_last_name(string name, string expected) => Initials.OfPerson(name).ShouldBe(expected);

    [Theory]
    [InlineData("Harbor & Pine", "HP")]
    [InlineData("Nordbryg", "NO")]
    [InlineData("Brightwater Logistics GmbH", "BL")]
    [InlineData("3M", "3M")]
    [InlineData("«Ромашка»", "РО")]
    public void Companies_have_the_first_letters_of_their_first_words(string name, string expected) => Initials.OfCompany(name).ShouldBe(expected);

    [Fact]
    public void A_name_keeps_its_colour()
    {
        Initials.ColorOf("Nora Kessler").ShouldBe(Initials.ColorOf(" nora kessler "));
        Enumerable.Range(0, 200).Select(i => Initials.ColorOf($"name {i}")).Distinct().Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task An_icon_is_decoration_unless_it_is_labelled_and_cannot_carry_markup()
    {
        var plain = (await Render.Body<Icon>(new() { ["Name"] = "chevron-right" })).QuerySelector("svg")!;
        plain.GetAttribute("aria-hidden").ShouldBe("true");
        plain.ClassList.ShouldContain("icon--flip");
        plain.QuerySelector("use")!.GetAttribute("href").ShouldBe("/_content/Tandem.Ui/icons.svg#i-chevron-right");
        (await Render.Body<Icon>(new() { ["Name"] = "check", ["Label"] = "Done \"<" })).QuerySelector("svg")!.GetAttribute("aria-label").ShouldBe("Done \"<");
        (await Render.Html<Icon>(new() { ["Name"] = "x\"><script>" })).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_face_alone_says_its_name_and_one_beside_it_stays_silent()
    {
        var alone = (await Render.Body<Avatar>(new() { ["Name"] = "Nora Kessler", ["Alone"] = true })).QuerySelector(".avatar")!;
        (alone.GetAttribute("role"), alone.GetAttribute("aria-label")).ShouldBe(("img", "Nora Kessler"));
        (await Render.Body<Avatar>(new() { ["Name"] = "Nora Kessler" })).QuerySelector(".avatar")!.GetAttribute("aria-hidden").ShouldBe("true");
    }

    [Fact]
    public async Task A_fact_without_a_value_says_so_in_words()
    {
        (await Render.Body<Fact>(new() { ["Label"] = "Owner", ["Missing"] = "Nobody yet" })).QuerySelector("dd")!.TextContent.ShouldBe("Nobody yet");
        (await Render.Body<Fact>(new() { ["Label"] = "Owner" }, "fa")).QuerySelector("dd")!.TextContent.ShouldBe("ثبت نشده");
    }

    [Fact]
    public async Task Progress_tells_counts_in_the_digits_of_the_reader()
    {
        var bar = (await Render.Body<Progress>(new() { ["Title"] = "Import", ["Done"] = 12400L, ["Total"] = 20000L }, "fa")).QuerySelector("[role=progressbar]")!;
        bar.GetAttribute("aria-valuetext").ShouldBe("۱۲٬۴۰۰ از ۲۰٬۰۰۰");
        bar.QuerySelector("i")!.GetAttribute("style").ShouldBe("--v:62%");
    }

    [Fact]
    public void Every_icon_that_a_page_names_is_in_the_sprite()
    {
        var sprite = Regex.Matches(File.ReadAllText(Path.Combine(Files.WebRoot, "icons.svg")), "id=\"i-([a-z0-9-]+)\"").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var sources = Directory.EnumerateFiles(Path.Combine(Files.Root, "src"), "*.razor", SearchOption.AllDirectories);
        var named = sources.SelectMany(file => Regex.Matches(File.ReadAllText(file), "(?:<Icon Name=|\\bIcon=|\\bEndIcon=)\"([a-z0-9-]+)\"|Icon = \"([a-z0-9-]+)\"")
            .Select(match => (Path.GetFileName(file), Icon: match.Groups[1].Value + match.Groups[2].Value))).ToList();
        named.Count.ShouldBeGreaterThan(50);
        named.Where(icon => !sprite.Contains(icon.Icon)).ShouldBeEmpty();
    }
}
