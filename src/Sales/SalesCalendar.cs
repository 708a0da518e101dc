using Microsoft.EntityFrameworkCore;
using Tandem.Core.Localization;
using Tandem.Platform.Settings;

namespace Tandem.Sales;

/// <summary>Today and the fiscal year as the workspace counts them; reports and closing days never follow a viewer's zone.</summary>
internal sealed class SalesCalendar(Crm crm, TimeProvider clock)
{
    public async ValueTask<DateOnly> Today(CancellationToken stop) => DayOf(clock.GetUtcNow(), await Zone(stop));

    public async ValueTask<TimeZoneInfo> Zone(CancellationToken stop) => ZoneOf(await crm.Database.Actors.Settings(stop));

    public async ValueTask<FiscalCalendar> Fiscal(CancellationToken stop)
    {
        var workspace = await crm.Database.Actors.Settings(stop);
        return new FiscalCalendar(workspace?.FiscalCalendar == "jalali" ? CalendarKind.Jalali : CalendarKind.Gregorian, workspace?.FiscalStartMonth ?? 1);
    }

    /// <summary>What the workspace's books say now.</summary>
    public async ValueTask<Books> Books(CancellationToken stop)
    {
        var zone = await Zone(stop);
        return new Books(await crm.Database.Actors.Rates(stop), zone, DayOf(clock.GetUtcNow(), zone));
    }

    /// <summary>The same as the context sees it, in a transaction that may have set the workspace up.</summary>
    public static async Task<Books> Books(CrmDb db, TimeProvider clock, CancellationToken stop)
    {
        var workspace = await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(stop);
        var zone = ZoneOf(workspace);
        var rates = new ExchangeRates(workspace?.Currency ?? "EUR", await db.Set<ExchangeRate>().AsNoTracking().ToListAsync(stop));
        return new Books(rates, zone, DayOf(clock.GetUtcNow(), zone));
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first moment of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15); // clocks that go forward at midnight
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static TimeZoneInfo ZoneOf(Workspace? workspace) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(workspace?.TimeZone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc;
}

/// <summary>What closing a deal is measured by.</summary>
/// <param name="Rates">Dated rates into the workspace's currency.</param>
/// <param name="Zone">Days are counted in it.</param>
/// <param name="Today">The present day there.</param>
internal sealed record Books(ExchangeRates Rates, TimeZoneInfo Zone, DateOnly Today);
