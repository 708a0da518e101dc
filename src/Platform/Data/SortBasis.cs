using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Data;

/// <summary>What the order of lists rests on in a workspace.</summary>
/// <param name="Language">Texts sort by its rules.</param>
/// <param name="Rates">Amounts of several currencies are compared in the workspace's own.</param>
/// <param name="Today">The present day in the workspace's time zone.</param>
public sealed record SortBasis(string Language, ExchangeRates Rates, DateOnly Today)
{
    /// <summary>As a save in this context sees it: a transaction under way may have set it up itself.</summary>
    internal static async ValueTask<SortBasis> Of(CrmDb db, CancellationToken stop)
    {
        var home = db.Home;
        var inTransaction = db.Database.CurrentTransaction is not null;
        var workspace = inTransaction ? await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(stop) : await home.Actors.Settings(stop);
        var rates = inTransaction ? new ExchangeRates(workspace?.Currency ?? "EUR", await db.Set<ExchangeRate>().AsNoTracking().ToListAsync(stop)) : await home.Actors.Rates(stop);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(workspace?.TimeZone ?? "UTC", out var found) ? found : TimeZoneInfo.Utc;
        return new SortBasis(home.Language, rates, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(home.Clock.GetUtcNow(), zone).DateTime));
    }
}
