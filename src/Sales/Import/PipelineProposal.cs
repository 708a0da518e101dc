using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Values;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Import;

/// <summary>Reads a pipeline out of the stages that a file names: which there are, in which order, which of them close a deal.</summary>
internal sealed class PipelineProposal(PlanningContext context, FilePlan file, FileSurvey survey)
{
    private const int MostRungs = 40;

    public async Task<Ladder?> Make(CancellationToken stop)
    {
        if (file.ColumnOf(DealFields.Stage) is not { } column || survey.Column(column.Column) is not { } stages || stages.Values.Count is 0 or > MostRungs) return null;
        var seen = Look(stages);
        var meanings = Meanings(seen);
        var said = context.Description(file, column.Column);
        var rungs = seen.Select(one => Rung(one, meanings[one.Value])).ToList();
        var open = InOrder([.. rungs.Where(rung => rung.Meaning == StageMeaning.Open)], seen, said);
        Weigh(open);
        var ladder = new Ladder
        {
            Label = "type.pipeline", Name = "", Rungs = [.. open, .. rungs.Where(rung => rung.Meaning == StageMeaning.Won), .. rungs.Where(rung => rung.Meaning == StageMeaning.Lost)],
            Meanings = [new(StageMeaning.Open, "stage.meaning.open"), new(StageMeaning.Won, "stage.meaning.won"), new(StageMeaning.Lost, "stage.meaning.lost")],
        };
        await Name(ladder, stop);
        return ladder;
    }

    /// <summary>What the rows of each stage look like.</summary>
    private sealed record Seen(string Value, int First)
    {
        public long Count { get; set; }

        public long Closed { get; set; }

        public long Worth { get; set; }

        /// <summary>Rows with a date in any other date column.</summary>
        public long Dated { get; set; }

        public double ClosedShare => Count == 0 ? 0 : Closed / (double)Count;
    }

    private List<Seen> Look(ColumnSurvey stages)
    {
        var closing = file.ColumnOf(DealFields.Closed) is { } close ? survey.Column(close.Column)?.Index : null;
        var amount = file.ColumnOf(DealFields.Amount) is { } worth ? survey.Column(worth.Column) : null;
        var dates = survey.Columns.Where(one => one.Kind == ColumnKind.Date && one.Index != closing).Select(one => one.Index).ToArray();
        var status = file.ColumnOf(DealFields.Status) is { } outcome ? survey.Column(outcome.Column)?.Index : null;
        var seen = new Dictionary<string, Seen>(StringComparer.Ordinal);
        foreach (var cells in context.Rows(file))
        {
            var value = DealFields.Standing(cells[stages.Index].Trim(), status is { } known ? cells[known].Trim() : null)!;
            if (value.Length == 0) continue;
            if (!seen.TryGetValue(value, out var one)) seen[value] = one = new Seen(value, seen.Count);
            one.Count++;
            if (closing is { } at && !string.IsNullOrWhiteSpace(cells[at])) one.Closed++;
            if (amount is not null && Numbers.TryRead(cells[amount.Index], amount.Mark ?? DecimalMark.Point, out var number) && number.Value > 0) one.Worth++;
            if (Array.Exists(dates, date => !string.IsNullOrWhiteSpace(cells[date]))) one.Dated++;
        }

        return [.. seen.Values];
    }

    /// <summary>By their words; where those say nothing, by which rows have a closing date and which of them an amount.</summary>
    private static Dictionary<string, (string Meaning, Reason Why)> Meanings(List<Seen> seen)
    {
        var meanings = seen.ToDictionary(one => one.Value, one => StageWords.MeaningOf(one.Value) is { } said
            ? (said, Reason.Of("import.why.stage-word")) : (StageMeaning.Open, Reason.Of("import.why.stage-open")), StringComparer.Ordinal);
        // Closing dates tell only where some rows have none.
        if (seen.TrueForAll(one => one.ClosedShare > 0.5) || meanings.Values.Any(one => one.Item1 == StageMeaning.Won)) return meanings;
        var closing = seen.Where(one => one.ClosedShare >= 0.9 && meanings[one.Value].Item1 == StageMeaning.Open).ToList();
        var won = closing.MaxBy(one => one.Worth / (double)Math.Max(1, one.Count));
        foreach (var one in closing)
            meanings[one.Value] = (one == won && one.Worth > 0 ? StageMeaning.Won : StageMeaning.Lost, Reason.Of("import.why.stage-dates"));
        return meanings;
    }

