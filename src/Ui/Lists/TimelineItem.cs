using Microsoft.AspNetCore.Components;

namespace Tandem.Ui;

/// <summary>Something that happened, or that is planned.</summary>
/// <param name="Id">Id of its element, for streams and for links to it.</param>
/// <param name="Icon">One icon per kind.</param>
/// <param name="Head">A sentence; who and what in bold.</param>
/// <param name="At">When, written for the reader: the time under a day's mark.</param>
public sealed record TimelineItem(string Id, string Icon, RenderFragment Head, string At)
{
    /// <summary>The full date and time in the other calendar, on hover.</summary>
    public string? AtTitle { get; init; }

    /// <summary>Machine form of the moment.</summary>
    public DateTimeOffset? Moment { get; init; }

    public Tone Tone { get; init; }

    /// <summary>Overdue: the time is red.</summary>
    public bool Late { get; init; }

    /// <summary>A quieter line under the head.</summary>
    public string? Note { get; init; }

    /// <summary>Content in a box: the text of a note, of a mail.</summary>
    public RenderFragment? Body { get; init; }

    /// <summary>Buttons under it: Done, Reschedule.</summary>
    public RenderFragment? Actions { get; init; }
}

/// <summary>Items under a mark: Planned, Today, Thu 19 Nov.</summary>
public sealed record TimelineGroup(string Label, IReadOnlyList<TimelineItem> Items);
