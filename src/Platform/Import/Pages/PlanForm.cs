using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Core.Finance;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Pages;

/// <summary>Reads the form of a plan: what each file is, what its columns mean, which doubts are resolved how, the stages, the options.</summary>
internal sealed class PlanForm(Imports imports, ImportTargets targets)
{
    public async Task Apply(Actor actor, ImportPlan plan, IFormCollection form, CancellationToken stop)
    {
        plan.Options.UpdateExisting = form["update"] != "skip";
        plan.Options.Loud = form.ContainsKey("loud");
        if (Currencies.Exists(form["currency"])) plan.Options.Currency = form["currency"].ToString();
        for (var at = 0; at < plan.Files.Count; at++)
        {
            var file = plan.Files[at];
            if (!form.ContainsKey($"f{at}.target")) continue;
            if (form.ContainsKey($"f{at}.forget"))
            {
                await imports.Forget(actor, plan, file, stop);
                continue;
            }

            var target = form[$"f{at}.target"].ToString() is { Length: > 0 } chosen ? chosen : null;
            if (target != file.Target)
            {
                await imports.Retarget(actor, plan, file, target, stop);
                continue;
            }

            if (file.Target is null) continue;
            var before = Mapped(file);
            Columns(file, form, at, actor.IsAdministrator);
            OneColumnEach(file);
            if (before != Mapped(file)) await imports.Remap(actor, plan, file, stop);
            else if (file.Ladder is { } ladder) Rungs(ladder, form, at);
        }
    }

    /// <summary>A field takes one column, unless it holds several values or a program is known to spread it over several.</summary>
    private void OneColumnEach(FilePlan file)
    {
        var several = targets.Find(file.Target)!.FieldsOf(file).Where(field => field.TakesSeveral).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var twice in file.Columns.Where(column => column.Field is not null && !several.Contains(column.Field)).GroupBy(column => column.Field).Where(group => group.Count() > 1))
        {
            if (twice.All(column => column.Why?.Key == "import.why.preset")) continue;
            foreach (var other in twice.OrderByDescending(column => column.Why?.Key == "import.why.chosen").Skip(1)) (other.Field, other.Why) = (null, null);
        }
    }

    private static string Mapped(FilePlan file) => string.Join('\n', file.Columns.Select(column => column.Field));

    private static void Columns(FilePlan file, IFormCollection form, int at, bool makesChoices)
    {
        for (var c = 0; c < file.Columns.Count; c++)
        {
            var column = file.Columns[c];
            var name = $"f{at}.c{c}.";
            if (form.ContainsKey(name + "field"))
            {
                var field = form[name + "field"].ToString() is { Length: > 0 } chosen ? chosen : null;
                if (field != column.Field) (column.Field, column.Certainty, column.Why) = (field, field is null ? 0 : 1, field is null ? null : Reason.Of("import.why.chosen"));
            }

            if (Enum.TryParse<DateOrder>(form[name + "order"], out var order)) column.Order = order;
            if (Enum.TryParse<DecimalMark>(form[name + "mark"], out var mark)) column.Mark = mark;
            if (decimal.TryParse(form[name + "scale"], NumberStyles.Number, CultureInfo.InvariantCulture, out var scale) && scale is 1m or 1_000m or 1_000_000m or 1_000_000_000m) column.Scale = scale;
            if (Enum.TryParse<WhenMissing>(form[name + "missing"], out var missing)) column.WhenMissing = missing;
            for (var d = 0; d < column.Doubts.Count; d++)
            {
                var doubt = column.Doubts[d];
                if (!form.ContainsKey($"{name}d{d}")) continue;
                var take = form[$"{name}d{d}"].ToString();
                doubt.Take = doubt.Candidates.Contains(take, StringComparer.Ordinal) ? take : null;
                if (Enum.TryParse<UnknownValue>(take.TrimStart('='), out var instead) && take.StartsWith('=') && (instead != UnknownValue.Create || makesChoices)) doubt.Instead = instead;
            }
        }
    }

    private static void Rungs(Ladder ladder, IFormCollection form, int at)
    {
        if (ladder.ExistingId is null && form[$"f{at}.ladder"].ToString().Trim() is { Length: > 0 and <= 120 } name) ladder.Name = name;
        var places = new Dictionary<Rung, decimal>();
        for (var r = 0; r < ladder.Rungs.Count; r++)
        {
            var rung = ladder.Rungs[r];
            var prefix = $"f{at}.r{r}.";
            places[rung] = decimal.TryParse(form[prefix + "place"], NumberStyles.Number, CultureInfo.InvariantCulture, out var place) ? place : r + 1;
            if (ladder.ExistingId is not null) continue;
            if (form[prefix + "name"].ToString().Trim() is { Length: > 0 and <= 120 } given) rung.Name = given;
            if (ladder.Meanings.Exists(meaning => meaning.Key == form[prefix + "meaning"])) rung.Meaning = form[prefix + "meaning"].ToString();
            if (decimal.TryParse(form[prefix + "share"], NumberStyles.Number, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100) rung.Share = share / 100m;
        }

        if (ladder.ExistingId is null) ladder.Rungs = [.. ladder.Rungs.OrderBy(rung => places[rung])];
    }
}
