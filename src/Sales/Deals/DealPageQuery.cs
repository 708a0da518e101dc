using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Contracts;
using Tandem.Core.Finance;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Sales.Board;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

/// <summary>Everything that the page of a deal shows.</summary>
internal sealed class DealPageQuery(Crm crm, SalesCalendar calendar, ListNeighbours<Deal> neighbours, OwnFieldsOf<Deal> own, CurrentPage page, TimeProvider clock)
{
    /// <param name="list">Query of the list that the reader came from.</param>
    /// <param name="show">The part that a narrow screen shows.</param>
    public async Task<DealView> Run(Actor actor, Guid id, string? list, string? show, CancellationToken stop)
    {
        var (before, after) = list is null ? default : await neighbours.Of(actor, id, list, stop);
        return await Run(actor, id, stop) with { List = list, Before = before, After = after, Show = show is "details" or "side" ? show : "main" };
    }

    /// <summary>With the workspace's own fields as the form asks for them.</summary>
    public async Task<DealView> Form(Actor actor, Guid id, CancellationToken stop) => await Run(actor, id, stop) with { Own = await own.On(actor, "/deals/list", id, page.Locale, stop) };

    public async Task<DealView> Run(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var deal = await db.Deals.AsNoTracking().VisibleTo(actor, db).Include(one => one.Stays).Include(one => one.Lines.OrderBy(line => line.Order)).Include(one => one.People).Get(id, stop);
        var pipeline = await db.Pipelines.AsNoTracking().Include(one => one.Stages).FirstAsync(one => one.Id == deal.PipelineId, stop);
        var stage = pipeline.Stages.First(one => one.Id == deal.StageId);
        var names = await Names(db, actor, deal, stop);
        var reason = deal.LostReasonId is { } reasonId ? await db.LostReasons.Where(one => one.Id == reasonId).Select(one => one.Name).FirstOrDefaultAsync(stop) : null;
        var step = (await NextSteps.Of(db, [id], stop)).GetValueOrDefault(id);
        var books = await calendar.Books(stop);
        var now = clock.GetUtcNow();
        var currency = deal.Currency ?? pipeline.Currency ?? books.Rates.Base;
        Named? Of(Guid? key) => key is { } known && names.TryGetValue(known, out var name) ? new Named(known, name) : null;
        var lines = deal.Lines.Select(line => new DealLineRow(
            line.ProductId, (line.ProductId is { } product ? names.GetValueOrDefault(product) : null) ?? line.Description ?? "", line.ProductId is null ? null : line.Description,
            line.Quantity, line.UnitPrice, line.Discount, line.Total(currency), currency)).ToList();
        return new DealView(
            deal.Id, deal.Version, deal.Name, deal.Status, pipeline.Id, pipeline.Name, stage.Name, stage.Probability, Way(deal, pipeline, now), (int)Math.Max(0, (now - deal.StageEnteredAt).TotalDays),
            stage.RottingDays, deal.IsOpen && deal.StageEnteredAt < stage.RottingBefore(now), Of(deal.CompanyId), Of(deal.OwnerId),
            deal.Amount is { } amount ? new Money(amount, currency) : null, deal.AmountFromLines, deal.BaseAmount is { } value ? new Money(value, books.Rates.Base) : null,
            deal.ExpectedClose, deal.IsOpen && deal.ExpectedClose < books.Today, deal.ClosedOn, deal.CycleDays, reason, deal.LostNote, deal.Source, deal.ExternalId, deal.Tags,
            [.. deal.People.Where(person => names.ContainsKey(person.PersonId)).Select(person => new DealPersonRow(person.PersonId, names[person.PersonId], person.Role)).OrderBy(person => person.Name, StringComparer.Ordinal)],
            lines, lines.All(line => line.Total is null) ? null : new Money(lines.Sum(line => line.Total ?? 0m), currency), lines.Count(line => line.Total is null),
            step is null ? null : CardStep.Of(step, books.Zone, now), deal.CreatedAt, actor.MayEdit(Deal.TypeKey, deal.OwnerId))
        {
            Currency = currency, History = History(deal, pipeline, names, now), OwnFacts = await own.Facts(db, actor, "/deals/list", deal, actor.MayEdit(Deal.TypeKey, deal.OwnerId), stop),
        };
    }

    /// <summary>Products with their names, in the order asked; those that the reader may not see are null.</summary>
    public async Task<IReadOnlyList<Named?>> ProductsNamed(Actor actor, IReadOnlyList<Guid?> products, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var ids = products.OfType<Guid>().Distinct().ToArray();
        var names = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => entry.RecordType == "product" && ids.Contains(entry.RecordId))
            .ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
        return [.. products.Select(product => product is { } id && names.TryGetValue(id, out var name) ? new Named(id, name) : null)];
    }

    private static async Task<Dictionary<Guid, string>> Names(CrmDb db, Actor actor, Deal deal, CancellationToken stop)
    {
        var ids = deal.People.Select(person => person.PersonId).Concat(deal.Lines.Select(line => line.ProductId).OfType<Guid>())
            .Concat(deal.Stays.Select(stay => stay.ById).Append(deal.CompanyId).Append(deal.OwnerId).OfType<Guid>()).Distinct().ToArray();
        return await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => ids.Contains(entry.RecordId)).ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
    }

    private static List<PastStay> History(Deal deal, Pipeline pipeline, Dictionary<Guid, string> names, DateTimeOffset now) =>
    [
        .. deal.Stays.OrderByDescending(stay => stay.EnteredAt).ThenByDescending(stay => stay.LeftAt ?? DateTimeOffset.MaxValue).Select(stay => new PastStay(
            pipeline.Stages.FirstOrDefault(stage => stage.Id == stay.StageId)?.Name ?? "", stay.EnteredAt, stay.LeftAt, (stay.LeftAt ?? now) - stay.EnteredAt,
            stay.ById is { } by ? names.GetValueOrDefault(by) : null)),
    ];

    private static List<WayStage> Way(Deal deal, Pipeline pipeline, DateTimeOffset now)
    {
        var spent = deal.Stays.GroupBy(stay => stay.StageId).ToDictionary(group => group.Key, group => group.Aggregate(TimeSpan.Zero, (sum, stay) => sum + ((stay.LeftAt ?? now) - stay.EnteredAt)));
        var farthest = pipeline.OpenRow.Where(stage => stage.Id == deal.StageId || (!deal.IsOpen && spent.ContainsKey(stage.Id))).Select(stage => stage.Order).DefaultIfEmpty(-1).Max();
        return [.. pipeline.OpenRow.Select(stage => new WayStage(
            stage.Id, stage.Name, spent.TryGetValue(stage.Id, out var time) ? time : null, stage.Id == deal.StageId, deal.Status == StageMeaning.Won || stage.Order < farthest))];
    }
}
