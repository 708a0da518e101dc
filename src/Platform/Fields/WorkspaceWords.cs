using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.CustomRecords;

namespace Tandem.Platform.Fields;

/// <summary>What a workspace calls its own types, fields and choices, under the resource keys that screens ask for.</summary>
internal static class WorkspaceWords
{
    /// <summary>By language, then key. A name that a language lacks is the one that was given first.</summary>
    public static Dictionary<string, Dictionary<string, string>> Of(IReadOnlyList<CustomField> fields, IReadOnlyList<CustomType> types)
    {
        var words = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var language in Languages.All.Select(language => language.Code))
        {
            var own = words[language] = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in fields)
            {
                own["custom." + field.Key] = In(language, field.Labels) ?? field.Name;
                if (In(language, field.Settings.Help) is { } help) own[$"custom.{field.Key}.help"] = help;
                foreach (var choice in field.Settings.Choices) own[FieldShapes.LabelOf(field, choice)] = In(language, choice.Labels) ?? choice.Key;
            }

            foreach (var type in types)
            {
                own["type." + type.Key] = In(language, type.One) ?? type.Key;
                own[$"type.{type.Key}.plural"] = In(language, type.Many) ?? type.Plural;
            }
        }

        return words;
    }

    /// <summary>Texts by language as somebody gave them, trimmed. A blank one is as good as none.</summary>
    /// <param name="texts">By the code of the language.</param>
    /// <param name="most">Characters.</param>
    /// <param name="field">Where a refusal points to.</param>
    public static Dictionary<string, string> Given(IReadOnlyDictionary<string, string>? texts, int most, string field)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (language, text) in texts ?? new Dictionary<string, string>())
        {
            if (Languages.Find(language) is null) throw Refused.On(field, RecordRefusals.UnknownChoice, ("field", field), ("value", language));
            if (Given(text, most, field) is { } own) given[language] = own;
        }

        return given;
    }

    /// <summary>A text as somebody gave it, trimmed; null for a blank one.</summary>
    public static string? Given(string? text, int most, string field)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        if (trimmed.Length > most) throw Refused.On(field, RecordRefusals.TooLong, ("field", field), ("max", most));
        return trimmed.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? throw Refused.On(field, RecordRefusals.WrongType, ("field", field), ("expected", "text")) : trimmed;
    }

    /// <summary>A text in a language, or in the first that has one.</summary>
    public static string? In(string language, IReadOnlyDictionary<string, string> texts) =>
        texts.TryGetValue(language, out var own) ? own : texts.Count == 0 ? null : texts.Values.First();
}
