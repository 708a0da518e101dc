using System.Text.RegularExpressions;

namespace Tandem.Ui.Tests;

public class StylesheetTests
{
    private static readonly string Css = Regex.Replace(File.ReadAllText(Path.Combine(Files.WebRoot, "tandem.css")), @"/\*.*?\*/", "", RegexOptions.Singleline);

    [Fact]
    public void Colours_stand_among_the_tokens_alone() =>
        Regex.Matches(Css[Css.IndexOf("@layer base {", StringComparison.Ordinal)..], @"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)|\brgb\(|light-dark\(").Select(match => match.Value).ShouldBeEmpty();

    [Fact]
    public void Directions_are_logical() =>
        Regex.Matches(Css, @"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|(?:left|right|top|bottom)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right))")
            .Select(match => match.Value).ShouldBeEmpty();

    [Fact]
    public void Every_token_that_is_used_is_defined()
    {
        var defined = Regex.Matches(Css, @"(--[\w-]+)\s*:").Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        string[] givenByComponents = ["--v", "--n", "--k", "--x", "--y", "--y-n", "--h", "--p", "--w", "--min", "--gap", "--size", "--dot", "--tone"];
        Regex.Matches(Css, @"var\((--[\w-]+)").Select(match => match.Groups[1].Value).Distinct().Where(token => !defined.Contains(token) && !givenByComponents.Contains(token)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_vendored_library_brings_its_licence() =>
        Directory.EnumerateDirectories(Path.Combine(Files.WebRoot, "lib")).Where(library => !File.Exists(Path.Combine(library, "LICENSE"))).ShouldBeEmpty();
}
