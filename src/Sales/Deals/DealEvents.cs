namespace Tandem.Sales.Deals;

// Stages and reasons are named as they were called at the time: the timeline reads these rows years later.

/// <summary>From one open stage to another.</summary>
internal sealed record DealMoved(Guid FromId, string From, Guid ToId, string To) : BusinessEvent;

/// <param name="On">The day that counts in reports.</param>
/// <param name="Amount">Null when the deal had none.</param>
internal sealed record DealWon(Guid FromId, string From, DateOnly On, decimal? Amount, string? Currency) : BusinessEvent;

internal sealed record DealLost(Guid FromId, string From, DateOnly On, Guid ReasonId, string Reason, string? Note) : BusinessEvent;

/// <param name="From">The closing stage it came back from.</param>
internal sealed record DealReopened(Guid FromId, string From, Guid ToId, string To) : BusinessEvent;

/// <summary>The last change of stage was taken back as if it had not happened.</summary>
internal sealed record DealSteppedBack(Guid FromId, string From, Guid ToId, string To) : BusinessEvent;
