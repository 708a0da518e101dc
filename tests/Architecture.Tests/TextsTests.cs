using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Core.Localization;

namespace Tandem.Architecture.Tests;

public partial class TextsTests
{
    private static readonly string[] Code = [".cs", ".razor", ".js", ".mjs"];

    private static readonly IReadOnlyList<(SourceProject Project, string Language, SourceFile File)> Files =
        [.. House.Projects.SelectMany(project => Languages.All.Select(language => (project, language.Code, File: new FileInfo(Path.Combine(project.Folder, "Texts", language.Code + ".json"))))
            .Where(one => one.File.Exists).Select(one => (one.project, one.Code, new SourceFile(one.File.FullName))))];

    /// <summary>Every key, with the project that defines it.</summary>
    private static readonly Dictionary<string, SourceFile> Keys = Files.Where(one => one.Language == "en").SelectMany(one => Entries(one.File).Select(entry => (entry.Key, one.File)))
        .DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.File, StringComparer.Ordinal);

    private static readonly IReadOnlyList<SourceFile> Sources = [.. House.Files("src", Code).Where(file => !file.Name.Contains("/Migrations/", StringComparison.Ordinal))];

    [Fact]
    public void Every_text_is_there_in_every_language_with_the_same_arguments()
    {
        TextCatalog.Load(House.Projects.Select(project => project.Assembly)).Problems().ShouldBeClean("each language says the same");
        Keys.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_texts_in_all_languages() =>
        Files.Select(one => one.Project).Distinct().SelectMany(project => Languages.All.Where(language => !Files.Any(one => one.Project == project && one.Language == language.Code))
            .Select(language => $"src/{Path.GetFileName(project.Folder)}/Texts/{language.Code}.json is missing")).ShouldBeClean("texts come in four languages");

    [Fact]
    public void No_text_is_empty_and_scripts_find_the_same_places_to_fill_in()
    {
        foreach (var project in Files.GroupBy(one => one.Project))
        {
            var english = Entries(project.Single(one => one.Language == "en").File).ToDictionary(entry => entry.Key, entry => entry.Text, StringComparer.Ordinal);
            project.SelectMany(one => Entries(one.File).Where(entry => string.IsNullOrWhiteSpace(entry.Text)).Select(entry => $"{one.File.At(entry.At)}: {entry.Key} is empty"))
                .Concat(project.SelectMany(one => Entries(one.File).Where(entry => english.TryGetValue(entry.Key, out var text) && !Places(entry.Text).SetEquals(Places(text)))
                    .Select(entry => $"{one.File.At(entry.At)}: {entry.Key} has other %places than in English")))
                .ShouldBeClean("a text says something");
        }
    }

    [Fact]
    public void No_text_shouts() =>
        Files.SelectMany(one => Entries(one.File).Where(entry => entry.Text.Contains('!', StringComparison.Ordinal)).Select(entry => $"{one.File.At(entry.At)}: {entry.Text}"))
            .ShouldBeClean("no exclamation marks");

    [Fact]
    public void Every_text_that_the_code_asks_for_exists() =>
        Sources.SelectMany(file => Asked().Matches(file.Text).Select(match => (file, match, key: match.Groups["refused"].Success ? "refused." + match.Groups["refused"].Value : match.Groups["key"].Value)))
            .Where(asked => !Keys.ContainsKey(asked.key) && !asked.key.EndsWith('.')).Select(asked => $"{asked.file.At(asked.match.Index)}: {asked.key}")
            .ShouldBeClean("these keys are in no Texts/en.json");

    [Fact]
    public void Every_refusal_has_its_words() =>
        Refusals().Where(code => !Keys.ContainsKey("refused." + code.Value)).Select(code => $"{code.Place}: refused.{code.Value} is in no Texts/en.json")
            .ShouldBeClean("who is refused learns why");

    [Fact]
    public void Every_record_type_and_field_and_choice_and_menu_entry_has_its_label() =>
        Labels().Where(label => !Keys.ContainsKey(label)).ShouldBeClean("these labels are in no Texts/en.json");

    [Fact]
    public void No_text_is_left_over()
    {
        var literals = Sources.SelectMany(file => Literals().Matches(file.Text)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        // "stage.", $"stage.{kind}" and $"stage.{kind}.title" ask for every key that begins so.
        var prefixes = Sources.SelectMany(file => Prefixes().Matches(file.Text)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var named = Labels().Concat(Refusals().Select(code => "refused." + code.Value)).ToHashSet(StringComparer.Ordinal);
        prefixes.ExceptWith(["refused.", "type."]);
        Keys.Where(key => !literals.Contains(key.Key) && !named.Contains(key.Key) && !prefixes.Any(prefix => key.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(key => $"{key.Value.At(key.Value.Text.IndexOf($"\"{key.Key}\"", StringComparison.Ordinal))}: {key.Key}")
            .ShouldBeClean("nothing asks for these texts");
    }

    private static IEnumerable<string> Labels()
    {
        var modules = Host.Modules.All();
        foreach (var type in modules.RecordTypes.All)
        {
            yield return type.Label;
            yield return type.Label + ".plural";
            foreach (var field in type.Fields)
            {
                yield return field.Label;
                foreach (var choice in field.Choices.Where(choice => !choice.LabelIsText)) yield return choice.Label;
            }
        }

        foreach (var module in modules.All)
        {
            foreach (var entry in module.Navigation) yield return entry.Label;
            foreach (var entry in module.Settings) yield return entry.Label;
            foreach (var action in module.Actions) yield return action.Label;
        }
    }

    /// <summary>The codes that stand as constants beside the entities.</summary>
    private static IEnumerable<(string Value, string Place)> Refusals() =>
        from project in House.Projects
        from type in project.Types
        where type.Name.EndsWith("Refusals", StringComparison.Ordinal)
        from constant in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        where constant is { IsLiteral: true } && constant.FieldType == typeof(string)
        select ((string)constant.GetRawConstantValue()!, $"{type.FullName}.{constant.Name}");

    private static List<(string Key, string Text, int At)> Entries(SourceFile file)
    {
        using var json = JsonDocument.Parse(file.Text);
        return [.. json.RootElement.EnumerateObject().Select(entry => (entry.Name, entry.Value.GetString() ?? "", Math.Max(0, file.Text.IndexOf($"\"{entry.Name}\"", StringComparison.Ordinal))))];
    }

    private static HashSet<string> Places(string text) => PlaceOfScript().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("""(?:\bT\(|\bTexts(?:\.Get\(|\[)|[Tt]exts\.Get\()\s*"(?<key>[^"{}]+)"|(?:\bnew Refused\(|\bRefused\.On\("[^"]*",)\s*"(?<refused>[^"{}]+)["]""")]
    private static partial Regex Asked();

    [GeneratedRegex("""(?<=["'`])[a-z][\w.-]*(?=["'`])""")]
    private static partial Regex Literals();

    [GeneratedRegex("""(?<=["'`])[a-z][a-z0-9-]*\.(?:[a-z0-9-]*[.-])*(?=["'`{$])""")]
    private static partial Regex Prefixes();

    [GeneratedRegex("%[a-z]+")]
    private static partial Regex PlaceOfScript();
}
