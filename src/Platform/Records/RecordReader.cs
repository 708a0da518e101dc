using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Computed;
using Tandem.Platform.Search;

namespace Tandem.Platform.Records;

/// <summary>What a list is asked for, in the words of the API.</summary>
/// <param name="Filter">In the filter language: its text form, or its JSON form.</param>
/// <param name="Sort"><c>-amount,name</c>; null for the type's own order.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">From the previous page.</param>
/// <param name="Search">Words or a part of one, anywhere in the searchable fields.</param>
public sealed record ListRequest(string? Filter = null, string? Sort = null, int Limit = 50, string? Cursor = null, string? Search = null)
{
    public const int MaxLimit = 500;
}

/// <summary>One page of a list.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record RecordPage<T>(IReadOnlyList<T> Rows, string? NextCursor);

/// <summary>Reads records of one type as an actor may see them: lists by filter, sort and cursor, single records, counts.</summary>
public sealed class RecordReader<T>(Crm crm, RecordTypes types, FilterContexts contexts) where T : class, IRecord
{
    private readonly RecordType type = types.Of(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not a record type.");

    public async Task<T> Get(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var record = await db.Set<T>().AsNoTracking().VisibleTo(actor, db).Get(id, stop);
        await ComputedValues.Fill(db, type, [record], stop);
        return record;
    }

    /// <summary>Adds what is computed to a record that was just written, before it is answered.</summary>
    public async Task Complete(Actor actor, T record, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await ComputedValues.Fill(db, type, [record], stop);
    }

    public async Task<RecordPage<T>> List(Actor actor, ListRequest request, CancellationToken stop)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw Refused.On("limit", ApiRefusals.BadLimit, ("max", ListRequest.MaxLimit));
        await using var db = crm.Open(actor);
        var sorting = Sorting.Parse(request.Sort, type);
        var filter = FilterOf(request);
        var rows = await Matching(db, actor, request, filter, page: true, stop);
        var page = new List<T>(request.Limit + 1);
        var stretches = rows.Stretches(sorting, request.Cursor, filter);
        var walked = filter is null && actor.GrantFor(type.Key).See == Reach.Everything || !string.IsNullOrWhiteSpace(request.Search) ? null : ListWalk.All<T>(db, type, sorting, request.Cursor, filter);
        for (var at = 0; at < stretches.Count; at++)
        {
            var wanted = request.Limit + 1 - page.Count;
            page.AddRange((walked is null ? null : await ListWalk.Read(db, stretches[at], walked[at], sorting, filter, $"{type.Key}\n{actor.Id}\n{sorting}\n{request.Filter}", wanted, stop)) ?? await stretches[at].Take(wanted).ToListAsync(stop));
            if (page.Count > request.Limit) break;
        }

        var more = page.Count > request.Limit;
        if (more) page.RemoveAt(page.Count - 1);
        await ComputedValues.Fill(db, type, page, stop);
        return new RecordPage<T>(page, more ? Cursor.Of(sorting, page[^1], filter) : null);
    }

    public async Task<long> Count(Actor actor, ListRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await (await Matching(db, actor, request, FilterOf(request), page: false, stop)).LongCountAsync(stop);
    }

    /// <summary>How many rows match, without counting them all.</summary>
    public async Task<RowCount> Estimate(Actor actor, ListRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await CountEstimate.Of(db, await Matching(db, actor, request, FilterOf(request), page: false, stop), stop);
    }

    /// <summary>All rows that match, as a stream: for exports.</summary>
    public async IAsyncEnumerable<T> Stream(Actor actor, ListRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var cursor = request.Cursor;
        do
        {
            var page = await List(actor, request with { Cursor = cursor, Limit = ListRequest.MaxLimit }, stop);
            foreach (var row in page.Rows) yield return row;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>The rows of a request that the actor may see, not yet sorted: for queries that go on from here.</summary>
    /// <param name="page">Whether the query reads one page of them in the order of a list, rather than all.</param>
    public Task<IQueryable<T>> Matching(CrmDb db, Actor actor, ListRequest request, bool page, CancellationToken stop) => Matching(db, actor, request, FilterOf(request), page, stop);

    private async Task<IQueryable<T>> Matching(CrmDb db, Actor actor, ListRequest request, Filter? filter, bool page, CancellationToken stop)
    {
        var rows = db.Set<T>().AsNoTracking().VisibleTo(actor, db);
        if (filter is not null) rows = rows.Where(filter.ToExpression<T>(await contexts.For(actor, db, stop)));
        if (string.IsNullOrWhiteSpace(request.Search)) return rows;
        return rows.Where(page ? await RecordSearch.OnPage<T>(db, type.Key, request.Search, stop) : RecordSearch.Matches<T>(db, type.Key, request.Search));
    }

    private Filter? FilterOf(ListRequest request) => string.IsNullOrWhiteSpace(request.Filter) ? null : Filter.Read(request.Filter, type, types);
}
