using Microsoft.AspNetCore.Components;

namespace Tandem.Ui;

/// <summary>A column of a <see cref="Table{TRow}"/>.</summary>
/// <param name="Title">Its heading in the reader's language.</param>
/// <param name="Cell">What it shows of a row.</param>
public sealed record Column<TRow>(string Title, RenderFragment<TRow> Cell)
{
    /// <summary>Name of the field it is sorted by; null when it cannot be sorted.</summary>
    public string? Sort { get; init; }

    /// <summary>Numbers stand at the end and align.</summary>
    public bool IsNumber { get; init; }

    /// <summary>What it is called where people arrange columns; null for one that stays where it is.</summary>
    public string? Key { get; init; }

    /// <summary>The first column: it can be made wider, but stays the first.</summary>
    public bool IsFixed { get; init; }

    /// <summary>A CSS width; without it the content decides.</summary>
    public string? Width { get; init; }

    /// <summary>Holds words, which end in dots where the window is too narrow for them. Rows of a table with such a column are one line.</summary>
    public bool Gives { get; init; }

    /// <summary>Stays away on phones.</summary>
    public bool WideOnly { get; init; }

    /// <summary>Names the row to screen readers.</summary>
    public bool IsName { get; init; }

    /// <summary>What it comes to in a group.</summary>
    public Func<string, string?>? OfGroup { get; init; }

    /// <summary>A heading that is read but not shown: columns of buttons.</summary>
    public bool HideTitle { get; init; }
}
