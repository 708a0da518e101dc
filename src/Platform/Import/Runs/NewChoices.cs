using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Fields;
using Tandem.Platform.Import.Planning;

namespace Tandem.Platform.Import.Runs;

/// <summary>Adds the choices that a plan wants its fields to have.</summary>
internal sealed class NewChoices(Crm crm, FieldDefinitions definitions)
{
    public async Task Add(Actor actor, ImportPlan plan, CancellationToken stop)
    {
        var wanted = plan.Files.Where(file => file.Target is not null)
            .SelectMany(file => file.Columns.Where(column => column.Field is not null).Select(column => (Type: file.Target!, Field: column.Field!, Values: column.Doubts.Where(doubt => doubt is { Take: null, Instead: UnknownValue.Create }).Select(doubt => doubt.Value))))
            .GroupBy(one => (one.Type, one.Field), one => one.Values).Select(group => (group.Key.Type, group.Key.Field, Values: group.SelectMany(values => values).Distinct(StringComparer.Ordinal).ToList())).Where(one => one.Values.Count > 0).ToList();
        if (wanted.Count == 0) return;
        actor.DemandAdministrator();
        var language = (await crm.Database.Actors.Settings(stop))?.Language ?? "en";
        foreach (var (type, name, values) in wanted)
        {
            await using var db = crm.Open(actor);
            var field = await db.Set<CustomField>().AsNoTracking().FirstOrDefaultAsync(one => one.RecordType == type && one.Name == name && one.DeletedAt == null, stop);
            if (field is null) continue;
            var choices = field.Settings.Choices.ToList();
            foreach (var value in values.Where(value => value.Length <= CustomField.MaxLabelLength && !choices.Exists(choice => choice.Labels.Values.Any(label => Folding.Fold(label) == Folding.Fold(value)))))
                choices.Add(new FieldChoice(KeyOf(value, choices), new Dictionary<string, string>(StringComparer.Ordinal) { [language] = value }));
            await definitions.Change(actor, field.Id, null, new FieldWish(field.Name, field.Kind, field.Labels, field.Section, field.Settings with { Choices = choices }), stop);
        }
    }

    private static string KeyOf(string label, List<FieldChoice> taken)
    {
        var letters = string.Concat(Folding.Fold(label).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        var stem = letters.Length == 0 ? "choice" : letters[..Math.Min(letters.Length, CustomField.MaxChoiceKeyLength - 4)];
        var key = stem;
        for (var n = 2; taken.Exists(choice => choice.Key == key); n++) key = $"{stem}-{n}";
        return key;
    }
}
