using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.Duplicates;

/// <summary>One side of a pair.</summary>
public sealed record PairSide(Guid Id, string Name, string? Detail, string? City);

/// <summary>Two records that may be one.</summary>
/// <param name="Score">Percent.</param>
/// <param name="Reasons">In what they agree: <c>email.same</c>, strongest first.</param>
public sealed record PairRow(PairSide First, PairSide Second, int Score, IReadOnlyList<string> Reasons, bool Skipped);

/// <summary>The duplicates screen.</summary>
/// <param name="Least">Least score that is shown; null for all.</param>
/// <param name="Mine">Only pairs of which one is the reader's own.</param>
/// <param name="Page">From 1.</param>
public sealed record DuplicatesView(string RecordType, IReadOnlyList<string> Types, IReadOnlyList<PairRow> Rows, int? Least, bool Mine, int Page, bool More)
{
    public const string Path = "/customers/duplicates";

    public string Href(string? type = null, int? least = null, bool mine = false, int page = 1) =>
        $"{Path}?type={type ?? RecordType}{(least is null ? "" : $"&least={least}")}{(mine ? "&mine=true" : "")}{(page == 1 ? "" : $"&page={page}")}";
}

/// <summary>Reads proposed pairs: only those of which the reader may change both.</summary>
internal sealed class DuplicatesQuery(Crm crm)
{
    private const int PageSize = 50;

    public async Task<DuplicatesView> Run(Actor actor, string? recordType, int? least, bool mine, int page, CancellationToken stop)
    {
        var types = new[] { PersonRecord.TypeKey, CompanyRecord.TypeKey }.Where(actor.MayEditSome).ToList();
        if (types.Count == 0) throw new Platform.Records.RecordNotFound();
        var type = types.Find(one => one == recordType) ?? types[0];
        await using var db = crm.Open(actor);
        var open = Open(db, actor, type);
        if (least is { } score) open = open.Where(both => both.Pair.Score >= score);
        if (mine && actor.Id is { } me) open = open.Where(both => both.First.OwnerId == me || both.Second.OwnerId == me);
        var rows = await open.OrderBy(both => both.Pair.SkippedAt != null).ThenByDescending(both => both.Pair.Score).ThenBy(both => both.Pair.FirstId).ThenBy(both => both.Pair.SecondId)
            .Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        return new DuplicatesView(type, types, [.. rows.Take(PageSize).Select(Row)], least, mine, page, rows.Count > PageSize);
    }

    /// <summary>The pairs of one record.</summary>
    public async Task<IReadOnlyList<PairRow>> Of(Actor actor, string recordType, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return [.. (await Open(db, actor, recordType).Where(both => both.Pair.FirstId == id || both.Pair.SecondId == id).OrderByDescending(both => both.Pair.Score).Take(5).ToListAsync(stop)).Select(Row)];
    }

    private static IQueryable<Both> Open(CrmDb db, Actor actor, string recordType)
    {
        var pairs = db.Set<DuplicatePair>().AsNoTracking().Where(pair => pair.RecordType == recordType && pair.DismissedAt == null);
        IQueryable<Customer> records = recordType == PersonRecord.TypeKey ? db.People.AsNoTracking().EditableBy(actor, db) : db.Companies.AsNoTracking().EditableBy(actor, db);
        return pairs.Join(records, pair => pair.FirstId, record => record.Id, (pair, first) => new { pair, first })
            .Join(records, both => both.pair.SecondId, record => record.Id, (both, second) => new Both { Pair = both.pair, First = both.first, Second = second });
    }

    private static PairRow Row(Both both) => new(Side(both.First), Side(both.Second), both.Pair.Score, both.Pair.Reasons, both.Pair.SkippedAt is not null);

    private static PairSide Side(Customer customer) => new(customer.Id, customer.Name, customer switch { Person person => person.PrimaryEmail ?? person.PrimaryPhone, Company company => company.Domain, _ => null }, customer.City);

    private sealed class Both
    {
        public DuplicatePair Pair { get; init; } = null!;

        public Customer First { get; init; } = null!;

        public Customer Second { get; init; } = null!;
    }
}
