using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;

namespace Tandem.Platform.Records.Views;

/// <summary>How a view shows its records.</summary>
public enum ViewKind
{
    Table, Board, Calendar, Chart, Gallery,
}

/// <summary>Who finds a view among theirs.</summary>
public enum ViewScope
{
    Mine, Team, Everyone,
}

/// <summary>A column of a view.</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Width">In pixels; null where the content decides.</param>
public sealed record ViewColumn(string Name, int? Width = null)
{
    public const int Narrowest = 60;
    public const int Widest = 1200;
}

/// <summary>What a view remembers of a list: which records, in which order, with which columns.</summary>
public sealed record ViewLook
{
    public const int MaxFilterLength = 4_000;
    public const int MostColumns = 60;

    /// <summary>In the filter language.</summary>
    public string? Filter { get; init; }

    /// <summary>In the form of the API's <c>sort</c>.</summary>
    public string? Sort { get; init; }

    /// <summary><c>me</c> or <c>team</c>.</summary>
    public string? Owner { get; init; }

    public string? Tag { get; init; }

    /// <summary>Keys of the list's own chips, with commas between.</summary>
    public string? Quick { get; init; }

    /// <summary>Name of the field that the rows of a table are grouped by.</summary>
    public string? Group { get; init; }

    /// <summary>Name of the field that makes the columns of a board, the days of a calendar or the bars of a chart.</summary>
    public string? By { get; init; }

    /// <summary>Name of the number that a chart or a board adds up; null for how many there are.</summary>
    public string? Measure { get; init; }

    /// <summary>Columns besides the name; none for the usual ones.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; init; } = [];

    /// <summary>Refuses what the type does not know.</summary>
    internal ViewLook CheckedFor(RecordType type, RecordTypes all)
    {
        if (Filter?.Length > MaxFilterLength) throw Refused.On("filter", RecordRefusals.TooLong, ("field", "filter"), ("max", MaxFilterLength));
        if (!string.IsNullOrWhiteSpace(Filter)) Core.Filters.Filter.Parse(Filter, type, all);
        if (Sort is not null) Sorting.Parse(Sort, type);
        foreach (var name in new[] { Group, By, Measure }.OfType<string>())
            if (type.Find(name) is null) throw Refused.On("view", RecordRefusals.UnknownField, ("field", name));
        if (Owner is not (null or "me" or "team")) throw Refused.On("owner", RecordRefusals.UnknownChoice, ("field", "owner"), ("value", Owner));
        foreach (var (text, field) in new[] { (Tag, "tag"), (Quick, "quick") })
            if (text?.Length > 200) throw Refused.On(field, RecordRefusals.TooLong, ("field", field), ("max", 200));
        if (Columns.Count > MostColumns) throw Refused.On("columns", RecordRefusals.TooLong, ("field", "columns"), ("max", MostColumns));
        foreach (var column in Columns)
            if (type.Find(column.Name) is null) throw Refused.On("columns", RecordRefusals.UnknownField, ("field", column.Name));
        return this with
        {
            Filter = string.IsNullOrWhiteSpace(Filter) ? null : Filter.Trim(),
            Columns = [.. Columns.DistinctBy(column => column.Name).Select(column => column with { Width = column.Width is { } width ? Math.Clamp(width, ViewColumn.Narrowest, ViewColumn.Widest) : null })],
        };
    }
}
