using Tandem.Core.Records;
using Tandem.Platform.Records.Shapes;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Records.Pages;

/// <summary>One line of a list: what each shown column holds.</summary>
/// <param name="PictureUrl">Address of its face; null without one.</param>
/// <param name="Group">Key of its group: the column of a board, the day of a calendar; null in a list without groups.</param>
public sealed record RecordRow(Guid Id, int Version, string Title, string? Subtitle, IReadOnlyList<object?> Cells, string Href, bool Editable, string? PictureUrl = null, string? Group = null);

/// <summary>Why a filter cannot be used: the text before the place, the place, the text after it.</summary>
public sealed record FilterProblem(string Message, string Before, string At, string After, string? Suggestion);

/// <summary>What a list was asked for by its address.</summary>
/// <param name="Owner"><c>me</c> or <c>team</c>: the chips.</param>
/// <param name="Trail">Cursors of the pages before this one.</param>
/// <param name="Quick">Keys of the list's own chips that are on, with commas between.</param>
public sealed record RecordListRequest(string? Filter, string? Search, string? Sort, string? Owner, string? Tag, string? Cursor, string? Trail, string? Quick = null)
{
    /// <summary>What the query of a list's address says, without its place in the pages.</summary>
    public static RecordListRequest Parse(string? query)
    {
        var given = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        string? Of(string name) => given.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
        return new RecordListRequest(Of("filter"), Of("search"), Of("sort"), Of("owner"), Of("tag"), null, null, Of("quick"))
        {
            View = Of("view"), IsOwn = Of("own") is not null, Group = Of("group"), By = Of("by"), Measure = Of("measure"), Month = Of("month"),
            Kind = Enum.TryParse<ViewKind>(Of("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : ViewKind.Table,
        };
    }

    /// <summary>The same with its place in the pages.</summary>
    public static RecordListRequest ParsePage(string? query)
    {
        var given = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        return Parse(query) with
        {
            Cursor = given.TryGetValue("cursor", out var cursor) && cursor.ToString().Trim() is { Length: > 0 } place ? place : null,
            Trail = given.TryGetValue("trail", out var trail) ? trail.ToString() : null,
            Count = given.TryGetValue("count", out var count) && count == "exact" ? "exact" : null,
            Job = given.TryGetValue("job", out var job) && Guid.TryParse(job, out var id) ? id : null,
        };
    }

    /// <summary><c>exact</c> counts all matching records, however many.</summary>
    public string? Count { get; init; }

    /// <summary>Id of a saved view, or <see cref="AllView"/>.</summary>
    public string? View { get; init; }

    /// <summary>The address says all of what is shown; otherwise it is what the view remembers.</summary>
    public bool IsOwn { get; init; }

    /// <summary>How it is shown.</summary>
    public ViewKind Kind { get; init; }

    /// <summary>Name of the field that the rows of a table are grouped by.</summary>
    public string? Group { get; init; }

    /// <summary>Name of the field that makes the columns of a board, the days of a calendar or the bars of a chart.</summary>
    public string? By { get; init; }

    /// <summary>Name of the number that a board or a chart adds up.</summary>
    public string? Measure { get; init; }

    /// <summary>The month of a calendar that is shown, in the calendar of its reader: <c>2026-03</c>.</summary>
    public string? Month { get; init; }

    /// <summary>The list as it is, also for those whose role has another default.</summary>
    public const string AllView = "all";

    /// <summary>The change to many records whose progress is shown.</summary>
    public Guid? Job { get; init; }

    /// <summary>Whether nobody asked for anything.</summary>
    public bool IsBare => this is { Filter: null, Search: null, Sort: null, Owner: null, Tag: null, Cursor: null, Quick: null, Count: null, View: null, IsOwn: false, Job: null, Kind: ViewKind.Table, Group: null };

    /// <summary>What a view would remember of it, but for the columns.</summary>
    internal ViewLook Look => new() { Filter = Filter, Sort = Sort, Owner = Owner, Tag = Tag, Quick = Quick, Group = Group, By = By, Measure = Measure };

    /// <summary>This request as a view answers it that was not changed by the address.</summary>
    internal RecordListRequest In(SavedView? view) => view is null || IsOwn ? this : this with
    {
        Filter = view.Look.Filter,
        Sort = view.Look.Sort,
        Owner = view.Look.Owner,
        Tag = view.Look.Tag,
        Quick = view.Look.Quick,
        Kind = view.Kind,
        Group = view.Look.Group,
        By = view.Look.By,
        Measure = view.Look.Measure,
    };

    /// <summary>Whether it shows what the view remembers.</summary>
    internal bool IsLike(ViewKind kind, ViewLook look) =>
        (Kind, Filter, Sort, Owner, Tag, Quick, Group, By, Measure) == (kind, look.Filter, look.Sort, look.Owner, look.Tag, look.Quick, look.Group, look.By, look.Measure);
}

/// <summary>A list of records as its page shows it.</summary>
/// <param name="Count">Matching records, at most <see cref="CountedUpTo"/> unless an exact count was asked for; null when the filter is broken.</param>
public sealed record RecordListView(RecordType Type, string Path, RecordListRequest Request, string Sort, IReadOnlyList<Field> Columns, IReadOnlyList<RecordRow> Rows,
    IReadOnlyDictionary<Guid, RecordName> Names, long? Count, string? NextCursor, FilterProblem? Problem, bool MayCreate, bool MayEdit, string NewLabel)
{
    public const int CountedUpTo = 10_000;

    /// <summary>Whether selected records can be merged.</summary>
    public bool Merges { get; init; }

    /// <summary>There are at least as many as <see cref="Count"/> says, and perhaps more.</summary>
    public bool IsCutOff => Count >= CountedUpTo && Request.Count != "exact";

    /// <summary>The reader may bring records in from a file.</summary>
    public bool MayImport { get; init; }

    /// <summary>The list's own chips.</summary>
    public IReadOnlyList<QuickFilter> Quick { get; init; } = [];

    public IReadOnlyList<(string Label, string Href, string Icon)> Views { get; init; } = [];

    /// <summary>Where the frame with the totals comes from.</summary>
    public string? TotalsHref { get; init; }

    /// <summary>The saved views that the reader finds.</summary>
    public IReadOnlyList<ViewTab> Saved { get; init; } = [];

    /// <summary>The one that is open; null for the list as it is.</summary>
    public OpenView? Open { get; init; }

    /// <summary>The change to many records that is under way or over.</summary>
    public Jobs.JobRow? Job { get; init; }

    /// <summary>How wide columns are, by field; those that are missing follow their content.</summary>
    public IReadOnlyDictionary<string, int> Widths { get; init; } = new Dictionary<string, int>();

    /// <summary>How it is shown, and what for that is known besides the rows.</summary>
    public ListShape Shape { get; init; } = new(ViewKind.Table);

    public bool HasOwner => Type.Find("owner") is not null;

    public bool HasTags => Type.Find("tags") is { Kind: FieldKind.Tags };

    public bool IsFiltered => Request is not { Filter: null, Search: null, Owner: null, Tag: null, Quick: null };

    /// <summary>Address of the view that is open, or of the list as it is, without anything else asked for.</summary>
    public string BareHref => ViewHref(Open?.Id);

    /// <summary>Address of a saved view; null for the list as it is.</summary>
    public string ViewHref(Guid? id) => id is { } view ? $"{Path}?view={view}" : Saved.Any(one => one.IsDefault) ? $"{Path}?view={RecordListRequest.AllView}" : Path;

    /// <summary>Keys of the chips that are on.</summary>
    public IReadOnlyList<string> QuickOnes => Request.Quick?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Address of the list with other wishes, from its first page.</summary>
    public string Href(Func<RecordListRequest, RecordListRequest> change) => Path + Query(change(Request with { Cursor = null, Trail = null, Count = null, Job = null }));

    /// <summary>The query of a list for forms that come back to it: complete, so that it stands by itself.</summary>
    public string Whole => Path + Query(Request with { Cursor = null, Trail = null, Count = null, Job = null }, whole: true);

    /// <summary>Address of the whole list as a file.</summary>
    /// <param name="all">With all fields, not only those that the list shows.</param>
    public string ExportHref(bool all)
    {
        var query = Query(Request with { Cursor = null, Trail = null, Count = null, Job = null }, whole: true);
        return $"{Path}/export{query}{(all ? (query.Length == 0 ? "?" : "&") + "all=true" : "")}";
    }

    /// <summary>Address with a chip on or off.</summary>
    public string Toggled(QuickFilter quick) => Href(wish => wish with
    {
        Quick = string.Join(',', QuickOnes.Contains(quick.Key, StringComparer.Ordinal) ? QuickOnes.Where(key => key != quick.Key) : QuickOnes.Append(quick.Key)) is { Length: > 0 } keys ? keys : null,
    });

    public string? NextHref => NextCursor is null ? null : Path + Query(Request with { Cursor = NextCursor, Trail = Later() });

    public string? PreviousHref
    {
        get
        {
            if (Request.Cursor is null) return null;
            var trail = Request.Trail?.Split('~') ?? [];
            var before = trail.Length == 0 ? null : trail[^1];
            return Path + Query(Request with { Cursor = before is { Length: > 0 } ? before : null, Trail = trail.Length > 1 ? string.Join('~', trail[..^1]) : null });
        }
    }

    /// <summary>The query of the list without its place in the pages: records carry it, to find their neighbours.</summary>
    public string Wishes => Query(Request with { Cursor = null, Trail = null, Count = null, Job = null }, whole: true).TrimStart('?');

    private string Later()
    {
        var trail = Request.Trail is null ? [Request.Cursor ?? ""] : Request.Trail.Split('~').Append(Request.Cursor ?? "").ToArray();
        return string.Join('~', trail.TakeLast(10));
    }

    /// <param name="whole">Everything is said, also what the open view says already.</param>
    private string Query(RecordListRequest wish, bool whole = false)
    {
        var said = whole || Open is null || !wish.IsLike(Open.Kind, Open.Look);
        (string Name, string? Value)[] look = said ? [("filter", wish.Filter), ("sort", wish.Sort), ("owner", wish.Owner), ("tag", wish.Tag), ("quick", wish.Quick),
            ("kind", wish.Kind == ViewKind.Table ? null : wish.Kind.ToString().ToLowerInvariant()), ("group", wish.Group), ("by", wish.By), ("measure", wish.Measure)] : [];
        (string Name, string? Value)[] parts =
        [
            ("view", Open is null ? wish.View : Open.Id.ToString()), ("own", said && Open is not null ? "1" : null), .. look,
            ("search", wish.Search), ("month", wish.Month), ("cursor", wish.Cursor), ("trail", wish.Trail), ("count", wish.Count), ("job", wish.Job?.ToString()),
        ];
        var given = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return given.Length == 0 ? "" : "?" + given;
    }
}

/// <summary>A saved view among the tabs of a list.</summary>
/// <param name="IsDefault">What the reader's role sees first.</param>
public sealed record ViewTab(Guid Id, string Name, ViewKind Kind, ViewScope Scope, bool IsDefault);

/// <summary>The saved view that is open.</summary>
/// <param name="IsChanged">What is shown differs from what it remembers.</param>
/// <param name="MayChange">Whether the reader may save that.</param>
public sealed record OpenView(Guid Id, int Version, string Name, ViewKind Kind, ViewLook Look, bool IsChanged, bool MayChange);
