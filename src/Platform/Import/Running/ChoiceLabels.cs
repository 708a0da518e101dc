using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Running;

/// <summary>By what a choice is known in files: its key, its label in every language, and what other programs call it.</summary>
internal static class ChoiceLabels
{
    /// <summary>The keys of choices by what they are called, in folded form.</summary>
    public static Dictionary<string, string> Of(ImportField field, TextCatalog texts)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var choice in field.Choices)
        {
            foreach (var name in (string[])[choice.Key, .. field.ChoiceWords.GetValueOrDefault(choice.Key, []), .. Languages.All.Select(language => In(language.Code, choice, texts))])
            {
                labels.TryAdd(Folding.Fold(name), choice.Key);
                labels.TryAdd(Bare(name), choice.Key);
            }
        }

        return labels;
    }

    /// <summary>The key of the choice that a text names, whatever signs stand between its words; null for none.</summary>
    public static string? Find(Dictionary<string, string> labels, string text) =>
        labels.GetValueOrDefault(Folding.Fold(text)) ?? (Bare(text) is { Length: > 0 } bare ? labels.GetValueOrDefault(bare) : null);

    private static string Bare(string text) => string.Concat(Folding.Fold(text).Where(char.IsLetterOrDigit));

    public static string In(string language, Choice choice, TextCatalog texts) => choice.LabelIsText ? choice.Label : texts.For(language)[choice.Label];
}
