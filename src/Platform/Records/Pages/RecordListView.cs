using Tandem.Core.Records;

namespace Tandem.Platform.Records.Pages;

/// <summary>One line of a list: what each shown column holds.</summary>
/// <param name="PictureUrl">Address of its face; null without one.</param>
public sealed record RecordRow(Guid Id, int Version, string Title, string? Subtitle, IReadOnlyList<object?> Cells, string Href, bool Editable, string? PictureUrl = null);

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
        string? Of(string name) => given.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
        return new RecordListRequest(Of("filter"), Of("search"), Of("sort"), Of("owner"), Of("tag"), null, null, Of("quick"));
    }

    /// <summary><c>exact</c> counts all matching records, however many.</summary>
    public string? Count { get; init; }
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

    public bool HasOwner => Type.Find("owner") is not null;

    public bool HasTags => Type.Find("tags") is { Kind: FieldKind.Tags };

    public bool IsFiltered => Request is not { Filter: null, Search: null, Owner: null, Tag: null, Quick: null };

    /// <summary>Keys of the chips that are on.</summary>
    public IReadOnlyList<string> QuickOnes => Request.Quick?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Address of the list with other wishes, from its first page.</summary>
    public string Href(Func<RecordListRequest, RecordListRequest> change) => Path + Query(change(Request with { Cursor = null, Trail = null, Count = null }));

    /// <summary>Address of the whole list as a file.</summary>
    /// <param name="all">With all fields, not only those that the list shows.</param>
    public string ExportHref(bool all)
    {
        var query = Query(Request with { Cursor = null, Trail = null, Count = null });
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
    public string Wishes => Query(Request with { Cursor = null, Trail = null, Count = null }).TrimStart('?');

    private string Later()
    {
        var trail = Request.Trail is null ? [Request.Cursor ?? ""] : Request.Trail.Split('~').Append(Request.Cursor ?? "").ToArray();
        return string.Join('~', trail.TakeLast(10));
    }

    private static string Query(RecordListRequest wish)
    {
        (string Name, string? Value)[] parts =
        [
            ("filter", wish.Filter), ("search", wish.Search), ("sort", wish.Sort), ("owner", wish.Owner), ("tag", wish.Tag), ("cursor", wish.Cursor), ("trail", wish.Trail), ("quick", wish.Quick), ("count", wish.Count),
        ];
        var given = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return given.Length == 0 ? "" : "?" + given;
    }
}
