using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Records.Shapes;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Records.Pages;

/// <summary>Reads a page of a list: rows of the chosen columns, names of what they point to, how many there are.</summary>
internal sealed class RecordListQuery<T>(Crm crm, RecordTypes types, RecordReader<T> reader, ListShapes<T> shapes, Jobs.JobList jobs, IEnumerable<IQuickFilters<T>> chips) where T : class, IRecord
{
    private const int PageSize = 50;

    private readonly RecordType type = types.Of(typeof(T))!;

    public async Task<RecordListView> Run(Actor actor, RecordPageOptions options, RecordListRequest wish, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var saved = await KnownViews.Of(db, actor, type.Key, stop);
        var open = Opened(saved, wish);
        wish = wish.In(open);
        var (columns, widths, arranged) = await Columns(db, actor, open, stop);
        var quick = await Quick(stop);
        var (page, count, problem) = await Page(db, actor, wish, quick, columns, locale, stop);
        var sort = SortOf(wish.Sort);
        var view = new RecordListView(type, options.Path, wish with { Sort = sort is null ? null : wish.Sort }, sort ?? type.DefaultSort, columns, [], new Dictionary<Guid, RecordName>(), count, page.Next, problem,
            actor.MayEditSome(type.Key) && type.Fields.Any(field => field.Editable), actor.MayEditSome(type.Key), options.NewLabel)
        {
            Shape = page.Shape, Job = await Job(actor, wish.Job, stop),
            Saved = [.. saved.Select(one => new ViewTab(one.Id, one.Name, one.Kind, one.Scope, one == saved.DefaultOf(actor)))], Widths = widths,
            Open = open is null ? null : new OpenView(open.Id, open.Version, open.Name, open.Kind, open.Look, arranged || !wish.IsLike(open.Kind, open.Look), open.MayBeChangedBy(actor)),
            Merges = options.Merges, MayImport = actor.MayEditSome("file") && actor.MayEditSome(type.Key),
            Quick = quick, Views = options.Views, TotalsHref = options.TotalsPath is null || problem is not null ? null : TotalsHref(options.TotalsPath, RequestOf(wish, quick)),
        };
        var wishes = view.Wishes;
        var shown = page.Rows.Select(one => Shown(one.Row, one.Group)).ToList();
        if (type.Key == "person")
        {
            var pictures = await Pictures.Of(db, shown.Select(row => row.Id), stop);
            shown = shown.ConvertAll(row => row with { PictureUrl = pictures.GetValueOrDefault(row.Id) });
        }

        return view with { Rows = shown, Names = await RecordNames.Of(db, actor, shown.SelectMany(row => row.Cells.OfType<Guid>()), stop) };

        RecordRow Shown(T row, string? group) => new(row.Id, row.Version, type.Title.Read(row) as string ?? "", type.Subtitle?.Read(row) as string, [.. columns.Select(field => field.Read(row))],
            options.HasPage ? wishes.Length == 0 ? $"{options.Path}/{row.Id}" : $"{options.Path}/{row.Id}?list={Uri.EscapeDataString(wishes)}" : $"{options.Path}/{row.Id}/edit",
            row is IOwned owned ? actor.MayEdit(type.Key, owned.OwnerId) : view.MayEdit, Group: group);
    }

