using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Tandem.Ui.Tests;

public class GalleryTests(Browser browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("?swap=true")]
    [InlineData("?left=ru&right=vi")]
    [InlineData("?left=vi&right=ru&swap=true")]
    public async Task The_gallery_has_no_serious_finding_of_accessibility(string query)
    {
        await using var visit = await browser.Open(query);
        var found = await visit.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        found.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html + " " + string.Join(" ", node.Any.Select(check => check.Message))))}").ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_wider_than_a_phone()
    {
        await using var visit = await browser.Open(width: 390, height: 844);
        var width = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        width.ShouldBeLessThanOrEqualTo(390);
    }
}
