using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Text;
using Tandem.Sales.Board;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;
using Tandem.Ui;

namespace Tandem.Sales.Reports;

/// <summary>The pipeline report, in grouped queries: the database counts and adds up, nothing is read row by row.</summary>
internal sealed class PipelineReportQuery(Crm crm, SalesCalendar calendar, PipelineFunnel funnel, OpenPipeline openPipeline, KeptTotals kept)
{
    public async Task<PipelineReport> Run(Actor actor, ReportRequest request, Locale locale, CancellationToken stop)
    {
        var books = await calendar.Books(stop);
        // What is shared by everyone who asks now does not end with the first of them.
        // It tells of companies, too: who does not see all of them has a report of their own.
        var companies = actor.GrantFor("company").See == Reach.Everything ? "all" : actor.Id.ToString();
        return await kept.Of(crm.Database, actor, $"report|{request}|{books.Today:O}|{locale.Language}|{locale.Calendar}|{companies}", () => Make(actor, request, locale, CancellationToken.None));
    }

    private async Task<PipelineReport> Make(Actor actor, ReportRequest request, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var books = await calendar.Books(stop);
        var scope = ReportScope.Of(request, await calendar.Fiscal(stop), books.Today);
        var pipelines = await db.Pipelines.AsNoTracking().Where(one => one.DeletedAt == null).OrderBy(one => one.Order).ThenBy(one => one.Id)
            .Select(one => new PipelineName(one.Id, one.Name, one.Archived)).ToListAsync(stop);
        var closed = Closed(db, actor, scope);
        var days = await Parts(closed.GroupBy(deal => new { deal.Status, Part = deal.ClosedOn }).Select(group => new Part<DateOnly?>
        {
            Status = group.Key.Status, Key = group.Key.Part, Count = group.Count(), Valued = group.Count(deal => deal.BaseAmount != null), Value = group.Sum(deal => deal.BaseAmount),
        }), stop);
        var owners = await Parts(closed.GroupBy(deal => new { deal.Status, Part = deal.OwnerId }).Select(group => new Part<Guid?>
        {
            Status = group.Key.Status, Key = group.Key.Part, Count = group.Count(), Valued = group.Count(deal => deal.BaseAmount != null), Value = group.Sum(deal => deal.BaseAmount),
        }), stop);
        var users = await db.Users.AsNoTracking().Select(user => new { user.Id, user.Name, user.TeamId }).ToDictionaryAsync(user => user.Id, stop);
        var teams = await db.Teams.AsNoTracking().Where(team => team.DeletedAt == null).ToDictionaryAsync(team => team.Id, team => team.Name, stop);
        var sellers = (await db.Deals.VisibleTo(actor, db).Where(deal => deal.OwnerId != null).Select(deal => deal.OwnerId!.Value).Distinct().ToListAsync(stop)).ToHashSet();
        var companies = await OfCompanies(db, actor, closed, stop);
        Guid? TeamOf(Guid? owner) => owner is { } id && users.GetValueOrDefault(id)?.TeamId is { } team && teams.ContainsKey(team) ? team : null;
        var currency = books.Rates.Base;
        ReportTable[] tables =
        [
            new(ReportTables.Quarter, [.. Rows(days, day => scope.Fiscal.QuarterOf(day ?? books.Today), currency, quarter => (
                quarter.Start.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), locale.Quarter(quarter), scope.Closed, null, new ReportDays(Later(quarter.Start, scope.Days.From), Earlier(quarter.End, scope.Days.To))))
                .OrderBy(row => row.Key, StringComparer.Ordinal)]),
            new(ReportTables.Agent, ByValue(Rows(owners, owner => owner, currency, owner => (owner?.ToString(), owner is { } id ? users.GetValueOrDefault(id)?.Name : null, scope.Closed, Reference("owner", owner), null)))),
            new(ReportTables.Team, ByValue(Rows(owners, TeamOf, currency, team => (team?.ToString(), team is { } id ? teams[id] : null, scope.Closed, Reference("owner.team", team), null)))),
            new(ReportTables.Product, ByValue(await Products(db, closed, scope, currency, stop))),
            new(ReportTables.Region, ByValue(Companies(companies, company => company.Country, scope, "country", currency, code => code))),
            new(ReportTables.Industry, ByValue(Companies(companies, company => company.Industry, scope, "industry", currency, name => Folding.Fold(name)))),
        ];
        var total = Rows(days, _ => 0, currency, _ => (null, null, scope.Closed, null, null)).FirstOrDefault()
            ?? new ReportRow(null, null, 0, new Money(0m, currency), 0, 0, scope.Closed(StageMeaning.Won), scope.Closed(StageMeaning.Lost));
        return new PipelineReport(request, scope.Days, currency, pipelines, total, tables, await Cycle(closed, stop),
            await funnel.Of(db, actor, scope, stop), await openPipeline.Of(actor, request, stop))
        {
            ClosedFilter = scope.AllClosed(),
            Owners = [.. users.Values.Where(user => sellers.Contains(user.Id)).OrderBy(user => user.Name, StringComparer.CurrentCulture).Select(user => new Option(user.Id.ToString(), user.Name))],
            Teams = [.. teams.OrderBy(team => team.Value, StringComparer.CurrentCulture).Select(team => new Option(team.Key.ToString(), team.Value))],
        };
    }

    private static IQueryable<Deal> Closed(CrmDb db, Actor actor, ReportScope scope)
    {
        var deals = db.Deals.AsNoTracking().VisibleTo(actor, db).Where(deal => deal.Status != StageMeaning.Open);
        if (scope.Request.Pipeline is { } pipeline) deals = deals.Where(deal => deal.PipelineId == pipeline);
        deals = ReportScope.OfPeople(deals, db, scope.Request);
        if (scope.Days is { From: { } from, To: { } to }) deals = deals.Where(deal => deal.ClosedOn >= from && deal.ClosedOn <= to);
        return deals;
    }

    private static async Task<List<Part<TKey>>> Parts<TKey>(IQueryable<Part<TKey>> parts, CancellationToken stop) => await parts.ToListAsync(stop);

    /// <summary>Puts parts together that belong to one row.</summary>
    private static IEnumerable<ReportRow> Rows<TKey, TRow>(IEnumerable<Part<TKey>> parts, Func<TKey, TRow> rowOf, string currency,
        Func<TRow, (string? Key, string? Label, Func<string, string?, ReportDays?, string> Filter, string? Part, ReportDays? Days)> describe) =>
        parts.GroupBy(part => rowOf(part.Key)).Select(group =>
        {
            var (key, label, filter, condition, days) = describe(group.Key);
            var won = group.Where(part => part.Status == StageMeaning.Won).ToList();
            return new ReportRow(key, label, won.Sum(part => part.Count), new Money(won.Sum(part => part.Value ?? 0m), currency), won.Sum(part => part.Count - part.Valued),
                group.Where(part => part.Status == StageMeaning.Lost).Sum(part => part.Count), filter(StageMeaning.Won, condition, days), filter(StageMeaning.Lost, condition, days));
        });

    /// <summary>The most valuable first; what has no name last.</summary>
    private static IReadOnlyList<ReportRow> ByValue(IEnumerable<ReportRow> rows) =>
        [.. rows.OrderBy(row => row.Key is null).ThenByDescending(row => row.Value.Amount).ThenByDescending(row => row.Won).ThenBy(row => row.Label, StringComparer.Ordinal)];

    private static async Task<IEnumerable<ReportRow>> Products(CrmDb db, IQueryable<Deal> closed, ReportScope scope, string currency, CancellationToken stop)
    {
        var sold = await Parts(
            from deal in closed
            from line in deal.Lines
            where line.ProductId != null
            group new { deal.Id, line.BaseAmount } by new { deal.Status, line.ProductId } into lines
            select new Part<Guid?>
            {
                Status = lines.Key.Status, Key = lines.Key.ProductId, Count = lines.Select(line => line.Id).Distinct().Count(),
                Valued = lines.Where(line => line.BaseAmount != null).Select(line => line.Id).Distinct().Count(), Value = lines.Sum(line => line.BaseAmount),
            }, stop);
        var without = await Parts(closed.Where(deal => !deal.Lines.Any(line => line.ProductId != null)).GroupBy(deal => deal.Status).Select(group => new Part<Guid?>
        {
            Status = group.Key, Key = null, Count = group.Count(), Valued = group.Count(deal => deal.BaseAmount != null), Value = group.Sum(deal => deal.BaseAmount),
        }), stop);
        var ids = sold.Select(part => part.Key!.Value).Distinct().ToArray();
        var names = await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId)).ToDictionaryAsync(entry => entry.RecordId, entry => entry.Title, stop);
        return Rows(sold.Concat(without), product => product, currency, product => (
            product?.ToString(), product is { } id ? names.GetValueOrDefault(id) : null, scope.Closed, product is null ? "products is empty" : $"products has \"{product}\"", null));
    }

    private static IEnumerable<ReportRow> Companies(
        IReadOnlyList<Part<CompanyPart>> parts, Func<CompanyPart, string?> value, ReportScope scope, string field, string currency, Func<string, string?> same)
    {
        var names = parts.Select(part => value(part.Key)).Where(name => !string.IsNullOrEmpty(name)).GroupBy(name => same(name!)).ToDictionary(group => group.Key!, group => group.First()!, StringComparer.Ordinal);
        return Rows(parts, part => value(part) is { Length: > 0 } name ? same(name) : null, currency, part => part is null
            ? (null, null, scope.Closed, $"company.{field} is empty", null)
            : (names[part], names[part], scope.Closed, $"company.{field} = {Filter.Quote(names[part])}", null));
    }

    /// <summary>By where their company is and what it does: each company is looked at once.</summary>
    private static async Task<List<Part<CompanyPart>>> OfCompanies(CrmDb db, Actor actor, IQueryable<Deal> closed, CancellationToken stop)
    {
        if (CompanyParts.Of(db, actor) is not { } companies) return [];
        var parts = await closed.LeftJoin(companies, deal => deal.CompanyId, company => company.CompanyId, (deal, company) => new { deal.Status, deal.BaseAmount, company!.Country, company.Industry })
            .GroupBy(deal => new { deal.Status, deal.Country, deal.Industry }).Select(group => new
            {
                group.Key.Status, group.Key.Country, group.Key.Industry, Count = group.Count(), Valued = group.Count(deal => deal.BaseAmount != null), Value = group.Sum(deal => deal.BaseAmount),
            }).ToListAsync(stop);
        return parts.ConvertAll(part => new Part<CompanyPart>
        {
            Status = part.Status, Key = new CompanyPart { Country = part.Country, Industry = part.Industry }, Count = part.Count, Valued = part.Valued, Value = part.Value,
        });
    }

    /// <summary>From how many deals took how many days: exact, and no longer than the longest cycle has days.</summary>
    private static async Task<CycleLength?> Cycle(IQueryable<Deal> closed, CancellationToken stop)
    {
        var lengths = await closed.Where(deal => deal.Status == StageMeaning.Won && deal.CycleDays != null).GroupBy(deal => deal.CycleDays!.Value)
            .Select(group => new { Days = group.Key, Deals = group.Count() }).OrderBy(length => length.Days).ToListAsync(stop);
        if (lengths.Count == 0) return null;
        var deals = lengths.Sum(length => length.Deals);
        int At(int place)
        {
            foreach (var length in lengths)
            {
                if (place < length.Deals) return length.Days;
                place -= length.Deals;
            }

            return lengths[^1].Days;
        }

        return new CycleLength(deals, (At((deals - 1) / 2) + At(deals / 2)) / 2m, lengths.Sum(length => (decimal)length.Days * length.Deals) / deals, lengths[0].Days, lengths[^1].Days);
    }

    private static string Reference(string path, Guid? id) => id is null ? $"{path} is empty" : $"{path} = \"{id}\"";

    private static DateOnly Later(DateOnly day, DateOnly? other) => other > day ? other.Value : day;

    private static DateOnly Earlier(DateOnly day, DateOnly? other) => other < day ? other.Value : day;

    /// <summary>Closed deals of one status that share a key.</summary>
    private sealed class Part<TKey>
    {
        public required string Status { get; init; }

        public required TKey Key { get; init; }

        public required int Count { get; init; }

        public required int Valued { get; init; }

        public required decimal? Value { get; init; }
    }
}
