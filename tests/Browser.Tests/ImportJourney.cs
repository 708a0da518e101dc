using System.Globalization;
using System.Text.Json;
using Tandem.Testing.Databases;

namespace Tandem.Browser.Tests;

/// <summary>The main job, from the screen: four files dropped, a plan looked at, a report that equals the files, and back.</summary>
public class ImportJourney(BrowserFixture browser)
{
    private static readonly string[] Files = ["accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv"];

    [OnBothDatabases]
    public async Task Files_are_dropped_checked_imported_reported_and_taken_back(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var person = await app.AddPerson(Role.Administrator, name: "Mira Holt");
        using var api = await app.Api();
        // Known before: the import changes it, and the revert restores it.
        await api.Create("companies", new { name = "Condax", industry = "Trade", city = "Bremen" });
        var before = await Content(api);
        await browser.Visit(app, person, async window =>
        {
            await window.Go("/import");
            await Drop(window);
            await window.Button("Read the files").ClickAsync();
            await TakeTheSuggestions(window);
            (await Content(api)).ShouldBe(before, "a preview writes nothing");
            await window.Button("Start the import").ClickAsync();
            var done = await Figures(window, "What happened");
            done["sales_pipeline.csv"].ShouldBe((8800, 8800, 0, 0, 0));
            done["accounts.csv"].ShouldBe((85, 84, 1, 0, 0));
            done["products.csv"].ShouldBe((7, 7, 0, 0, 0));
            done["sales_teams.csv"].ShouldBe((35, 35, 0, 0, 0));
            var import = window.Page.Url;
            var imported = await Content(api);

            await TheReportEqualsTheFiles(window);

            // The same files again: everything is known, nothing changes.
            await window.Go("/import");
            await Drop(window);
            await window.Button("Read the files").ClickAsync();
            (await Figures(window, "What will happen")).Values.ShouldAllBe(one => one.Unchanged == one.Rows && one.Created == 0 && one.Updated == 0);
            await window.Button("Start the import").ClickAsync();
            (await Figures(window, "What happened")).Values.ShouldAllBe(one => one.Unchanged == one.Rows && one.Created == 0 && one.Updated == 0);
            (await Content(api)).ShouldBe(imported);

            await window.Page.GotoAsync(import);
            await window.Button("Revert the import").ClickAsync();
            await window.Dialog("Revert this import?").GetByRole(AriaRole.Button, new() { Name = "Revert the import" }).ClickAsync();
            await Expect(window.Heading("Reverted")).ToBeVisibleAsync(new() { Timeout = 90_000 });
            (await Content(api)).ShouldBe(before);
            await window.Go("/deals/list");
            await window.Sees("Nothing here yet");
        });
    }

    private static async Task Drop(Window window)
    {
        var texts = Files.Select(name => new { name, text = File.ReadAllText(TestData.PathOf("maven_crm/" + name)) });
        await using var dragged = await window.Page.EvaluateHandleAsync("""
            files => {
              const dragged = new DataTransfer();
              for (const { name, text } of files) dragged.items.add(new File([text], name, { type: "text/csv" }));
              return dragged;
            }
            """, texts);
        var zone = window.Page.GetByText("Drop files here").First;
        await zone.DispatchEventAsync("dragover", new { dataTransfer = dragged });
        await zone.DispatchEventAsync("drop", new { dataTransfer = dragged });
        foreach (var name in Files) await Expect(window.Button("Remove " + name)).ToBeVisibleAsync();
    }

