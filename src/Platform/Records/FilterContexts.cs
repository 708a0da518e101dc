using System.Reflection;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>What a filter means for an actor, now, in the workspace's time zone and fiscal calendar.</summary>
public sealed class FilterContexts(TimeProvider clock)
{
    private static readonly MethodInfo VisibleSet = typeof(FilterContexts).GetMethod(nameof(Visible), BindingFlags.NonPublic | BindingFlags.Static)!;

    public async ValueTask<FilterContext> For(Actor actor, CrmDb db, CancellationToken stop)
    {
        return Of(db, actor, await db.Home.Actors.Settings(stop), clock.GetUtcNow());
    }

    /// <summary>For what is computed, whoever reads it: every record that is not in the trash, and nobody's <c>me</c>.</summary>
    internal static FilterContext OfEverything(CrmDb db) => Of(db, Actor.System, db.Home.Actors.KnownSettings, db.Home.Clock.GetUtcNow());

    private static FilterContext Of(CrmDb db, Actor actor, Settings.Workspace? workspace, DateTimeOffset now)
    {
        return new FilterContext
        {
            Now = now,
            Zone = TimeZoneInfo.TryFindSystemTimeZoneById(workspace?.TimeZone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc,
            Language = db.Home.Language,
            WeekStart = Languages.Find(workspace?.Language)?.FirstDay ?? DayOfWeek.Monday,
            Fiscal = new FiscalCalendar(workspace?.FiscalCalendar == "jalali" ? CalendarKind.Jalali : CalendarKind.Gregorian, workspace?.FiscalStartMonth ?? 1),
            Currency = workspace?.Currency ?? "EUR",
            Actor = actor.UserId,
            Teams = actor.TeamId is { } team ? [team] : [],
            TeamMates = actor.Mates,
            Set = type => (IQueryable)VisibleSet.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, type])!,
        };
    }

    private static IQueryable<T> Visible<T>(CrmDb db, Actor actor, RecordType type) where T : class, IRecord => db.Set<T>().VisibleTo(actor, db, type);
}
