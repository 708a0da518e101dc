using System.Text.RegularExpressions;

namespace Tandem.Ui.Tests;

public class TextsTests
{
    [Fact]
    public void Every_text_is_there_in_every_language() => Samples.Texts.Problems().ShouldBeEmpty();

    [Fact]
    public void Every_key_that_a_component_asks_for_exists()
    {
        var texts = Samples.Texts.For("en");
        var asked = Directory.EnumerateFiles(Path.Combine(Files.Root, "src", "Ui"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(ui\\.[a-z0-9.-]*[a-z0-9])\"|\\bG\\(\"([a-z0-9.-]+)\"[,)]")
                .Select(match => match.Groups[1].Success ? match.Groups[1].Value : "ui.gallery." + match.Groups[2].Value)).Distinct().ToList();
        asked.Count.ShouldBeGreaterThan(150);
        asked.Where(key => !texts.Has(key)).ShouldBeEmpty();
    }
}