    private static async Task TakeTheSuggestions(Window window)
    {
        await Expect(window.Heading("What will happen")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        foreach (var (column, field) in new[] { ("opportunity_id", "External ID"), ("close_value", "Amount"), ("sales_agent", "Owner"), ("deal_stage", "Stage"), ("subsidiary_of", "Parent company"), ("sector", "Industry") })
            (await Chosen(window.Page.GetByLabel("Field for " + column).Last)).ShouldBe(field, column);
        (await Chosen(window.Field("What GTXPro means"))).ShouldBe("GTX Pro");
        (await Chosen(window.Field("What Philipines means"))).ShouldBe("Philippines");
        (await Chosen(window.Field("What technolgy means"))).ShouldBe("Keep as it is", "nothing is changed unless it is chosen");
        var planned = await Figures(window, "What will happen");
        planned["sales_pipeline.csv"].ShouldBe((8800, 8800, 0, 0, 0));
        planned["accounts.csv"].ShouldBe((85, 84, 1, 0, 0));
        await Expect(window.Row("sales_pipeline.csv")).ToContainTextAsync("2,089 without amount");
        await Expect(window.Row("sales_pipeline.csv")).ToContainTextAsync("1,425 without a company");
    }

    private static async Task TheReportEqualsTheFiles(Window window)
    {
        var deals = Rows("sales_pipeline.csv").Where(row => row["deal_stage"] == "Won").ToList();
        var managers = Rows("sales_teams.csv").ToDictionary(row => row["sales_agent"], row => row["manager"]);
        await window.Link("Pipeline report").ClickAsync();
        var won = deals.Sum(Value);
        await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync($"€{won.ToString("N0", CultureInfo.InvariantCulture)}");
        await Equals(window, "Won by agent", deals.GroupBy(row => row["sales_agent"]));
        await Equals(window, "Won by product", deals.GroupBy(row => row["product"].Replace("GTXPro", "GTX Pro", StringComparison.Ordinal)));
        await Equals(window, "Won by team", deals.GroupBy(row => managers[row["sales_agent"]]), exactNames: false);

        // Every number leads to its deals.
        var agent = deals.GroupBy(row => row["sales_agent"]).MaxBy(one => one.Count())!;
        await Section(window, "Won by agent").GetByRole(AriaRole.Row).Filter(new() { Has = window.Page.GetByRole(AriaRole.Rowheader, new() { Name = agent.Key }) })
            .GetByRole(AriaRole.Link, new() { Name = agent.Count().ToString("N0", CultureInfo.InvariantCulture), Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync($"{agent.Count().ToString("N0", CultureInfo.InvariantCulture)} records");
    }

    private static async Task Equals(Window window, string title, IEnumerable<IGrouping<string, Dictionary<string, string>>> groups, bool exactNames = true)
    {
        var shown = await Section(window, title).Locator("tbody tr").EvaluateAllAsync<string[][]>("rows => rows.filter(row => row.cells.length === 5).map(row => [...row.cells].map(cell => cell.innerText.trim()))");
        var expected = groups.Select(group => (group.Key, Count: group.Count(), Value: group.Sum(Value))).OrderBy(one => one.Value).ToList();
        shown.Select(cells => (Count: Number(cells[1].Split(' ')[0]), Value: Number(cells[2]))).OrderBy(one => one.Value).ShouldBe(expected.Select(one => ((decimal)one.Count, one.Value)), title);
        if (exactNames) shown.Select(cells => cells[0]).Order(StringComparer.Ordinal).ShouldBe(expected.Select(one => one.Key).Order(StringComparer.Ordinal), title);
    }

    private static ILocator Section(Window window, string title) => window.Page.Locator("section, article, .card").Filter(new() { Has = window.Heading(title) }).Last;

    /// <summary>The table of counts: rows, created, updated, unchanged, refused of each file.</summary>
    private static async Task<Dictionary<string, (int Rows, int Created, int Updated, int Unchanged, int Refused)>> Figures(Window window, string title)
    {
        var table = window.Page.GetByRole(AriaRole.Table, new() { Name = title });
        await Expect(table).ToBeVisibleAsync(new() { Timeout = 90_000 });
        var rows = await table.Locator("tbody tr").EvaluateAllAsync<string[][]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))");
        return rows.ToDictionary(cells => cells[0], cells => ((int)Number(cells[2]), (int)Number(cells[3]), (int)Number(cells[4]), (int)Number(cells[5]), (int)Number(cells[7])));
    }

    private static Task<string> Chosen(ILocator select) => select.EvaluateAsync<string>("select => select.selectedOptions[0].textContent.trim()");

    private static decimal Value(Dictionary<string, string> row) => decimal.Parse(row["close_value"], CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text.Replace("€", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows(string file)
    {
        // No quoted cell stands in these files.
        var lines = File.ReadAllLines(TestData.PathOf("maven_crm/" + file));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    /// <summary>All records that an import touches, without what every write changes: version and time.</summary>
    private static async Task<string> Content(ApiClient api)
    {
        var all = new List<string>();
        foreach (var type in new[] { "companies", "products", "users", "teams", "pipelines", "stages", "lost-reasons", "people", "deals" })
        {
            for (string? cursor = null; ;)
            {
                var page = (await api.Get($"{type}?limit=500{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Expect(System.Net.HttpStatusCode.OK);
                all.AddRange(page.Data.Select(record => type + JsonSerializer.Serialize(record.EnumerateObject().Where(one => one.Name is not ("version" or "updatedAt")).ToDictionary(one => one.Name, one => one.Value))));
                if ((cursor = page.NextCursor) is null) break;
            }
        }

        return string.Join('\n', all.Order(StringComparer.Ordinal));
    }
}
