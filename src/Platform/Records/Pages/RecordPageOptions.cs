using Microsoft.AspNetCore.Http;
using Tandem.Platform.CustomRecords;

namespace Tandem.Platform.Records.Pages;

/// <summary>How the screens of a record type are set up by the module that owns it.</summary>
/// <param name="Path">Address of the list: <c>/companies</c>.</param>
/// <param name="NewLabel">Resource key of the button and form that make one: <c>company.new</c>.</param>
/// <param name="HasPage">Whether a record has a page of its own at <c>PATH/{id}</c>; without one its line opens the form.</param>
/// <param name="BuildsPage">Whether the platform makes that page from facts and panels; false when the module maps its own.</param>
public sealed record RecordPageOptions(string Path, string NewLabel, bool HasPage = true, bool BuildsPage = true)
{
    /// <summary>As they are for a request: where many types share an address, with the name of the one that was asked for.</summary>
    internal RecordPageOptions In(HttpContext http) => http.Request.RouteValues[CustomTypeRoute.Segment] is string plural
        ? this with { Path = Path.Replace($"{{{CustomTypeRoute.Segment}}}", plural, StringComparison.Ordinal) } : this;

    /// <summary>Where the form of a new record is sent while it is filled in, to be told whom it may be; null when nobody wants to know.</summary>
    public string? WatchPath { get; init; }

    /// <summary>Whether selected records can be merged.</summary>
    public bool Merges { get; init; }

    /// <summary>Other ways to look at the same records, beside the list itself: label key, address, icon.</summary>
    public IReadOnlyList<(string Label, string Href, string Icon)> Views { get; init; } = [];

    /// <summary>Answers <c>?filter=…&amp;search=…</c> with a frame <c>list-totals</c> that adds the list up; null when there is nothing to add up.</summary>
    public string? TotalsPath { get; init; }
}

/// <summary>A chip that a list offers.</summary>
/// <param name="Key">In the list's address.</param>
/// <param name="Label">Resource key.</param>
/// <param name="Icon">Name in the sprite.</param>
/// <param name="Filter">What it means, in the filter language.</param>
public sealed record QuickFilter(string Key, string Label, string Icon, string Filter);

/// <summary>The chips that a module offers above its list; registered as a service.</summary>
public interface IQuickFilters<T> where T : class, Core.Records.IRecord
{
    ValueTask<IReadOnlyList<QuickFilter>> Offered(CancellationToken stop);
}
