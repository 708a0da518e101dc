namespace Tandem.Ui.Tests.Lists;

public class TableTests
{
    private sealed record Row(string Id, string Name, decimal Amount, string Team);

    private static Dictionary<string, object?> Table(string? sort = null, params Row[] rows) => new()
    {
        ["Label"] = "Deals", ["Id"] = "deals", ["Rows"] = rows, ["Sort"] = sort, ["SortHref"] = (Func<string, string>)(to => "?sort=" + to),
        ["Columns"] = new[]
        {
            new Column<Row>("Name", row => builder => builder.AddContent(0, row.Name)) { Sort = "name", IsName = true },
            new Column<Row>("Amount", row => builder => builder.AddContent(0, row.Amount)) { Sort = "amount", IsNumber = true },
        },
    };

    [Theory]
    [InlineData(null, "?sort=name", "?sort=-amount", null)]
    [InlineData("name", "?sort=-name", "?sort=-amount", "ascending")]
    [InlineData("-name", "?sort=name", "?sort=-amount", "descending")]
    [InlineData("-amount", "?sort=name", "?sort=amount", null)]
    public async Task Headings_are_links_that_turn_the_sort(string? sort, string name, string amount, string? order)
    {
        var body = await Render.Body<Table<Row>>(Table(sort, new Row("1", "Brightwater", 5, "")));
        body.QuerySelectorAll("thead a").Select(link => link.GetAttribute("href")).ShouldBe([name, amount]);
        body.QuerySelector("thead th")!.GetAttribute("aria-sort").ShouldBe(order);
    }

    [Fact]
    public async Task Rows_are_named_and_their_checkboxes_belong_to_the_bulk_form()
    {
        var table = Table(null, new Row("1", "<Bright>", 5, ""));
        table["Key"] = (Func<Row, string>)(row => row.Id);
        table["NameOf"] = (Func<Row, string>)(row => row.Name);
        table["RowHref"] = (Func<Row, string>)(row => "/deals/" + row.Id);
        table["Bulk"] = Samples.Text("Assign");
        var body = await Render.Body<Table<Row>>(table);
        body.QuerySelector("tbody th[scope=row] a[data-open]")!.GetAttribute("href").ShouldBe("/deals/1");
        var box = body.QuerySelector("tbody input")!;
        (box.GetAttribute("name"), box.GetAttribute("value"), box.GetAttribute("form"), box.GetAttribute("aria-label")).ShouldBe(("ids", "1", "deals-bulk", "<Bright>"));
        body.QuerySelector("form#deals-bulk")!.HasAttribute("hidden").ShouldBeTrue();
        body.QuerySelector("form#deals-bulk input[name=af]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Rows_of_a_group_stand_under_its_heading()
    {
        var table = Table(null, new Row("1", "A", 5, "North"), new Row("2", "B", 5, "North"), new Row("3", "C", 5, "South"));
        table["GroupOf"] = (Func<Row, string>)(row => row.Team);
        var body = await Render.Body<Table<Row>>(table);
        body.QuerySelectorAll("tr.grp").Select(row => row.TextContent.Trim()).ShouldBe(["North", "South"]);
        body.QuerySelectorAll("tbody tr").Length.ShouldBe(5);
    }

    [Fact]
    public async Task An_empty_table_shows_what_belongs_there()
    {
        var table = Table();
        table["Empty"] = Samples.Text("No deals yet");
        var body = await Render.Body<Table<Row>>(table);
        body.TextContent.ShouldContain("No deals yet");
        body.QuerySelector("table").ShouldBeNull();
    }
}
