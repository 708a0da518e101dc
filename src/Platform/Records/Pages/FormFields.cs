using Microsoft.AspNetCore.Http;
using Tandem.Core.Records;

namespace Tandem.Platform.Records.Pages;

/// <summary>What a form of a record type sends, as the texts that <see cref="FieldValues.FromTexts"/> reads.</summary>
public static class FormFields
{
    /// <summary>Names the fields that the form shows, so that an empty box, an unchecked switch and no tag mean "none".</summary>
    public const string Shown = "shown";

    public static IEnumerable<KeyValuePair<string, string?>> Texts(RecordType type, IFormCollection form)
    {
        foreach (var name in form[Shown].SelectMany(names => (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
            if (type.FindByJson(name) is { } field) yield return new(name, Text(field, form));
    }

    /// <summary>Of the workspace's own fields alone: where a module reads its own itself.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Own(RecordType type, IFormCollection form) => Texts(type, form).Where(text => type.FindByJson(text.Key)!.IsCustom);

    /// <summary>Everything the form says about the record, shown by a module or from its description.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> Said(RecordType type, IFormCollection form)
    {
        var shown = Texts(type, form).ToList();
        var more = form.Keys.Where(name => type.FindByJson(name) is not null && !shown.Exists(text => text.Key == name));
        return [.. shown, .. more.Select(name => KeyValuePair.Create(name, Text(type.FindByJson(name)!, form)))];
    }

    private static string? Text(Field field, IFormCollection form)
    {
        var name = field.JsonName;
        return field.Kind switch
        {
            FieldKind.Money => string.IsNullOrWhiteSpace(form[name]) ? null : $"{form[name]} {form[name + "Currency"]}".Trim(),
            FieldKind.Emails or FieldKind.Phones => string.Join('\n', form[name].Zip([.. form[name + "Label"], .. Enumerable.Repeat("", form[name].Count)], (value, label) => $"{Line(value)}\t{Line(label)}").Where(line => line[0] != '\t')),
            FieldKind.Tags or FieldKind.SeveralChoices => string.Join(',', form[name].ToArray()),
            FieldKind.YesNo => form.ContainsKey(name) && form[name] != "false" ? "true" : "false",
            _ => form[name],
        };
    }

    private static string Line(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
}
