using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using Tandem.Core.Formulas;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;

namespace Tandem.Platform.Fields.Pages;

/// <summary>What the drawer of a field sends.</summary>
internal static class FieldForm
{
    /// <param name="given">The values of a form or of a query.</param>
    /// <param name="locale">How the person writes numbers.</param>
    public static FieldWish Read(IEnumerable<KeyValuePair<string, StringValues>> given, Locale locale)
    {
        var form = given.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        string? Text(string name) => form.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
        decimal? Number(string name) => Text(name) is { } text && locale.TryParseDecimal(text, out var number) ? number : null;
        var kind = Enum.TryParse<FieldKind>(Text("kind"), out var asked) ? asked : FieldKind.Text;
        var needed = Text("needed");
        return new FieldWish(Text("name"), kind, ByLanguage(form, "label."), Text("section"), new FieldSettings
        {
            Help = ByLanguage(form, "help."), Choices = Choices(form), ReferenceTo = Text("referenceTo"), Unit = Text("unit"), Least = Number("least"), Most = Number("most"),
            MaxLength = Number("maxLength") is { } length and > 0 and <= 20_000 ? (int)length : null, Default = kind == FieldKind.YesNo ? Text("default") is null ? null : "true" : Plain(kind, Text("default"), locale),
            Required = needed == "always", RequiredWhen = needed == "when" ? Text("requiredWhen") : null, VisibleWhen = Text("visibleWhen"),
            Unique = form.ContainsKey("unique"), Indexed = form.ContainsKey("indexed"), Searchable = form.ContainsKey("searchable"), Listed = form.ContainsKey("listed"),
            Formula = Text("formula"), RollUp = kind == FieldKind.RollUp ? RollUp(Text) : null, Rules = Rules(form, locale), Gives = Enum.TryParse<FieldKind>(Text("gives"), out var gives) ? gives : null,
            Sensitivity = Enum.TryParse<Sensitivity>(Text("sensitivity"), out var sensitivity) ? sensitivity : Sensitivity.Normal,
            Access = Enum.GetValues<Role>().Where(role => Enum.TryParse<FieldAccess>(Text("access." + role), out var access) && access != FieldAccess.Write)
                .ToDictionary(role => role, role => Enum.Parse<FieldAccess>(Text("access." + role)!)),
        });
    }

    /// <summary>A number as the API writes it, whatever the person's language.</summary>
    private static string? Plain(FieldKind kind, string? text, Locale locale) =>
        text is not null && FieldKinds.IsNumber(kind) && kind != FieldKind.Money && locale.TryParseDecimal(text.TrimEnd('%', '٪', ' '), out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text is not null && kind == FieldKind.Date && locale.TryParseDate(text, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;

    /// <summary>The field is named with its relation, so that one list offers those of all.</summary>
    private static RollUpSettings? RollUp(Func<string, string?> text)
    {
        if (text("relation") is not { } relation) return null;
        var field = text("rolledUp")?.Split('.', 2) is [var of, var name] && of == relation ? name : null;
        return new RollUpSettings(Enum.TryParse<RollUpOf>(text("rollUpOf"), out var which) ? which : RollUpOf.Count, relation, field, text("rollUpFilter"));
    }

    /// <summary>Those that say when.</summary>
    private static List<ScoreRule> Rules(Dictionary<string, StringValues> form, Locale locale) =>
    [
        .. form.GetValueOrDefault("when").Zip(form.GetValueOrDefault("points"), (when, points) => (When: when?.Trim(), Points: points)).Where(rule => !string.IsNullOrEmpty(rule.When))
            .Select(rule => new ScoreRule(rule.When!, rule.Points is { Length: > 0 } points && locale.TryParseDecimal(points, out var number) && number is > -2_000_000 and < 2_000_000 ? (int)number : 0)),
    ];

    private static Dictionary<string, string> ByLanguage(Dictionary<string, StringValues> form, string prefix) => form
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(pair.Value))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.ToString().Trim(), StringComparer.Ordinal);

    /// <summary>Those that exist by their keys, then new ones: one a line.</summary>
    private static List<FieldChoice> Choices(Dictionary<string, StringValues> form)
    {
        var choices = new List<FieldChoice>();
        foreach (var key in form.GetValueOrDefault("choice").OfType<string>())
            if (ByLanguage(form, $"choice.{key}.") is { Count: > 0 } labels) choices.Add(new FieldChoice(key, labels, form.ContainsKey($"retired.{key}")));
        var language = form.GetValueOrDefault("language").ToString() is { Length: > 0 } said ? said : "en";
        foreach (var line in form.GetValueOrDefault("choices").ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
            choices.Add(new FieldChoice(KeyOf(line, choices), new Dictionary<string, string>(StringComparer.Ordinal) { [language] = line }));
        return choices;
    }

    /// <summary>A key that people can type: from the label where that has letters of the alphabet.</summary>
    private static string KeyOf(string label, List<FieldChoice> taken)
    {
        var key = new StringBuilder();
        foreach (var letter in Folding.Fold(label))
        {
            if (char.IsAsciiLetterOrDigit(letter)) key.Append(letter);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
            if (key.Length == 40) break;
        }

        var plain = key.ToString().Trim('-') is { Length: > 0 } made ? made : "choice";
        if (taken.TrueForAll(choice => choice.Key != plain)) return plain;
        for (var number = 2; ; number++)
            if (taken.TrueForAll(choice => choice.Key != $"{plain}-{number}")) return $"{plain}-{number}";
    }
}
