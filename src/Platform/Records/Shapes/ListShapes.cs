using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Records.Shapes;

/// <summary>How a list is shown.</summary>
/// <param name="Kind">What the type has no field for is shown as a table.</param>
/// <param name="By">The field of the groups, columns, days or bars; null for a plain list.</param>
/// <param name="Measure">The number that is added up; null for how many there are.</param>
public sealed record ListShape(ViewKind Kind, Field? By = null, Field? Measure = null)
{
    public IReadOnlyList<RecordGroup> Groups { get; init; } = [];

    /// <summary>There are more groups than these, or more records in the month than are shown.</summary>
    public bool AreCut { get; init; }

    /// <summary>The month of a calendar.</summary>
    public MonthGrid? Month { get; init; }

    public RecordGroup? Group(string? key) => Groups.FirstOrDefault(group => group.Key == key);
}

/// <summary>Rows of a list with the keys of their groups.</summary>
internal sealed record ShapedPage<T>(IReadOnlyList<(T Row, string? Group)> Rows, string? Next, ListShape Shape);

/// <summary>Reads the rows of a list in the shape in which it is shown.</summary>
internal sealed class ListShapes<T>(RecordTypes types, RecordReader<T> reader, RecordGroups<T> groups) where T : class, IRecord
{
    /// <summary>Cards of a column.</summary>
    private const int Cards = 30;

    private const int MostOfAMonth = 500;

    private const int MostSums = 4;

    private readonly RecordType type = types.Of(typeof(T))!;

    public Task<ShapedPage<T>> Run(CrmDb db, Actor actor, RecordListRequest wish, ListRequest request, IReadOnlyList<Field> columns, Locale locale, CancellationToken stop)
    {
        var measure = wish.Measure is { } name && type.Find(name) is { } number && GroupField.AddsUp(number) ? number : null;
        Field? By(Func<Field, bool> fits, string? wanted) => (wanted is not null && type.Find(wanted) is { } chosen && fits(chosen) ? chosen : null) ?? type.Fields.FirstOrDefault(fits);
        Field? Chosen(string? wanted) => wanted is not null && type.Find(wanted) is { } chosen && GroupField.MakesGroups(chosen) ? chosen : null;
        return wish.Kind switch
        {
            ViewKind.Board when By(GroupField.MakesColumns, wish.By) is { } by => Board(db, actor, request, by, measure, locale, stop),
            ViewKind.Calendar when By(GroupField.IsDay, wish.By) is { } by => Calendar(actor, wish, request, by, locale, stop),
            ViewKind.Chart when (Chosen(wish.By) ?? By(GroupField.MakesColumns, null) ?? By(GroupField.MakesGroups, null)) is { } by => Chart(db, actor, request, by, measure, locale, stop),
            ViewKind.Table when Chosen(wish.Group) is { } by => Grouped(db, actor, request, by, [.. columns.Where(GroupField.AddsUp).Take(MostSums)], locale, stop),
            _ => Plain(actor, wish.Kind == ViewKind.Gallery ? ViewKind.Gallery : ViewKind.Table, request, stop),
        };
    }

    private async Task<ShapedPage<T>> Plain(Actor actor, ViewKind kind, ListRequest request, CancellationToken stop)
    {
        var page = await reader.List(actor, request, stop);
        return new ShapedPage<T>([.. page.Rows.Select(row => (row, (string?)null))], page.NextCursor, new ListShape(kind));
    }

