using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Contracts;
using Tandem.Core.Filters;
using Tandem.Core.Finance;
using Tandem.Platform.Settings;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Board;

/// <summary>The deals board: totals for every column, and the first cards of each; further cards by cursor.</summary>
internal sealed class BoardQuery(Crm crm, RecordTypes types, KnownPipelines known, BoardCount totals, SalesCalendar calendar, TimeProvider clock)
{
    public const int CardsAtOnce = 20;

    private const int MostCards = 1000;

    /// <summary>Null while the workspace has no pipeline.</summary>
    /// <param name="loaded">Cards that the reader's columns show already, by stage: a refresh gives as many again.</param>
    public async Task<BoardView?> Run(Actor actor, BoardRequest request, CancellationToken stop, IReadOnlyDictionary<Guid, int>? loaded = null)
    {
        await using var db = crm.Open(actor);
        var pipelines = await known.Of(crm.Database, stop);
        if ((pipelines.FirstOrDefault(one => one.Id == request.Pipeline) ?? await First(db, actor, pipelines, stop)) is not { } pipeline) return null;
        request = request with { Pipeline = pipeline.Id };
        var counted = await totals.Of(actor, pipeline, request, stop);
        var rates = await crm.Database.Actors.Rates(stop);
        var today = await calendar.Today(stop);
        var stages = new List<BoardStage>();
        foreach (var stage in pipeline.OpenRow)
        {
            var sum = Sum([.. counted.Stages.Where(total => total.StageId == stage.Id)], rates, today);
            var (cards, more) = sum.Count == 0 ? ([], null) : await Cards(db, actor, pipeline, stage, request, null, Math.Clamp(loaded?.GetValueOrDefault(stage.Id) ?? 0, CardsAtOnce, MostCards), stop);
            stages.Add(new BoardStage(stage.Id, stage.Name, stage.Probability, stage.RottingDays, sum, sum.Value.Times(stage.Probability).Rounded(), cards, more));
        }

        await Complete(db, actor, stages, stop);
        return new BoardView(request, NameOf(pipeline), [.. pipelines.Select(NameOf)], Sum(counted.Stages, rates, today), new Money(stages.Sum(stage => stage.Weighted.Amount), rates.Base), counted.Counts, stages,
            new ClosedRail(pipeline.Won.Id, pipeline.Won.Name, counted.Won.Count, new Money(counted.Won.Value, rates.Base)),
            new ClosedRail(pipeline.Lost.Id, pipeline.Lost.Name, counted.Lost.Count, new Money(counted.Lost.Value, rates.Base)), actor.MayEditSome(Deal.TypeKey));
    }

    /// <summary>The cards of a stage after a cursor.</summary>
    public async Task<BoardStage> More(Actor actor, BoardRequest request, Guid stageId, string cursor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var pipeline = (await known.Of(crm.Database, stop)).FirstOrDefault(one => one.OpenRow.Any(other => other.Id == stageId)) ?? throw new RecordNotFound();
        var stage = pipeline.OpenRow.First(one => one.Id == stageId);
        var (cards, more) = await Cards(db, actor, pipeline, stage, request, cursor, CardsAtOnce, stop);
        var shown = new List<BoardStage> { new(stage.Id, stage.Name, stage.Probability, stage.RottingDays, new BoardSum(0, default, 0, 0), default, cards, more) };
        await Complete(db, actor, shown, stop);
        return shown[0];
    }

    /// <summary>What somebody sees who asked for no pipeline: the first one with open deals, else simply the first; null when there is none.</summary>
    private static async Task<Pipeline?> First(CrmDb db, Actor actor, IReadOnlyList<Pipeline> pipelines, CancellationToken stop)
    {
        var offered = pipelines.Where(one => !one.Archived).ToList();
        foreach (var pipeline in offered.Count > 1 ? offered : [])
            if (await db.Deals.VisibleTo(actor, db).AnyAsync(deal => deal.PipelineId == pipeline.Id && deal.Status == StageMeaning.Open, stop)) return pipeline;
        return offered.FirstOrDefault();
    }

    private static PipelineName NameOf(Pipeline pipeline) => new(pipeline.Id, pipeline.Name, pipeline.Archived);

