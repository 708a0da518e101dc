using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Recognition;

/// <summary>Finds the program that exported a file, and maps the file as that program means it.</summary>
internal static class Presets
{
    // A column that no preset knows is one that somebody added there: only a field that is called the same is it here.
    private const double SameName = 0.9;

    /// <summary>The program whose columns a file has; null for any other file.</summary>
    public static (ImportTarget Target, ExportPreset Preset)? Of(IEnumerable<ImportTarget> targets, FileSurvey file)
    {
        if (file.Shape.HeaderRow == 0) return null;
        var columns = file.Columns.Select(column => ExportPreset.Key(column.Name)).ToHashSet(StringComparer.Ordinal);
        var found = targets.SelectMany(target => target.Presets.Select(preset => (Target: target, Preset: preset, Told: preset.Telling.Count(name => columns.Contains(ExportPreset.Key(name))))))
            .Where(one => one.Told >= one.Preset.Least).ToList();
        if (found.Count == 0) return null;
        var best = found.OrderByDescending(one => one.Told / (double)one.Preset.Least).ThenByDescending(one => one.Preset.Fields.Count(field => field.Columns.Any(name => columns.Contains(ExportPreset.Key(name))))).First();
        return (best.Target, best.Preset);
    }

    /// <summary>Maps the columns of a file; those that the program does not have by itself as they would be mapped without it.</summary>
    public static void Map(FilePlan file, ImportTarget target, ExportPreset preset, Mapping otherwise)
    {
        var byKey = file.Columns.GroupBy(column => ExportPreset.Key(column.Column), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var fields = target.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (var column in file.Columns) (column.Field, column.Certainty, column.Why) = (null, 0, null);
        foreach (var meant in preset.Fields)
        {
            // Names are read before ids: they find what came from elsewhere too.
            if (!fields.TryGetValue(meant.Field, out var field) || (meant.Ids && file.ColumnOf(meant.Field) is not null)) continue;
            var columns = meant.Columns.Select(name => byKey.GetValueOrDefault(ExportPreset.Key(name))).OfType<ColumnPlan>().Where(column => column.Field is null);
            foreach (var column in meant.Every ? columns : columns.OrderBy(column => column.Filled == 0).Take(1))
            {
                (column.Field, column.Certainty, column.Why) = (field.Name, 1, Reason.Of("import.why.preset", ("program", preset.Program)));
                column.WhenMissing = field.MayCreate && !meant.Ids ? WhenMissing.Create : WhenMissing.LeaveEmpty;
            }
        }

        var known = preset.Fields.SelectMany(field => field.Columns).Concat(preset.LeftOut).Select(ExportPreset.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var match in otherwise.Matches.Where(match => match.Score >= SameName && !known.Contains(ExportPreset.Key(match.Column.Name))))
        {
            var column = file.Columns.First(one => one.Column == match.Column.Name);
            if (file.ColumnOf(match.Field.Name) is null) (column.Field, column.Certainty, column.Why) = (match.Field.Name, Math.Round(Math.Min(1, match.Score), 2), match.Why);
        }
    }
}
