using Tandem.Platform.Import.Running;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Import;

/// <summary>The way of a deal as a row tells it: the stages with known dates, where it stands, when it was closed.</summary>
internal sealed class DealWay
{
    private readonly ImportSession session;
    private readonly ImportedPipeline pipeline;
    private readonly ImportRow row;
    private readonly List<(Stage Stage, DateTimeOffset At)> open;
    private readonly Stage stage;
    private readonly DateOnly? closed;

    public DealWay(ImportSession session, ImportedPipeline pipeline, ImportRow row)
    {
        (this.session, this.pipeline, this.row) = (session, pipeline, row);
        stage = pipeline.StageOf(DealFields.Standing(row.Text(DealFields.Stage), row.Text(DealFields.Status)));
        closed = row[DealFields.Closed] as DateOnly?;
        var created = row[DealFields.Created] as DateOnly?;
        var dated = pipeline.Dated().Select(one => (one.Stage, Day: row[one.Field] as DateOnly?)).Where(one => one.Day is not null && (stage.Closes || one.Stage.Order <= stage.Order))
            .Select(one => (one.Stage, At: session.StartOf(one.Day!.Value))).OrderBy(one => one.At).ThenBy(one => one.Stage.Order).ToList();
        Created = created is { } day ? session.StartOf(day) : dated.Count > 0 ? dated[0].At : closed is { } end && stage.Closes ? session.StartOf(end) : null;
        var start = Created ?? session.Now;
        if (stage.Closes && dated.Count == 0) dated.Add((pipeline.Open.First(), start));
        // Where it stands now counts, also when the file does not say since when.
        if (!stage.Closes && dated.All(one => one.Stage != stage)) dated.Add((stage, dated.Count > 0 ? dated[^1].At : start));
        if (!stage.Closes) dated = [.. dated.TakeWhile(one => one.Stage != stage), dated.First(one => one.Stage == stage)];
        open = dated;
    }

    public bool IsOpen => !stage.Closes;

    /// <summary>When it came to be, as far as the file tells; null when nothing is dated.</summary>
    public DateTimeOffset? Created { get; }

    /// <summary>Its first stage.</summary>
    public (Stage Stage, DateTimeOffset At) Begin => open[0];

    /// <summary>Takes a new deal from its first stage to where it stands.</summary>
    public void Take(Deal deal)
    {
        foreach (var (next, at) in open.Skip(1)) deal.MoveTo(next, session.Actor.Id, at);
        if (stage.Closes) Close(deal);
    }

    /// <summary>Takes a deal that is here already to where the file says it is.</summary>
    public void Follow(Deal deal)
    {
        if (deal.StageId == stage.Id) return;
        if (!deal.IsOpen) deal.Reopen(stage.Closes ? open[^1].Stage : stage, session.Actor.Id, session.Now);
        if (stage.Closes) Close(deal);
        else deal.MoveTo(stage, session.Actor.Id, open.Find(one => one.Stage == stage) is { Stage: not null } dated && dated.At > deal.StageEnteredAt ? dated.At : session.Now);
    }

    private void Close(Deal deal)
    {
        var on = closed ?? session.Today;
        var at = closed is { } day ? session.StartOf(day) : session.Now;
        var books = new Books(session.Rates, session.Zone, session.Today);
        if (at < deal.StageEnteredAt) at = deal.StageEnteredAt;
        if (stage.Meaning == StageMeaning.Won) deal.Win(stage, on, books, session.Actor.Id, at);
        else deal.Lose(stage, pipeline.ReasonOf(row.Text(DealFields.Reason)), note: null, on, books, session.Actor.Id, at);
    }
}
