using Tandem.Core.Localization;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Recognition;

/// <summary>What files call the fields of a target: the words of the target and the labels in every language of the product.</summary>
internal sealed class TargetWords
{
    private readonly Dictionary<ImportField, string[]> byField = [];
    private readonly string[] own;

    public TargetWords(ImportTarget target, IEnumerable<ImportField> fields, TextCatalog texts)
    {
        string[] Labels(string key) => [.. Languages.All.Select(language => texts.For(language.Code)[key]).Where(text => text != key)];
        own = [.. target.Words.Concat(Labels("type." + target.Key)).Concat(Labels("type." + target.Key + ".plural")).Select(ColumnWords.Normal).Where(word => word.Length > 1).Distinct()];
        foreach (var field in fields)
        {
            var words = field.Words.Concat(field.LabelIsText ? [field.Label] : Labels(field.Label));
            byField[field] = [.. words.Select(ColumnWords.Normal).Where(word => word.Length > 0).Distinct()];
        }
    }

    /// <summary>How surely a column name means the field. The target's own name in front of it changes nothing: «company name», «deal owner».</summary>
    public double Likeness(ImportField field, string column)
    {
        var bare = own.Where(word => column.StartsWith(word + " ", StringComparison.Ordinal)).Select(word => column[(word.Length + 1)..]).FirstOrDefault();
        var best = 0.0;
        foreach (var word in byField[field])
        {
            best = Math.Max(best, ColumnWords.Likeness(column, word));
            if (bare is not null) best = Math.Max(best, ColumnWords.Likeness(bare, word) * 0.97);
        }

        // A column that is called like the type itself is its name.
        if (field.IsTitle && own.Contains(column)) best = Math.Max(best, 0.95);
        return best;
    }

    /// <summary>Whether a file's name says that it holds records of the target.</summary>
    public bool Names(string file)
    {
        var name = " " + ColumnWords.Normal(Path.GetFileNameWithoutExtension(file)) + " ";
        return own.Any(word => name.Contains(" " + word + " ", StringComparison.Ordinal));
    }
}
