using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Recognition;

/// <summary>A column taken for a field, how surely and why.</summary>
internal sealed record Match(ColumnSurvey Column, ImportField Field, double Score, Reason Why);

/// <summary>The columns of a file as the fields of one target.</summary>
internal sealed record Mapping(ImportTarget Target, IReadOnlyList<Match> Matches, double Score)
{
    /// <summary>Below this a match is not suggested.</summary>
    public const double Enough = 0.45;

    // Ids say more than any name.
    private const double Ids = 1.01;

    /// <summary>The best assignment: surest first, each column and each field once.</summary>
    /// <param name="overlap">How much of a column's values are names of records of a type: null when nothing is known about the type.</param>
    public static Mapping Of(ImportTarget target, TargetWords words, FileSurvey file, Func<ColumnSurvey, string, (double Share, string Where)?> overlap)
    {
        var candidates = new List<Match>();
        // The columns of cards and calendars are named by us: what stands in them does not matter.
        var made = target.Formats.Contains(file.Shape.Format);
        foreach (var column in file.Columns)
        {
            var name = ColumnWords.Normal(column.Name);
            foreach (var field in target.Fields)
                if (Judge(words, column, name, field, made, overlap) is { } match && match.Score >= Enough) candidates.Add(match);
        }

        var matches = new List<Match>();
        foreach (var match in candidates.OrderByDescending(match => match.Score).ThenBy(match => match.Column.Index))
        {
            if (matches.Exists(other => other.Column == match.Column || other.Field == match.Field)) continue;
            matches.Add(match);
        }

        var named = words.Names(file.Name);
        var covered = matches.Sum(match => match.Score) / Math.Max(1, file.Columns.Count);
        var complete = target.Fields.Where(field => field.Required).All(field => matches.Exists(match => match.Field == field));
        return new Mapping(target, [.. matches.OrderBy(match => match.Column.Index)], (covered * 0.75 + (named ? 0.25 : 0)) * (complete ? 1 : 0.4) * (target.NeedsName && !named ? 0.3 : 1));
    }

    private static Match? Judge(TargetWords words, ColumnSurvey column, string name, ImportField field, bool made, Func<ColumnSurvey, string, (double Share, string Where)?> overlap)
    {
        if (column.HoldsIds && (field.IsRecordId ? name == "id" : field.IdName is { } ids && name == ColumnWords.Normal(ids))) return new Match(column, field, Ids, Reason.Of("import.why.ids"));
        if (field.IsRecordId) return null;
        var suits = Math.Max(field.Suits(column.Kind), made ? 0.9 : 0);
        if (suits == 0) return null;
        var likeness = words.Likeness(field, name);
        var byName = likeness * (0.5 + (suits / 2));
        if (field.ReferenceTo is { } type && overlap(column, type) is { } found && found.Share >= 0.3)
        {
            // Values that are names elsewhere say more than the name of a column; both together are as good as sure.
            var byValues = Math.Min(0.99, 0.5 + (0.35 * found.Share) + (0.14 * likeness));
            if (byValues > byName)
                return new Match(column, field, byValues, Reason.Of("import.why.values", ("share", Math.Round(found.Share * 100).ToString("0", System.Globalization.CultureInfo.InvariantCulture)), ("where", found.Where)));
        }

        var why = likeness >= 0.95 ? Reason.Of("import.why.name") : Reason.Of("import.why.similar-name");
        return new Match(column, field, byName, why);
    }
}
