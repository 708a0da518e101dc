using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Views;

/// <summary>The views that an actor finds: their own, those of their team and of the teams below it, and everyone's.</summary>
internal static class KnownViews
{
    /// <summary>A list shows no more of them; the rest is found by its address.</summary>
    public const int Most = 200;

    public static IQueryable<SavedView> FoundBy(this IQueryable<SavedView> views, Actor actor)
    {
        var (own, team, mates) = (actor.Id, actor.TeamId, actor.Mates.ToArray());
        return views.Where(view => view.Scope == ViewScope.Everyone || (view.OwnerId != null && view.OwnerId == own)
            || (view.Scope == ViewScope.Team && ((view.TeamId != null && view.TeamId == team) || (view.OwnerId != null && mates.Contains(view.OwnerId.Value)))));
    }

    /// <summary>Views of one type in the order of the tabs: everyone's, the team's, one's own, each by age.</summary>
    public static async Task<List<SavedView>> Of(CrmDb db, Actor actor, string recordType, CancellationToken stop) =>
        [.. (await db.Set<SavedView>().AsNoTracking().Where(view => view.RecordType == recordType && view.DeletedAt == null).FoundBy(actor).OrderBy(view => view.Id).Take(Most).ToListAsync(stop))
            .OrderByDescending(view => view.Scope).ThenBy(view => view.Id)];

    /// <summary>What the actor's role sees first; the team's choice goes before everyone's, the last one before earlier ones.</summary>
    public static SavedView? DefaultOf(this IEnumerable<SavedView> views, Actor actor) =>
        views.Where(view => view.DefaultFor.Contains(actor.Role)).OrderBy(view => view.Scope).ThenByDescending(view => view.UpdatedAt).FirstOrDefault();
}
