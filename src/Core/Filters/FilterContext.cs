using Tandem.Core.Localization;

namespace Tandem.Core.Filters;

/// <summary>What the words of a filter mean where it is evaluated: whose <c>me</c>, which day is <c>today</c>, which records a path may reach.</summary>
public sealed record FilterContext
{
    /// <summary>The moment of evaluation.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Days are calendar days of this zone. Shared filters and jobs pass the workspace's, never a viewer's.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>The calendar of <c>this month</c> and <c>2 months ago</c>, and the fiscal year of <c>this quarter</c> and <c>last year</c>.</summary>
    public FiscalCalendar Fiscal { get; init; } = new(CalendarKind.Gregorian, StartMonth: 1);

    /// <summary>Language of the stored sort keys, for order comparisons of texts.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The workspace's currency, in which amounts of several are added up.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>The user that <c>me</c> stands for. Without one, <c>me</c> is nobody.</summary>
    public Guid? Actor { get; init; }

    /// <summary>Teams that <c>my team</c> stands for where a field refers to a team.</summary>
    public IReadOnlyCollection<Guid> Teams { get; init; } = [];

    /// <summary>Users that <c>my team</c> stands for where a field refers to a user; the actor is one of them.</summary>
    public IReadOnlyCollection<Guid> TeamMates { get; init; } = [];

    /// <summary>
    /// The records of another type, restricted to those the actor may see. Needed by filters that follow references or count relations;
    /// a record that is not among them counts as absent.
    /// </summary>
    public Func<RecordType, IQueryable> Set { get; init; } =
        type => throw new InvalidOperationException($"The filter needs {type.Key} records, but its context has none.");

    /// <summary>The calendar day of <see cref="Now"/> in <see cref="Zone"/>.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>The calendar day of a moment in <see cref="Zone"/>.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>The first moment of a day in <see cref="Zone"/>, in UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) => new Days(this).StartOf(day);
}
