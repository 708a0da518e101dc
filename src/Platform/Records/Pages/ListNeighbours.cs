using Tandem.Core.Records;
using Tandem.Platform.Access;

namespace Tandem.Platform.Records.Pages;

/// <summary>The records before and after one in the list that its reader came from: for modules that make the page of a record themselves.</summary>
public sealed class ListNeighbours<T> where T : class, IRecord
{
    private readonly RecordListQuery<T> lists;

    internal ListNeighbours(RecordListQuery<T> lists) => this.lists = lists;

    /// <param name="list">Query of the list's address, as its rows carry it in <c>?list=</c>; null for the list without wishes.</param>
    public Task<(Guid? Before, Guid? After)> Of(Actor actor, Guid id, string? list, CancellationToken stop) => lists.Neighbours(actor, id, RecordListRequest.Parse(list), stop);
}
