namespace Tandem.Browser.Tests;

/// <summary>The day's work: tasks, notes, finding things.</summary>
public class WorkJourney(BrowserFixture browser)
{
    [Fact]
    public async Task Finishing_a_task_asks_for_the_next_one()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go("/tasks");
            await window.Row("Call about the pilot").GetByRole(AriaRole.Button, new() { Name = "Mark as done" }).ClickAsync();
            var drawer = window.Dialog("What is the next step?");
            await Expect(window.Row("Call about the pilot")).ToHaveCountAsync(0);
            await Window.FieldIn(drawer, "Subject").FillAsync("Send the offer");
            await drawer.GetByRole(AriaRole.Button, new() { Name = "Create task" }).ClickAsync();
            await Expect(window.Toast("Task “Send the offer” created")).ToBeVisibleAsync();
            await Expect(window.Row("Send the offer")).ToContainTextAsync(SampleWorkspace.Deal);

            var next = (await sample.Api.Get("tasks?search=offer")).Data.ShouldHaveSingleItem();
            next.GetProperty("aboutId").GetGuid().ShouldBe(sample["deal"]);
            (await sample.Api.Get($"tasks/{sample["task"]}"))["doneAt"].ShouldNotBeNull();

            // The deal knows its next step; when that is done there, it asks again.
            await window.Go($"/deals/{sample["deal"]}");
            await Expect(window.Page.GetByRole(AriaRole.Complementary, new() { Name = "What now" })).ToContainTextAsync("Send the offer");
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).First.ClickAsync();
            await window.Dialog("What is the next step?").GetByText("No next step", new() { Exact = true }).ClickAsync();
            await Expect(window.Page.GetByRole(AriaRole.Complementary, new() { Name = "What now" })).ToContainTextAsync("No next step planned");
        });
    }

    [Fact]
    public async Task A_note_on_a_deal_appears_on_the_timeline_of_its_company()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go($"/deals/{sample["deal"]}");
            await window.Page.GetByLabel("Write a note").First.FillAsync("The board decides on Friday.");
            await window.Button("Save note").ClickAsync();
            await Expect(window.Toast("Note saved")).ToBeVisibleAsync();
            await window.Link(SampleWorkspace.Company).First.ClickAsync();
            var timeline = window.Page.GetByRole(AriaRole.Region, new() { Name = "Timeline" });
            await Expect(timeline).ToContainTextAsync("The board decides on Friday.");
            await Expect(timeline).ToContainTextAsync("Prefers calls before noon.");
            await Expect(timeline.GetByText("was lost: Too expensive")).ToBeVisibleAsync();

            await window.Page.GetByLabel("Write a note").First.FillAsync("Met at the fair.");
            await window.Page.Keyboard.PressAsync("Control+Enter");
            await Expect(timeline.GetByText("Met at the fair.")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task Lines_of_a_deal_are_priced_added_and_taken_out()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await sample.Api.Create("products", new { name = "Amplifier", price = new { amount = "80.50", currency = "EUR" } });
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go($"/deals/{sample["deal"]}");
            await window.Link("Edit lines").ClickAsync();
            var form = window.Dialog("Edit lines");
            ILocator Line(int number) => form.GetByRole(AriaRole.Group, new() { Name = $"Line {number}", Exact = true });
            await window.Choose(Line(2), "Product", "Amplifier");
            await Expect(Line(2).GetByLabel("Unit price")).ToHaveValueAsync("80.5");
            await Expect(Line(2).GetByLabel("Quantity")).ToHaveValueAsync("1");
            await Line(2).GetByLabel("Quantity").FillAsync("4");
            await Line(2).GetByLabel("Discount").FillAsync("50");
            await Expect(Line(2).GetByRole(AriaRole.Status)).ToHaveTextAsync("161.00");

            await form.GetByRole(AriaRole.Button, new() { Name = "Add line" }).ClickAsync();
            await Line(3).GetByLabel("Description").FillAsync("Setting up");
            await Line(3).GetByLabel("Unit price").FillAsync("1,250.50");
            await Expect(form.GetByText("49,411.50")).ToBeVisibleAsync();
            await form.GetByRole(AriaRole.Button, new() { Name = "Remove line 1" }).ClickAsync();
            await Expect(Line(1)).ToBeHiddenAsync();
            await Expect(form.GetByText("1,411.50")).ToBeVisibleAsync();
            await window.IsAccessible();
            await form.GetByText("The amount is the sum of the lines").ClickAsync();
            await form.GetByRole(AriaRole.Button, new() { Name = "Save lines" }).ClickAsync();
            await Expect(window.Row("Sum of the lines")).ToContainTextAsync("€1,411.50");
        });
        var lines = (await sample.Api.Get($"deals/{sample["deal"]}/lines")).Data;
        lines.Select(line => line.GetProperty("total").GetProperty("amount").GetString()).ShouldBe(["161.00", "1250.50"]);
        (await sample.Api.Get($"deals/{sample["deal"]}")).Json.GetProperty("amount").GetProperty("amount").GetString().ShouldBe("1411.50");
    }

    [Fact]
    public async Task Everything_is_found_from_the_command_palette()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        await browser.Visit(app, sample.Owner, async window =>
        {
            await window.Go("/");
            await window.Page.Keyboard.PressAsync("Control+k");
            var palette = window.Dialog("Command palette");
            await palette.GetByRole(AriaRole.Combobox).FillAsync("kess");
            await Expect(palette.GetByRole(AriaRole.Option).Filter(new() { HasText = SampleWorkspace.Person })).ToBeVisibleAsync();
            await window.Page.Keyboard.PressAsync("Enter");
            await Expect(window.Heading(SampleWorkspace.Person).First).ToBeVisibleAsync();
            new Uri(window.Page.Url).AbsolutePath.ShouldBe($"/people/{sample["person"]}");

            await window.Page.Keyboard.PressAsync("Control+k");
            await palette.GetByRole(AriaRole.Combobox).FillAsync("new deal");
            await Expect(palette.GetByRole(AriaRole.Option).First).ToContainTextAsync("New deal");
            await window.Page.Keyboard.PressAsync("Enter");
            await Expect(window.Dialog("New deal")).ToBeVisibleAsync();
            await window.Page.Keyboard.PressAsync("Escape");

            await window.Page.Keyboard.PressAsync("Control+k");
            await palette.GetByRole(AriaRole.Combobox).FillAsync("zzzz nobody");
            await Expect(palette.GetByText("Nothing found")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_change_made_in_one_window_shows_in_the_other_without_a_reload()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        var sample = await SampleWorkspace.Fill(app);
        var colleague = await app.AddPerson(Role.Manager, name: "Jonas Berg");
        await browser.Visit(app, sample.Owner, async watching =>
        {
            await watching.Go("/deals");
            await watching.Mark();
            await Expect(watching.Page.GetByRole(AriaRole.Group, new() { Name = "Qualify", Exact = true })).ToContainTextAsync(SampleWorkspace.Deal);
            await browser.Visit(app, colleague, async acting =>
            {
                await acting.Go($"/deals/{sample["deal"]}");
                await acting.Page.GetByTitle("Move to Propose").ClickAsync();
                await Expect(acting.Toast("Press line sensors moved to Propose")).ToBeVisibleAsync();
            });
            await Expect(watching.Page.GetByRole(AriaRole.Group, new() { Name = "Propose", Exact = true })).ToContainTextAsync(SampleWorkspace.Deal);
            (await watching.NeverLeft()).ShouldBeTrue();
        });
    }
}