    /// <summary>
    /// Group after group until the page is full. A group without rows costs nothing, so a page asks as many questions as it shows groups; the place
    /// in the pages is the group and the place in it.
    /// </summary>
    private async Task<ShapedPage<T>> Grouped(CrmDb db, Actor actor, ListRequest request, Field by, IReadOnlyList<Field> measures, Locale locale, CancellationToken stop)
    {
        var found = await groups.Of(db, actor, request, by, measures, locale, stop);
        var shown = found.Where(group => group.Count > 0).ToList();
        var (from, inner) = Place(request.Cursor);
        var rows = new List<(T, string?)>();
        for (var at = from is null ? 0 : Math.Max(0, shown.FindIndex(group => group.Key == from)); at < shown.Count; at++)
        {
            var group = shown[at];
            var page = await reader.List(actor, Within(request, group.Condition) with { Limit = request.Limit - rows.Count, Cursor = group.Key == from ? inner : null }, stop);
            rows.AddRange(page.Rows.Select(row => (row, (string?)group.Key)));
            if (page.NextCursor is { } next) return Page(PlaceOf(group.Key, next));
            if (rows.Count >= request.Limit) return Page(at + 1 < shown.Count ? PlaceOf(shown[at + 1].Key, "") : null);
        }

        return Page(null);

        ShapedPage<T> Page(string? next) => new(rows, next, new ListShape(ViewKind.Table, by) { Groups = shown, AreCut = found.Count >= RecordGroups<T>.Most });
    }

    private async Task<ShapedPage<T>> Board(CrmDb db, Actor actor, ListRequest request, Field by, Field? measure, Locale locale, CancellationToken stop)
    {
        var found = await groups.Of(db, actor, request, by, measure is null ? [] : [measure], locale, stop);
        if (!by.Required && found.All(group => group.Key != GroupField.None))
            found = [.. found, new RecordGroup(GroupField.None, GroupField.Label(by, GroupField.None, locale, new Dictionary<Guid, RecordName>()), GroupField.Condition(by, GroupField.None, locale.Calendar), 0, [])];
        var rows = new List<(T, string?)>();
        foreach (var group in found.Where(group => group.Count > 0))
            rows.AddRange((await reader.List(actor, Within(request, group.Condition) with { Limit = Cards, Cursor = null }, stop)).Rows.Select(row => (row, (string?)group.Key)));
        return new ShapedPage<T>(rows, null, new ListShape(ViewKind.Board, by, measure) { Groups = found });
    }

    private async Task<ShapedPage<T>> Calendar(Actor actor, RecordListRequest wish, ListRequest request, Field by, Locale locale, CancellationToken stop)
    {
        var firstDay = locale.Language.FirstDay;
        var month = GroupField.TryMonth(wish.Month, locale.Calendar, out var asked) ? MonthGrid.Of(locale.Calendar, asked.Year, asked.Month, firstDay) : MonthGrid.Containing(locale.Today, locale.Calendar, firstDay);
        var page = await reader.List(actor, Within(request, GroupField.Between(by, (month.Weeks[0][0].Date, month.Weeks[^1][^1].Date))) with { Sort = by.Name, Limit = MostOfAMonth, Cursor = null }, stop);
        string? DayOf(T row) => by.Read(row) switch { DateOnly day => GroupField.Iso(day), DateTimeOffset at => GroupField.Iso(locale.DateOf(at)), _ => null };
        return new ShapedPage<T>([.. page.Rows.Select(row => (row, DayOf(row)))], null, new ListShape(ViewKind.Calendar, by) { Month = month, AreCut = page.NextCursor is not null });
    }

    private async Task<ShapedPage<T>> Chart(CrmDb db, Actor actor, ListRequest request, Field by, Field? measure, Locale locale, CancellationToken stop)
    {
        var found = await groups.Of(db, actor, request, by, measure is null ? [] : [measure], locale, stop);
        return new ShapedPage<T>([], null, new ListShape(ViewKind.Chart, by, measure) { Groups = [.. found.Where(group => group.Count > 0)], AreCut = found.Count >= RecordGroups<T>.Most });
    }

    private static ListRequest Within(ListRequest request, string condition) => request with { Filter = string.IsNullOrWhiteSpace(request.Filter) ? condition : $"({request.Filter}) and {condition}" };

    private static string PlaceOf(string group, string inner) => Uri.EscapeDataString(group).Replace("~", "%7E", StringComparison.Ordinal) + "!" + inner;

    private static (string? Group, string? Inner) Place(string? cursor)
    {
        if (cursor?.Split('!', 2) is not [var group, var inner]) return (null, null);
        return (Uri.UnescapeDataString(group), inner.Length == 0 ? null : inner);
    }
}
