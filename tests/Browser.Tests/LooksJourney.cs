using System.Text.RegularExpressions;

namespace Tandem.Browser.Tests;

/// <summary>Languages, themes and widths.</summary>
public class LooksJourney(BrowserFixture browser)
{
    [Fact]
    public async Task Someone_switches_to_Persian_and_back()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go($"/deals/{sample["deal"]}");
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("dir", "ltr");
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("20 Feb 2031");
            await window.Button(sample.Owner.User.Name).ClickAsync();
            await window.MenuItem("فارسی").ClickAsync();

            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", "fa");
            // 20 February 2031 is 1 Esfand 1409.
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("۱ اسفند");
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("۴۸٬۰۰۰");
            (await window.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldNotContain("48,000");
            var sidebar = (await window.Page.GetByRole(AriaRole.Navigation).First.BoundingBoxAsync())!;
            sidebar.X.ShouldBeGreaterThan(700, "the sidebar stands on the right");
            await window.FitsItsWidth();

            // Dates are typed in the calendar one reads, with the digits one writes.
            await window.Go($"/deals/{sample["deal"]}/edit");
            await window.Page.Locator("input[name=expectedClose]").FillAsync("۱۴۰۹/۱۲/۲۰");
            await window.Page.Locator("input[name=expectedClose]").PressAsync("Enter");
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("۲۰ اسفند");
            (await sample.Api.Get($"deals/{sample["deal"]}"))["expectedClose"].ShouldBe("2031-03-11");

            await window.Button(sample.Owner.User.Name).ClickAsync();
            await window.MenuItem("English").ClickAsync();
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("dir", "ltr");
            await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("11 Mar 2031");
        });
    }

    [Fact]
    public async Task A_chosen_theme_stays_whatever_the_device_prefers()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var person = await app.AddPerson(Role.Sales, name: "Jonas Berg");
        await browser.Visit(app, person, async window =>
        {
            await window.Go("/deals");
            var light = await Background(window);
            await window.Button("Jonas Berg").ClickAsync();
            await window.MenuItem("Dark").ClickAsync();
            await Eventually.Is("the page is dark", async () => await Background(window) < 60 && light > 200);
            await window.Go("/settings/profile");
            (await Background(window)).ShouldBeLessThan(60);
            await window.Button("Jonas Berg").ClickAsync();
            await window.MenuItem("As the device").ClickAsync();
            await Eventually.Is("the page is light again", async () => await Background(window) > 200);
            await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            (await Background(window)).ShouldBeLessThan(60);
        });
    }

    [Fact]
    public async Task A_phone_has_its_bar_at_the_bottom_and_nothing_scrolls_sideways()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sample.Owner, async window =>
        {
            foreach (var path in new[]
            {
                "/", "/deals", "/deals/list", $"/deals/{sample["deal"]}", "/companies", $"/companies/{sample["company"]}", $"/people/{sample["person"]}", "/people", "/tasks", "/reports/pipeline", "/search?q=arden",
                "/import", "/settings", "/settings/users", "/settings/pipelines", "/settings/currency", "/settings/roles/Sales", "/settings/jobs", "/trash", "/products",
            })
            {
                await window.Go(path);
                await window.FitsItsWidth();
            }

            await window.Go("/tasks");
            await IsWithin(window.Row("Call about the pilot").GetByRole(AriaRole.Link, new() { Name = "Edit task" }), 390);
            await IsWithin(window.Row("Call about the pilot").GetByRole(AriaRole.Link, new() { Name = SampleWorkspace.Deal }), 390);
            await window.Go("/settings/currency");
            await IsWithin(window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete rate" }).First, 390);
            await window.Go($"/deals/{sample["deal"]}");
            await IsWithin(window.Page.GetByRole(AriaRole.Table).GetByText("€48,000").First, 390);

            await window.Go("/");
            var bar = window.Page.GetByRole(AriaRole.Navigation).Filter(new() { Has = window.Button("More") });
            var box = (await bar.BoundingBoxAsync())!;
            (box.Y + box.Height).ShouldBe(844, 2);
            await bar.GetByRole(AriaRole.Link, new() { Name = "Deals" }).TapAsync();
            await Expect(window.Page).ToHaveURLAsync(new Regex("/deals$"));
            await window.Button("More").TapAsync();
            await window.Dialog("More").GetByRole(AriaRole.Link, new() { Name = "Companies" }).TapAsync();
            await Expect(window.Page).ToHaveURLAsync(new Regex("/companies$"));
        }, Look.Phone);
    }

    [Fact]
    public async Task Long_names_stay_within_their_card_and_their_row()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        const string Name = "Replacement of all press line sensors with their amplifiers, cables and the commissioning in three plants";
        var deal = await sample.AddDeal(Name, "1234567.50", expectedClose: "2031-11-28");
        await sample.AddDeal("Without amount");
        await sample.Api.Create("tasks", new { subject = "Send the revised offer with the terms of delivery to everybody who was in the meeting", aboutId = deal, dueAt = "2031-02-24T00:00:00Z" });
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go("/deals");
            var card = window.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = window.Page.GetByRole(AriaRole.Heading, new() { Name = Name }) });
            var column = window.Page.GetByRole(AriaRole.Group, new() { Name = "Qualify", Exact = true });
            (await Right(card)).ShouldBeLessThan(await Right(column), "the card is no wider than its column");
            (await Right(card.GetByText("24 Feb"))).ShouldBeLessThan(await Right(card), "the day of the next step is not cut off");
            await Expect(column).ToContainTextAsync("1 without amount");
            var other = window.Page.GetByRole(AriaRole.Group, new() { Name = "Discover", Exact = true });
            (await Height(column.Locator("header"))).ShouldBe(await Height(other.Locator("header")), 0.5, "the heads of all columns are alike");

            await window.Go("/deals/list");
            var row = window.Row(Name);
            (await Height(row)).ShouldBeLessThan(40, "a row is one line");
            (await Right(row)).ShouldBeLessThanOrEqualTo(1440, "nothing is cut off");
            await Expect(row.Locator($"[title='{Name}']")).ToBeVisibleAsync();
        });

        static async Task<double> Height(ILocator part) => (await part.BoundingBoxAsync())!.Height;
    }

    private static async Task<double> Right(ILocator part) => (await part.BoundingBoxAsync()) is { } box ? box.X + box.Width : throw new InvalidOperationException("It is not to be seen.");

    /// <summary>To be seen without scrolling sideways.</summary>
    private static async Task IsWithin(ILocator part, int width)
    {
        (await Right(part)).ShouldBeLessThanOrEqualTo(width);
        (await part.BoundingBoxAsync())!.X.ShouldBeGreaterThanOrEqualTo(0);
    }

    /// <summary>How bright the page is: 0 is black, 255 white.</summary>
    private static Task<double> Background(Window window) => window.Page.EvaluateAsync<double>("""
        () => {
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.fillStyle = getComputedStyle(document.querySelector("main")).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
          return (r + g + b) / 3;
        }
        """);
}
