namespace Tandem.Core.Filters;

internal enum TimeUnit
{
    Hour, Day, Week, Month, Quarter, Year,
}

/// <summary>A value that a filter compares with, checked against its field and in canonical form.</summary>
internal abstract record Operand;

internal sealed record TextOperand(string Text) : Operand;

internal sealed record NumberOperand(decimal Number) : Operand;

internal sealed record TruthOperand(bool Truth) : Operand;

internal sealed record IdOperand(Guid Id) : Operand;

/// <summary>The actor, as a user.</summary>
internal sealed record MeOperand : Operand;

/// <summary>The actor's teams, or the users in them.</summary>
internal sealed record MyTeamOperand : Operand;

/// <summary>A point in time or a stretch of whole days.</summary>
internal abstract record Moment : Operand;

internal sealed record DayMoment(DateOnly Day) : Moment;

internal sealed record InstantMoment(DateTimeOffset Instant) : Moment;

/// <summary>So many units from now: <c>14 days ago</c> is -14. In hours a point in time, otherwise a day.</summary>
internal sealed record ShiftedMoment(int Amount, TimeUnit Unit) : Moment;

/// <summary><c>this month</c> is 0, <c>last month</c> -1, <c>next month</c> 1.</summary>
internal sealed record PeriodMoment(int Offset, TimeUnit Unit) : Moment;

/// <summary>The last <paramref name="Amount"/> units up to today (or now, in hours), or with <paramref name="Ahead"/> the next ones.</summary>
internal sealed record SpanOperand(int Amount, TimeUnit Unit, bool Ahead) : Operand;