    private static Rung Rung(Seen one, (string Meaning, Reason Why) meant) => new()
    {
        Value = one.Value, Name = one.Value.Length > Stage.MaxNameLength ? one.Value[..Stage.MaxNameLength] : one.Value, Meaning = meant.Meaning, Count = one.Count, Why = meant.Why,
        Share = meant.Meaning == StageMeaning.Won ? 1m : 0m,
    };

    /// <summary>As a description says, else by numbers in front, else by what the words usually mean, else by how many rows have dates, else as they come.</summary>
    private static List<Rung> InOrder(List<Rung> open, List<Seen> seen, string? said)
    {
        if (said is not null && open.TrueForAll(rung => said.Contains(rung.Value, StringComparison.OrdinalIgnoreCase)))
            return Told([.. open.OrderBy(rung => said.IndexOf(rung.Value, StringComparison.OrdinalIgnoreCase))], Reason.Of("import.why.described", ("text", said)));
        if (open.TrueForAll(rung => Number(rung.Value) is not null)) return Told([.. open.OrderBy(rung => Number(rung.Value))], Reason.Of("import.why.stage-number"));
        var bySeen = seen.ToDictionary(one => one.Value, StringComparer.Ordinal);
        return [.. open.OrderBy(rung => StageWords.PlaceOf(rung.Value) ?? 50).ThenBy(rung => bySeen[rung.Value] is var one ? one.Dated / (double)Math.Max(1, one.Count) : 0).ThenBy(rung => bySeen[rung.Value].First)];
    }

    private static List<Rung> Told(List<Rung> rungs, Reason why)
    {
        foreach (var rung in rungs) rung.Why = why;
        return rungs;
    }

    private static int? Number(string value)
    {
        var digits = string.Concat(value.TrimStart().TakeWhile(char.IsAsciiDigit));
        return digits.Length is > 0 and < 4 ? int.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Evenly spaced, in steps of five percent: a first guess to correct.</summary>
    private static void Weigh(List<Rung> open)
    {
        for (var i = 0; i < open.Count; i++) open[i].Share = Math.Round((i + 1m) / (open.Count + 1) * 20m, MidpointRounding.AwayFromZero) / 20m;
    }

    /// <summary>A pipeline that has all these stages already is used; otherwise a new one is named after the file.</summary>
    private async Task Name(Ladder ladder, CancellationToken stop)
    {
        var pipelines = await context.Db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null).Include(one => one.Stages).ToListAsync(stop);
        var values = ladder.Rungs.Select(rung => Folding.Fold(rung.Value)).ToHashSet(StringComparer.Ordinal);
        var same = pipelines.Find(one => !one.Archived && values.IsSubsetOf(one.Row.Select(stage => stage.NameFolded)));
        if (same is not null)
        {
            (ladder.ExistingId, ladder.Name) = (same.Id, same.Name);
            foreach (var rung in ladder.Rungs)
            {
                var stage = same.Row.First(one => one.NameFolded == Folding.Fold(rung.Value));
                (rung.Name, rung.Meaning, rung.Share) = (stage.Name, stage.Meaning, stage.Probability);
            }

            ladder.Rungs = [.. ladder.Rungs.OrderBy(rung => same.Row.First(one => one.Name == rung.Name).Order)];
            return;
        }

        var words = Path.GetFileNameWithoutExtension(file.Name).Replace('_', ' ').Replace('-', ' ').Trim();
        var name = words.Length is 0 or > 80 ? context.Texts.For(context.Language)["type.pipeline"] : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
        ladder.Name = name;
        for (var n = 2; pipelines.Exists(one => one.NameFolded == Folding.Fold(ladder.Name)); n++) ladder.Name = $"{name} {n}";
    }
}
