using System.Reflection;
using System.Text.RegularExpressions;
using Tandem.Testing;

namespace Tandem.Architecture.Tests;

public partial class NamesTests
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Dto", "Info", "Base"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        House.Projects.SelectMany(project => project.Types)
            .Where(type => Empty.Any(word => NameOf(type).EndsWith(word, StringComparison.Ordinal)) && !type.IsEnum)
            .Select(type => $"{type.FullName}").ShouldBeClean($"say what it is: a name does not end with {string.Join(", ", Empty)}");

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() =>
        House.Files("src", ".cs", ".razor").Select(file => Path.GetDirectoryName(file.Name)!).Distinct()
            .Where(folder => folder.Split('/').Any(part => Empty.Contains(part, StringComparer.OrdinalIgnoreCase) || part is "Common" or "Misc" or "Services" or "Models"))
            .ShouldBeClean("a folder is called like the noun in it");

    [Fact]
    public void Async_in_a_name_tells_a_method_from_its_synchronous_twin()
    {
        var alone = from project in House.Projects
                    from type in project.Types
                    from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    where method.Name.EndsWith("Async", StringComparison.Ordinal) && !method.Name.Contains('<') && !method.Name.Contains('.')
                    where method.Name is not ("BindAsync" or "DisposeAsync") // the framework finds them by these names
                    where method.GetBaseDefinition() == method && !(method.IsVirtual && method.IsFinal)
                    where type.GetMember(method.Name[..^5], BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Length == 0
                    select $"{type.FullName}.{method.Name}";
        alone.ShouldBeClean("a method that has no synchronous twin needs no Async");
    }

    [Fact]
    public void Files_are_short_enough_to_read() =>
        House.Files("src", ".cs", ".razor", ".js", ".mjs")
            .Where(file => !file.Name.Contains("/Migrations/", StringComparison.Ordinal) && file.Lines.Length > 400)
            .Select(file => $"{file.Name}: {file.Lines.Length} lines").ShouldBeClean("a file over 400 lines does more than one thing");

    [Fact]
    public void Work_that_is_left_is_an_issue_and_no_code_is_parked() =>
        new[] { "src", "tests", "bench" }.Where(folder => Directory.Exists(Repository.PathOf(folder))).SelectMany(folder => House.Files(folder, ".cs", ".razor", ".js", ".mjs", ".css", ".sh"))
            .Where(file => Path.GetFileName(file.Name) != "NamesTests.cs")
            .SelectMany(file => Leftovers().Matches(file.Text).Select(match => $"{file.At(match.Index)}: {match.Value.Trim()}"))
            .ShouldBeClean("no TODO, no regions, no methods that are not written yet");

    [Fact]
    public void What_is_vendored_has_its_licence() =>
        Directory.EnumerateDirectories(Repository.PathOf("src"), "lib", SearchOption.AllDirectories).Where(folder => folder.Contains("/wwwroot/", StringComparison.Ordinal) && !folder.Contains("/bin/", StringComparison.Ordinal) && !folder.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(Directory.EnumerateDirectories).Where(library => !Directory.EnumerateFiles(library, "*", SearchOption.AllDirectories).Any(file => Path.GetFileName(file).Contains("LICEN", StringComparison.OrdinalIgnoreCase)))
            .Select(library => Path.GetRelativePath(Repository.Root, library)).ShouldBeClean("a vendored library brings its licence");

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b(?!\()|^\s*#region\b|new NotImplementedException|coming soon", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Leftovers();
}
