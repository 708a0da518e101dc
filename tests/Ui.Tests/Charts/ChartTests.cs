namespace Tandem.Ui.Tests.Charts;

public class ChartTests
{
    [Theory]
    [InlineData(new double[] { 690 }, 0, 800, 200)]
    [InlineData(new double[] { 1180000 }, 0, 1500000, 500000)]
    [InlineData(new double[] { 7, 3 }, 0, 8, 2)]
    [InlineData(new double[] { -40, 60 }, -50, 75, 25)]
    [InlineData(new double[] { 0 }, 0, 1, 0.25)]
    public void Axes_have_round_steps_and_contain_all_values(double[] values, double low, double high, double step)
    {
        var scale = Scale.Of(values.Select(value => (decimal)value));
        (scale.Low, scale.High, scale.Ticks[1] - scale.Ticks[0]).ShouldBe(((decimal)low, (decimal)high, (decimal)step));
        scale.At(scale.Low).ShouldBe(0);
        scale.At(scale.High).ShouldBe(1);
    }

    private static Dictionary<string, object?> Chart(string? href = null) => new()
    {
        ["Label"] = "Won by quarter", ["Categories"] = new[] { "Q1", "Q2" },
        ["Series"] = new[] { new ChartSeries("Won", [new(100, "€100", href), new(50, "€50")]), new ChartSeries("Lost", [new(20, "€20"), new(null, "")]) },
    };

    [Fact]
    public async Task Bars_have_a_name_a_title_each_and_a_table()
    {
        var body = await Render.Body<BarChart>(Chart());
        body.QuerySelector("svg.chart__svg")!.GetAttribute("aria-label").ShouldBe("Won by quarter");
        body.QuerySelector("svg.chart__svg")!.GetAttribute("role").ShouldBe("img");
        body.QuerySelectorAll("rect title").Select(title => title.TextContent).ShouldBe(["Q1, Won: €100", "Q1, Lost: €20", "Q2, Won: €50"]);
        body.QuerySelectorAll("details td").Select(cell => cell.TextContent).ShouldBe(["€100", "€20", "€50", ""]);
    }

    [Fact]
    public async Task Bars_that_lead_somewhere_are_links_in_a_group()
    {
        var body = await Render.Body<BarChart>(Chart("/deals?quarter=1"));
        body.QuerySelector("svg.chart__svg")!.GetAttribute("role").ShouldBe("group");
        var link = body.QuerySelector("svg a")!;
        (link.GetAttribute("href"), link.GetAttribute("aria-label")).ShouldBe(("/deals?quarter=1", "Q1, Won: €100"));
    }

    [Fact]
    public async Task Stacked_bars_stand_on_each_other()
    {
        var chart = Chart();
        chart["Stacked"] = true;
        var bars = (await Render.Body<BarChart>(chart)).QuerySelectorAll("rect").Take(2).Select(bar => (X: bar.GetAttribute("x"), Y: Percent(bar.GetAttribute("y")), Height: Percent(bar.GetAttribute("height")))).ToList();
        bars[0].X.ShouldBe(bars[1].X);
        (bars[1].Y + bars[1].Height).ShouldBe(bars[0].Y, 0.1);
    }

    [Fact]
    public async Task A_line_breaks_where_a_value_is_missing()
    {
        var body = await Render.Body<LineChart>(new()
        {
            ["Label"] = "Forecast", ["Categories"] = new[] { "a", "b", "c", "d" }, ["Series"] = new[] { new ChartSeries("s", [new(1, "1"), new(null, ""), new(2, "2"), new(3, "3")]) { Dashed = true } },
        });
        var path = body.QuerySelector("path.line--dashed")!.GetAttribute("d")!;
        path.Count(c => c == 'M').ShouldBe(2);
        body.QuerySelectorAll("circle").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_funnel_is_a_list_that_reads_without_its_bars()
    {
        var body = await Render.Body<FunnelChart>(new() { ["Label"] = "Funnel", ["Stages"] = new FunnelStage[] { new("Qualify", 200, "200") { Href = "/q" }, new("Won", 50, "50") { Share = "25%", Won = true } } });
        body.QuerySelectorAll("li").Select(stage => string.Join(' ', stage.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))).ShouldBe(["Qualify 200", "Won 50 25%"]);
        body.QuerySelectorAll("i")[1].GetAttribute("style").ShouldBe("--v:25%");
    }

    private static double Percent(string? text) => double.Parse(text!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
}