    /// <summary>What an export of the list is asked for: its filter and sort, and the fields that it shows.</summary>
    public async Task<(ListRequest Request, IReadOnlySet<string> Fields)> Export(Actor actor, RecordListRequest wish, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var open = Opened(await KnownViews.Of(db, actor, type.Key, stop), wish);
        var (columns, _, _) = await Columns(db, actor, open, stop);
        return (RequestOf(wish.In(open), await Quick(stop)) with { Cursor = null }, columns.Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal));
    }

    private async Task<Jobs.JobRow?> Job(Actor actor, Guid? id, CancellationToken stop)
    {
        if (id is not { } wanted) return null;
        try
        {
            return await jobs.Get(actor, wanted, stop) is { Kind: Bulk.BulkJob.JobKind or Bulk.BulkUndoJob.JobKind or Records.Export.ExportJob.JobKind } job ? job : null;
        }
        catch (RecordNotFound)
        {
            return null;
        }
    }

    /// <summary>The view that the actor's role sees first.</summary>
    public async Task<Guid?> Default(Actor actor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return (await KnownViews.Of(db, actor, type.Key, stop)).DefaultOf(actor)?.Id;
    }

    private static SavedView? Opened(List<SavedView> saved, RecordListRequest wish) => Guid.TryParse(wish.View, out var id) ? saved.Find(view => view.Id == id) : null;

    /// <summary>The records before and after one in a list.</summary>
    public async Task<(Guid? Before, Guid? After)> Neighbours(Actor actor, Guid id, RecordListRequest wish, CancellationToken stop)
    {
        try
        {
            await using var db = crm.Open(actor);
            var request = RequestOf(wish, await Quick(stop));
            var record = await db.Set<T>().AsNoTracking().VisibleTo(actor, db).FirstOrDefaultAsync(row => row.Id == id, stop);
            if (record is null) return (null, null);
            await Fields.Computed.ComputedValues.Fill(db, type, [record], stop);
            var sorting = Sorting.Parse(request.Sort, type);
            var matching = await reader.Matching(db, actor, request, page: true, stop);
            return (await First(matching.StretchesBefore(sorting, record), stop), await First(matching.Stretches(sorting, Cursor.Of(sorting, record)), stop));
        }
        catch (FilterError)
        {
            return (null, null);
        }
    }

    private static async Task<Guid?> First(IEnumerable<IQueryable<T>> stretches, CancellationToken stop)
    {
        foreach (var stretch in stretches)
            if (await stretch.Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop) is { } found) return found;
        return null;
    }

    private async Task<(ShapedPage<T> Page, long? Count, FilterProblem? Problem)> Page(
        CrmDb db, Actor actor, RecordListRequest wish, IReadOnlyList<QuickFilter> quick, IReadOnlyList<Field> columns, Locale locale, CancellationToken stop)
    {
        try
        {
            var request = RequestOf(wish, quick);
            var page = await shapes.Run(db, actor, wish, request, columns, locale, stop);
            if (page.Shape.Groups.Count > 0 && page.Shape.Kind != ViewKind.Calendar && !page.Shape.AreCut) return (page, page.Shape.Groups.Sum(group => group.Count), null);
            if (page.Next is null && wish.Cursor is null && page.Shape.Kind is ViewKind.Table or ViewKind.Gallery) return (page, page.Rows.Count, null);
            var matching = await reader.Matching(db, actor, request, page: false, stop);
            return (page, await (wish.Count == "exact" ? matching : matching.Take(RecordListView.CountedUpTo)).LongCountAsync(stop), null);
        }
        catch (FilterError) when (wish.Cursor is not null)
        {
            return await Page(db, actor, wish with { Cursor = null, Trail = null }, quick, columns, locale, stop);
        }
        catch (FilterError error)
        {
            return (new ShapedPage<T>([], null, new ListShape(ViewKind.Table)), null, Problem(error, wish.Filter ?? "", locale));
        }
    }

    private ListRequest RequestOf(RecordListRequest wish, IReadOnlyList<QuickFilter> quick)
    {
        // The user's own text is read alone first, so that an error's place is its place in the box.
        if (wish.Filter is { Length: > 0 } typed) Filter.Parse(typed, type, types);
        var parts = new List<string>();
        if (!string.IsNullOrWhiteSpace(wish.Filter)) parts.Add($"({wish.Filter})");
        if (type.Find("owner") is not null && wish.Owner is "me" or "team") parts.Add(wish.Owner == "me" ? "owner = me" : "owner = my team");
        if (wish.Tag is { Length: > 0 } tag && type.Find("tags") is not null) parts.Add("tags has " + Filter.Quote(tag));
        var on = wish.Quick?.Split(',') ?? [];
        parts.AddRange(quick.Where(one => on.Contains(one.Key, StringComparer.Ordinal)).Select(one => $"({one.Filter})"));
        return new ListRequest(parts.Count == 0 ? null : string.Join(" and ", parts), SortOf(wish.Sort), PageSize, wish.Cursor, wish.Search);
    }

    private async ValueTask<IReadOnlyList<QuickFilter>> Quick(CancellationToken stop)
    {
        var offered = new List<QuickFilter>();
        foreach (var source in chips) offered.AddRange(await source.Offered(stop));
        return offered;
    }

    private static string TotalsHref(string path, ListRequest request)
    {
        var query = new List<string>();
        if (request.Filter is { } filter) query.Add("filter=" + Uri.EscapeDataString(filter));
        if (request.Search is { } search) query.Add("search=" + Uri.EscapeDataString(search));
        return query.Count == 0 ? path : path + "?" + string.Join('&', query);
    }

    private string? SortOf(string? sort)
    {
        try
        {
            return sort is null ? null : Sorting.Parse(sort, type).ToString();
        }
        catch (FilterError)
        {
            return null;
        }
    }

    /// <summary>The columns of the list or of a view, with their widths, and whether the reader arranged them otherwise than the view has them.</summary>
    private async Task<(IReadOnlyList<Field> Columns, IReadOnlyDictionary<string, int> Widths, bool Arranged)> Columns(CrmDb db, Actor actor, SavedView? open, CancellationToken stop)
    {
        var own = await ChooseColumns.Of(db, actor, type, open?.Id, stop);
        var wanted = own ?? open?.Look.Columns ?? [];
        var fields = wanted.Select(column => type.Find(column.Name)).OfType<Field>().Where(field => field != type.Title).ToList();
        var widths = wanted.Where(column => column.Width is not null).DistinctBy(column => column.Name).ToDictionary(column => column.Name, column => column.Width!.Value, StringComparer.Ordinal);
        return ([type.Title, .. fields.Count > 0 ? fields : type.Fields.Where(field => field.Listed && field != type.Title)], widths, own is not null && open is not null && !own.SequenceEqual(open.Look.Columns));
    }

    private static FilterProblem Problem(FilterError error, string text, Locale locale)
    {
        var from = Math.Clamp(error.Position, 0, text.Length);
        var until = Math.Clamp(error.Position + error.Length, from, text.Length);
        return new FilterProblem(locale.T(error.Key, [.. error.Args]), text[..from], text[from..until], text[until..], error.Suggestion);
    }
}
