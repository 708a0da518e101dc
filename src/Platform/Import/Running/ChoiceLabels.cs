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
            labels.TryAdd(Folding.Fold(choice.Key), choice.Key);
            foreach (var word in field.ChoiceWords.GetValueOrDefault(choice.Key, [])) labels.TryAdd(Folding.Fold(word), choice.Key);
            foreach (var language in Languages.All) labels.TryAdd(Folding.Fold(In(language.Code, choice, texts)), choice.Key);
        }

        return labels;
    }

    public static string In(string language, Choice choice, TextCatalog texts) => choice.LabelIsText ? choice.Label : texts.For(language)[choice.Label];
}