    /// <summary>Adds several currencies up at a day's rates.</summary>
    public static BoardSum Sum(IReadOnlyList<StageTotal> totals, ExchangeRates rates, DateOnly today)
    {
        var value = 0m;
        var withoutRate = 0;
        foreach (var total in totals.Where(total => total.Priced > 0))
        {
            if (rates.ToBase(new Money(total.Sum ?? 0m, total.Currency ?? rates.Base), today) is { } worth) value += worth.Amount;
            else withoutRate += total.Priced;
        }

        return new BoardSum(totals.Sum(total => total.Count), new Money(value, rates.Base), totals.Sum(total => total.Count - total.Priced), withoutRate);
    }

    private async Task<(IReadOnlyList<DealCard> Cards, string? More)> Cards(
        CrmDb db, Actor actor, Pipeline pipeline, Stage stage, BoardRequest request, string? cursor, int most, CancellationToken stop)
    {
        var sorting = Sorting.Parse(BoardSorts.OrderOf(request.Sort), types[Deal.TypeKey]);
        var deals = (await totals.Open(db, actor, pipeline, request, withView: true, stop)).Where(deal => deal.StageId == stage.Id);
        var found = new List<Row>(most + 1);
        foreach (var stretch in deals.Stretches(sorting, cursor))
        {
            found.AddRange(await stretch.Take(most + 1 - found.Count).Select(deal => new Row(
                deal.Id, deal.Version, deal.Name, deal.CompanyId, deal.OwnerId, deal.Amount, deal.Currency, deal.ComparableAmount, deal.StageEnteredAt, deal.ExpectedClose, deal.UpdatedAt)).ToListAsync(stop));
            if (found.Count > most) break;
        }

        var more = found.Count > most;
        if (more) found.RemoveAt(most);
        var now = clock.GetUtcNow();
        return ([.. found.Select(row => Card(row, stage, now))], more ? Cursor.Of(sorting, found[^1].Place) : null);
    }

    /// <summary>A card without the names of others and without its next step.</summary>
    private static DealCard Card(Row deal, Stage stage, DateTimeOffset now) => new(
        deal.Id, deal.Version, deal.Name, deal.CompanyId, null, deal.OwnerId, null, deal.Amount is { } amount ? new Money(amount, deal.Currency ?? "") : null,
        (int)Math.Max(0, (now - deal.StageEnteredAt).TotalDays), stage.RottingDays, deal.StageEnteredAt < stage.RottingBefore(now), null);

    /// <summary>Names and next steps for all cards, in two queries.</summary>
    private async Task Complete(CrmDb db, Actor actor, List<BoardStage> stages, CancellationToken stop)
    {
        var cards = stages.SelectMany(stage => stage.Cards).ToList();
        if (cards.Count == 0) return;
        var ids = cards.Select(card => card.CompanyId).Concat(cards.Select(card => card.OwnerId)).OfType<Guid>().Distinct().ToArray();
        var titles = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => ids.Contains(entry.RecordId))
            .ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
        var steps = await NextSteps.Of(db, [.. cards.Select(card => card.Id)], stop);
        var zone = await calendar.Zone(stop);
        var now = clock.GetUtcNow();
        DealCard Completed(DealCard card) => card with
        {
            Company = card.CompanyId is { } company ? titles.GetValueOrDefault(company) : null,
            Owner = card.OwnerId is { } owner ? titles.GetValueOrDefault(owner) : null,
            Step = steps.GetValueOrDefault(card.Id) is { } step ? CardStep.Of(step, zone, now) : null,
        };
        for (var place = 0; place < stages.Count; place++) stages[place] = stages[place] with { Cards = [.. stages[place].Cards.Select(Completed)] };
    }

    /// <summary>What a card needs of a deal; tags and what else is stored as JSON stay where they are.</summary>
    private sealed record Row(
        Guid Id, int Version, string Name, Guid? CompanyId, Guid? OwnerId, decimal? Amount, string? Currency, decimal? ComparableAmount,
        DateTimeOffset StageEnteredAt, DateOnly? ExpectedClose, DateTimeOffset UpdatedAt)
    {
        /// <summary>Where it stands in each order of a column.</summary>
        public Deal Place => Deal.Standing(Id, StageEnteredAt, ComparableAmount, ExpectedClose, UpdatedAt);
    }
}
